import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'

import { type BulkItem, PipelineError, createManualClock, createTelemetry, openSqliteDocumentStore } from '@win11mon/pipeline'
import { expect, onTestFinished, test } from 'vitest'

import { type RetentionTask, type RetentionTotals, keepRetention } from '../../../src/compose/service/keep-retention.ts'
import { sqliteRetention } from '../../../src/compose/service/retention-tasks.ts'
import { aDirectory } from '../../run-command.ts'

const day = 86_400_000_000

/** The event of a day. */
function anEvent(age: number): BulkItem {
  const nobody = { process_id: null, object_id: null, source_guid: null, source_object_guid: null, source_record: null }
  const columns = { ...nobody, host_id: 'host', boot_id: 'boot', sequence: age, time_us: age * day, kind: 'image_load' }
  return { operation: 'create', document: { family: 'events', id: `boot-${age}`, columns, doc: '{}' } }
}

/** Retention that runs until the test is over; `turns` lets so many minutes pass. */
function kept(task: RetentionTask, isMine = (): boolean => true, clock = createManualClock(100 * day)) {
  const abort = new AbortController()
  const telemetry = createTelemetry()
  const totals: RetentionTotals = new Map()
  const lines: string[] = []
  const say = (_: unknown, line: string): void => void lines.push(line)
  const log = { trace: say, debug: say, info: say, warn: say, error: say }
  const running = keepRetention({ task, isMine, clock, stage: telemetry.stage('retention'), log, totals }, abort.signal)
  onTestFinished(async () => {
    abort.abort()
    await running
  })
  return {
    telemetry,
    totals,
    lines,
    async minutes(count: number) {
      for (let second = 0; second < count * 60; second += 1) {
        await turn()
        clock.advance(1_000_000)
      }
      await turn()
    },
  }
}

test('lets the documents of a SQLite store go at their age, and counts them', async () => {
  const store = await openSqliteDocumentStore(join(aDirectory(), 'store.sqlite'))
  onTestFinished(() => store.close())
  await store.bulk([50, 80, 99].map((age) => anEvent(age)))
  const settings = { kind: 'sqlite', path: '', retention_days: 30, max_bytes: null } as const
  const clock = createManualClock(100 * day)
  const { totals, lines, minutes } = kept(sqliteRetention(store, settings, clock), undefined, clock)
  await minutes(2)
  const { items } = await store.events({}, { limit: 10 })
  expect([items.map(({ sequence }) => sequence), [...totals]]).toEqual([[80, 99], [['documents', 1]]])
  expect(lines).toEqual(['Documents were let go, as the retention of the store asks for.'])
})

test('does nothing while it is the turn of another, and takes over when it no longer is', async () => {
  let [runs, isMine] = [0, false]
  const task: RetentionTask = { everyMs: 3_600_000, run: async () => void (runs += 1) }
  const { minutes } = kept(task, () => isMine)
  await minutes(90)
  expect(runs).toBe(0)
  isMine = true
  await minutes(1)
  expect(runs).toBe(1)
  await minutes(150)
  expect(runs).toBe(3)
})

test('tells and counts what fails with what was done before it, and comes back at the next turn', async () => {
  let runs = 0
  const task: RetentionTask = {
    everyMs: 3_600_000,
    run(tell) {
      runs += 1
      tell('days_closed', 1)
      return Promise.reject(new PipelineError('NOT_AUTHORISED', 'OpenSearch: deleting index x: no permissions.', { isRetryable: true }))
    },
  }
  const { telemetry, totals, lines, minutes } = kept(task)
  await minutes(61)
  expect([runs, [...totals]]).toEqual([2, [['days_closed', 2]]])
  expect(telemetry.stage('retention').counts.errors).toEqual({ NOT_AUTHORISED: 2 })
  expect(lines[0]).toBe('The retention did not come to its end: OpenSearch: deleting index x: no permissions.')
})
