import {
  type MemoryDocumentStore,
  type StateStore,
  createManualClock,
  createMemoryDocumentStore,
  createMemoryStateStore,
} from '@win11mon/pipeline'
import { toIdText } from '@win11mon/schemas'
import { expect, test } from 'vitest'

import { aHandleCreate, aProcessCreate, at } from '../builders.ts'
import { aRecord } from './a-partition.ts'
import { ASharedLog, type AMember, aMember } from './a-shared-log.ts'

const dayMs = 86_400_000
const gone = new Uint8Array(16).fill(9)

interface AWorld {
  readonly member: AMember
  readonly states: StateStore
  readonly writer: MemoryDocumentStore
  /** Both hosts say something, and all of it is settled. */
  begin(): Promise<void>
  /** Lets so many days pass. */
  days(count: number): Promise<void>
  /** Bytes of the state of the host that is gone. */
  kept(): Promise<number | undefined>
}

/** One host that says something once, and another that goes on; the first comes back with the last record. */
function aWorld(last: ReturnType<typeof aRecord>): AWorld {
  const events = Array.from({ length: 6 }, (_, index) => aHandleCreate({ timeUs: at(index) }))
  const living = events.map((event, index) => aRecord([event], { firstSequence: index + 1 }))
  const log = new ASharedLog([aRecord([aProcessCreate()], { hostId: gone }), ...living, last])
  const clock = createManualClock(at(0))
  const [writer, states] = [createMemoryDocumentStore(), createMemoryStateStore(clock)]
  const given = { writer, states, clock, quietMs: 1_000, latenessUs: 1_000, forgetAfterMs: 90 * dayMs, partition: 'p' }
  const member = aMember(log, given)
  async function days(count: number): Promise<void> {
    clock.advance(count * dayMs * 1_000)
    for (let turn = 0; turn < 3; turn += 1) await member.idle()
    await member.step(1)
  }

  return {
    member,
    states,
    writer,
    async begin() {
      await member.step(2)
      await days(0.001)
    },
    days,
    async kept() {
      // Somebody else looks: the member is fenced off, and the world is over.
      const state = await states.get(await states.acquire('p'), toIdText(gone))
      return state instanceof Uint8Array ? state.length : undefined
    },
  }
}

const again = (firstSequence: number): ReturnType<typeof aRecord> =>
  aRecord([aHandleCreate({ timeUs: at(50) })], { hostId: gone, firstSequence })

test('the state of a host that is gone for long is forgotten and counted; of others nothing', async () => {
  const { member, begin, days, kept } = aWorld(again(2))
  await begin()
  await days(89)
  expect(member.telemetry.stage('enrich').counts.bounded).toEqual({})
  await days(2)
  expect(member.telemetry.stage('enrich').counts.bounded).toEqual({ forgotten_hosts: 1 })
  expect(await kept()).toBe(1)
})

test('after as long again nothing is left of it', async () => {
  const { begin, days, kept } = aWorld(again(2))
  await begin()
  await days(91)
  await days(91)
  expect(await kept()).toBeUndefined()
})

test('a host that comes back in the same boot is known in part, and nothing of it is declared lost', async () => {
  const { member, writer, begin, days } = aWorld(again(2))
  await begin()
  await days(91)
  await member.drain()
  await days(1)
  const stream = writer.documents('streams').find(({ columns }) => columns.host_id === toIdText(gone))
  expect([writer.documents('gaps'), stream?.columns]).toEqual([[], expect.objectContaining({ issued: 2, indexed: 2, unexplained: 0 })])
  const host = writer.documents('hosts').find(({ id }) => id === toIdText(gone))
  expect(JSON.parse(host?.doc ?? '{}')).toMatchObject({ win11mon: { is_partial: true } })
})

test('a host that comes back after another start is as good as new', async () => {
  const { member, writer, begin, days } = aWorld(aRecord([aProcessCreate({ timeUs: at(50) })], { hostId: gone, bootByte: 2 }))
  await begin()
  await days(91)
  await member.drain()
  await days(1)
  const host = writer.documents('hosts').find(({ id }) => id === toIdText(gone))
  expect([writer.documents('gaps'), JSON.parse(host?.doc ?? '{}')]).toEqual([
    [],
    expect.not.objectContaining({ win11mon: { is_partial: true } }),
  ])
})
