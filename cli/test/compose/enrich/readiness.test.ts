import { setImmediate as turn } from 'node:timers/promises'

import {
  type BulkItem,
  type BulkOutcome,
  type ManualClock,
  type PartitionHandler,
  PipelineError,
  createManualClock,
  createMemoryDocumentStore,
  createMemoryStateStore,
  createTelemetry,
  patientRetry,
} from '@win11mon/pipeline'
import { createBatchEncoder, newEvent, toIdText } from '@win11mon/schemas'
import { expect, test } from 'vitest'

import { watchGroup } from '../../../src/compose/enrich/group-watch.ts'
import { hostPartitions } from '../../../src/compose/enrich/partition-hosting.ts'
import { reportHealth } from '../../../src/compose/enrich/report-health.ts'
import { configDescription } from '../../../src/settings.ts'

const { signal } = new AbortController()
const config = configDescription.schema.parse({})
const say = (): void => undefined
const log = { trace: say, debug: say, info: say, warn: say, error: say }

/** A member of a group whose document store can be away. */
class AMember {
  readonly clock: ManualClock = createManualClock(1_700_000_000_000_000)
  readonly telemetry = createTelemetry()
  readonly group = watchGroup(this.clock)
  readonly store = createMemoryDocumentStore()
  isStoreAway = false
  #sequence = 0
  readonly hosting = hostPartitions({
    config: { ...config, enricher: { ...config.enricher, checkpoint_seconds: 0 } },
    writer: { bulk: (items) => this.#bulk(items), close: () => Promise.resolve() },
    states: createMemoryStateStore(this.clock),
    bury: () => Promise.resolve(),
    clock: this.clock,
    policy: patientRetry,
    telemetry: this.telemetry,
    log,
  })

  async #bulk(items: readonly BulkItem[]): Promise<readonly BulkOutcome[]> {
    if (this.isStoreAway) throw new PipelineError('BACKEND_UNAVAILABLE', 'It is away.', { isRetryable: true })
    return await this.store.bulk(items)
  }

  assign(): PartitionHandler {
    return this.hosting.assign(0, { rewind: () => Promise.resolve(false) })
  }

  /** Hands in one event. */
  async handle(partition: PartitionHandler, until: AbortSignal = signal): Promise<unknown> {
    const hostId = new Uint8Array(16).fill(1)
    const encoder = createBatchEncoder({ hostId, hostName: 'host', bootId: hostId, agentVersion: 'test' })
    this.#sequence += 1
    const sequence = this.#sequence
    encoder.add({ ...newEvent.process_create(), sequence, timeUs: this.clock.nowUs(), processId: 4 })
    const record = { key: toIdText(hostId), value: encoder.finish(sequence, sequence), position: sequence }
    return await partition.handle([record], until).catch((error: unknown) => error)
  }

  /** Lets seconds pass; the group is heard of all the time. */
  async pass(seconds: number, isHeard = true): Promise<void> {
    for (let second = 0; second < seconds; second += 1) {
      if (isHeard) this.group.heard?.()
      for (let step = 0; step < 5; step += 1) await turn()
      this.clock.advance(1_000_000)
    }
    for (let step = 0; step < 5; step += 1) await turn()
  }

  get isReady(): boolean {
    return reportHealth({ config, group: this.group, hosting: this.hosting, telemetry: this.telemetry }).isReady
  }
}

test('a partition whose documents nobody takes is not ready within 30 s, and is again by itself', async () => {
  const member = new AMember()
  const partition = member.assign()
  await member.handle(partition)
  member.isStoreAway = true
  const handled = member.handle(partition)
  await member.pass(20)
  expect(member.isReady).toBe(true)
  await member.pass(9)
  expect(member.isReady).toBe(false)
  member.isStoreAway = false
  await member.pass(61)
  expect([await handled, member.isReady, member.store.documents('events').length]).toEqual([2, true, 2])
})

test('a partition with nothing to do is ready, however long', async () => {
  const member = new AMember()
  await member.handle(member.assign())
  await member.pass(3_600)
  expect(member.isReady).toBe(true)
})

test('a member that hears nothing of its group is not ready within 30 s, and is again with the next word', async () => {
  const member = new AMember()
  member.assign()
  await member.pass(20, false)
  expect(member.isReady).toBe(true)
  await member.pass(9, false)
  expect(member.isReady).toBe(false)
  await member.pass(1)
  expect(member.isReady).toBe(true)
})

test('a partition that is lost and taken again in the middle of its work has made no progress', async () => {
  const member = new AMember()
  member.isStoreAway = true
  for (let stay = 0; stay < 6; stay += 1) {
    const leaving = new AbortController()
    const partition = member.assign()
    const handled = member.handle(partition, leaving.signal)
    await member.pass(5)
    leaving.abort()
    await member.pass(1)
    await handled
    await partition.revoke()
  }
  member.isStoreAway = false
  const partition = member.assign()
  expect(member.isReady).toBe(false)
  await member.handle(partition)
  expect(member.isReady).toBe(true)
})
