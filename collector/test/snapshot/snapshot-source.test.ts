import { createManualClock } from '@win11mon/pipeline'
import { decodeBatch } from '@win11mon/schemas'
import { expect, test } from 'vitest'

import { watchForGaps } from '../../src/snapshot/gap-watch.ts'
import { type SnapshotSource, createSnapshotSource } from '../../src/snapshot/snapshot-source.ts'
import type { RunningProcess } from '../../src/sources/device/port/device.ts'
import { createEventStream } from '../../src/sources/event-stream.ts'
import { aSource } from '../a-source.ts'
import { aStream } from '../spool/a-stream.ts'

const { signal: never } = new AbortController()

function aProcess(processId: number): RunningProcess {
  const unknown = { parentProcessId: null, parentStartUs: null, commandLine: null, sessionId: 0, integrityLevel: null }
  return { ...unknown, processId, processStartUs: 1_000 + processId, executable: `C:\\p${processId}.exe` }
}

interface Snapshots {
  readonly source: SnapshotSource
  readonly clock: ReturnType<typeof createManualClock>
  readonly failures: unknown[]
  list: () => Promise<readonly RunningProcess[]>
}

function snapshotsOf(count: number): Snapshots {
  const clock = createManualClock(77)
  const id = new Uint8Array(16).fill(4)
  const failures: unknown[] = []
  const processes = Array.from({ length: count }, (_, index) => aProcess(index + 1))
  const snapshots: Snapshots = {
    clock,
    failures,
    list: () => Promise.resolve(processes),
    source: createSnapshotSource({
      stream: createEventStream({ hostId: id, hostName: 'DESK1', bootId: id, agentVersion: '0', batchEvents: 4 }),
      clock,
      runningProcesses: () => snapshots.list(),
      leastIntervalMs: 60_000,
      onFailure: (error) => failures.push(error),
    }),
  }
  return snapshots
}

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
}

test('every running process is told at the start, in as many batches as it takes', async () => {
  const { source } = snapshotsOf(6)
  const batches = [await source.next(never), await source.next(never)]
  const events = batches.flatMap((batch) => (batch === undefined ? [] : decodeBatch(batch.value).events))
  expect(batches.map((batch) => batch?.eventCount)).toEqual([4, 2])
  expect(events.map((event) => event.kind === 'process_snapshot' && [event.sequence, event.processId, event.processStartUs])).toEqual(
    [1, 2, 3, 4, 5, 6].map((number) => [number, number, 1_000 + number]),
  )
})

test('gaps that come in rows make one snapshot a minute', async () => {
  const { source, clock } = snapshotsOf(1)
  await source.next(never)
  let taken = 0
  const next = source.next(never).then(() => (taken += 1))
  for (let second = 0; second < 59; second += 1) {
    source.request()
    clock.advance(1_000_000)
    await settle()
  }
  expect(taken).toBe(0)
  clock.advance(1_000_000)
  await next
  expect(taken).toBe(1)
})

test('processes that cannot be listed are listed later', async () => {
  const snapshots = snapshotsOf(1)
  const { list } = snapshots
  snapshots.list = () => Promise.reject(new Error('no rights'))
  const next = snapshots.source.next(never)
  await settle()
  expect(snapshots.failures).toHaveLength(1)
  snapshots.list = list
  snapshots.clock.advance(60_000_000)
  expect((await next)?.eventCount).toBe(1)
})

test('an abort ends the wait', async () => {
  const { source } = snapshotsOf(1)
  await source.next(never)
  const abort = new AbortController()
  const next = source.next(abort.signal)
  abort.abort()
  expect(await next).toBeUndefined()
})

test('a declared loss and a new stream are gaps, and nothing else is', async () => {
  const [one, other] = [aStream({ boot: 1 }), aStream({ boot: 2 })]
  const loss = { ...one.next(), kindCounts: { gap: 1 } }
  let gaps = 0
  const source = watchForGaps(aSource([one.next(), one.next(), loss, one.next(), other.next(), other.next()]), () => (gaps += 1))
  const seen: number[] = []
  for (let batch = await source.next(never); batch !== undefined; batch = await source.next(never)) seen.push(gaps)
  expect(seen).toEqual([0, 0, 1, 1, 2, 2])
})
