import type { Event } from '@win11mon/schemas'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import type { HostTree } from '../../src/tree/host-tree.ts'
import { startEventIdsOf } from '../../src/tree/process-node.ts'
import { actorOf, objectOf } from '../../src/tree/references.ts'
import { aHandleCreate, aProcessCreate, aProcessTerminate, aTree, at, numbered, permuted } from '../builders.ts'
import { aHostHistory } from './host-history.ts'
import { shown } from './shown.ts'

const shell = 'C:\\Windows\\System32\\cmd.exe'
const tool = 'C:\\Tools\\tool.exe'

function actorId(tree: HostTree, event: Event): string | undefined {
  const reference = actorOf(event)
  return reference === null ? undefined : tree.find(reference)?.entityId
}

function objectId(tree: HostTree, event: Event): string | undefined {
  const reference = objectOf(event)
  return reference === null ? undefined : tree.find(reference)?.entityId
}

test('gives two processes that use one pid after each other two identities', () => {
  const first = aHandleCreate({ timeUs: at(1), processId: 100, executable: tool })
  const second = aHandleCreate({ timeUs: at(12), processId: 100, executable: tool })
  const tree = aTree([
    aProcessCreate({ timeUs: at(0), executable: tool }),
    first,
    aProcessTerminate({ timeUs: at(5), executable: tool }),
    aProcessCreate({ timeUs: at(10), executable: tool }),
    second,
  ])
  expect(actorId(tree, first)).not.toBe(actorId(tree, second))
})

test('ends a process whose exit was not seen when its pid starts again', () => {
  const tree = aTree([aProcessCreate({ timeUs: at(0), executable: shell }), aProcessCreate({ timeUs: at(10), executable: tool })])
  const [first] = [...tree.processes()].toSorted((left, right) => left.firstSeenUs - right.firstSeenUs)
  expect(first).toMatchObject({ endUs: at(10), endCause: 'pid_reuse' })
})

test('takes a process whose create was never seen for a placeholder that keeps one identity', () => {
  const before = aHandleCreate({ timeUs: at(1) })
  const after = aHandleCreate({ timeUs: at(5000) })
  const tree = aTree([before, after])
  expect(objectId(tree, before)).toBe(objectId(tree, after))
  expect(tree.get(objectId(tree, before) ?? '')).toMatchObject({ status: 'placeholder', startUs: null })
})

test('tells another image under the same pid from the process that ended without a record', () => {
  const first = aHandleCreate({ timeUs: at(1), objectExecutable: shell })
  const second = aHandleCreate({ timeUs: at(2), objectExecutable: tool })
  const tree = aTree([first, second])
  expect(objectId(tree, first)).not.toBe(objectId(tree, second))
})

test('makes no process of a creation that was denied', () => {
  const denied = aProcessCreate({ timeUs: at(0), executable: tool, deniedStatus: 0xc0000022 })
  expect([...aTree([denied]).processes()]).toEqual([])
})

test('compares images by what they are, not by how a source spells them', () => {
  const first = aHandleCreate({ timeUs: at(1), objectExecutable: 'C:\\Windows\\System32\\LSASS.exe' })
  const second = aHandleCreate({ timeUs: at(2), objectExecutable: '\\Device\\HarddiskVolume3\\Windows\\System32\\lsass.exe' })
  const tree = aTree([first, second])
  expect(objectId(tree, first)).toBe(objectId(tree, second))
})

test('gives an access that is stamped a clock tick before the create to the created process', () => {
  const early = aHandleCreate({ timeUs: at(9.986), objectProcessId: 100, objectExecutable: shell })
  const tree = aTree([early, aProcessCreate({ timeUs: at(10), processId: 100, executable: shell })])
  expect(tree.get(objectId(tree, early) ?? '')?.startUs).toBe(at(10))
})

test('gives an event shortly after the exit to the process that ended', () => {
  const late = aHandleCreate({ timeUs: at(5.2), executable: shell })
  const tree = aTree([aProcessCreate({ timeUs: at(0) }), aProcessTerminate({ timeUs: at(5) }), late])
  expect(tree.get(actorId(tree, late) ?? '')?.startUs).toBe(at(0))
})

test('gives an event long after the exit to a process of its own', () => {
  const late = aHandleCreate({ timeUs: at(60), executable: shell })
  const tree = aTree([aProcessCreate({ timeUs: at(0) }), aProcessTerminate({ timeUs: at(5) }), late])
  expect(tree.get(actorId(tree, late) ?? '')).toMatchObject({ status: 'placeholder' })
})

test('lets the older process end when an exit and a create share one moment', () => {
  const tree = aTree([
    aProcessCreate({ timeUs: at(0), executable: shell }),
    aProcessTerminate({ timeUs: at(5), executable: shell }),
    aProcessCreate({ timeUs: at(5), executable: shell }),
  ])
  const ends = [...tree.processes()].toSorted((left, right) => left.firstSeenUs - right.firstSeenUs).map((node) => node.endUs)
  expect(ends).toEqual([at(5), null])
})

test('ends a process whose exit arrives before its create', () => {
  const tree = aTree([aProcessTerminate({ timeUs: at(5) }), aProcessCreate({ timeUs: at(0) })])
  expect([...tree.processes()]).toMatchObject([{ startUs: at(0), endUs: at(5), endCause: 'terminate' }])
})

test('ends a process that is gone within the clock tick in which it was created', () => {
  const tree = aTree([aProcessTerminate({ timeUs: at(9.995) }), aProcessCreate({ timeUs: at(10) })])
  expect([...tree.processes()]).toMatchObject([{ startUs: at(10), endUs: at(10), endCause: 'terminate' }])
})

test('takes a start that Sysmon and Security auditing report for one process with both events', () => {
  const tree = aTree([
    aProcessCreate({ timeUs: at(0), executable: shell }),
    aProcessCreate({ timeUs: at(0.7), processStartUs: null, executable: shell, commandLine: 'cmd /c whoami' }),
  ])
  expect([...tree.processes()].map(startEventIdsOf)).toEqual([['stream-1', 'stream-2']])
  expect([...tree.processes()][0]?.description?.commandLine).toBe('cmd /c whoami')
})

test('knows a parent whose create was seen as observed and one that was only named as inferred', () => {
  const tree = aTree([
    aProcessCreate({ timeUs: at(0), processId: 100, parentProcessId: 50, parentExecutable: 'C:\\Windows\\explorer.exe' }),
    aProcessCreate({ timeUs: at(1), processId: 104, parentProcessId: 100, parentExecutable: shell }),
    aProcessCreate({ timeUs: at(2), processId: 108 }),
  ])
  const byPid = new Map([...tree.processes()].map((node) => [node.processId, node.edgeConfidence]))
  expect([byPid.get(100), byPid.get(104), byPid.get(108)]).toEqual(['inferred', 'observed', 'unknown'])
})

test('does not attach an orphan to a process that ended before it started', () => {
  const tree = aTree([
    aProcessCreate({ timeUs: at(0), processId: 100 }),
    aProcessTerminate({ timeUs: at(5), processId: 100 }),
    aProcessCreate({ timeUs: at(30), processId: 104, parentProcessId: 100 }),
  ])
  const [orphan] = [...tree.processes()].filter((node) => node.processId === 104)
  expect(tree.get(orphan?.parentId ?? '')).toMatchObject({ status: 'placeholder' })
})

test('never makes a process its own ancestor when pids are reused in a circle', () => {
  const tree = aTree([
    aProcessCreate({ timeUs: at(0), processId: 100, parentProcessId: 104 }),
    aProcessCreate({ timeUs: at(1), processId: 104, parentProcessId: 100 }),
    aProcessCreate({ timeUs: at(1), processId: 100, parentProcessId: 104 }),
  ])
  for (const node of tree.processes()) expect(ancestors(tree, node.entityId)).not.toContain(node.entityId)
})

test('tells lives apart by their ends even when no start was seen', () => {
  const access = (seconds: number): Event => aHandleCreate({ timeUs: at(seconds), objectExecutable: shell })
  const end = (seconds: number): Event => aProcessTerminate({ timeUs: at(seconds), processId: 200, executable: shell })
  const events = [access(0), end(10), access(300), end(301), access(600)]
  const tree = aTree(events)
  const [first, firstEnd, second, secondEnd, third] = events.map((event) =>
    event.kind === 'process_terminate' ? actorId(tree, event) : objectId(tree, event),
  )
  expect([firstEnd, secondEnd]).toEqual([first, second])
  expect(new Set([first, second, third]).size).toBe(3)
})

test('takes a process for over once another image was seen under its pid', () => {
  const accesses = [shell, tool, shell].map((image, index) => aHandleCreate({ timeUs: at(index * 30), objectExecutable: image }))
  const tree = aTree(accesses)
  expect(new Set(accesses.map((access) => objectId(tree, access))).size).toBe(3)
})

test('leaves an access some time before a create to the process that was there before', () => {
  const early = aHandleCreate({ timeUs: at(-60), processId: 300, objectProcessId: 100, objectExecutable: shell })
  const late = aHandleCreate({ timeUs: at(-1.7), processId: 300, objectProcessId: 100, objectExecutable: shell })
  const tree = aTree([early, late, aProcessCreate({ timeUs: at(0), processId: 100, executable: shell })])
  expect(objectId(tree, late)).toBe(objectId(tree, early))
})

test('gives an end in the instant of a create to the process that was there before', () => {
  const access = aHandleCreate({ timeUs: at(0), processId: 300, objectProcessId: 100, objectExecutable: tool })
  const end = aProcessTerminate({ timeUs: at(2), processId: 100, executable: tool })
  const tree = aTree([access, end, aProcessCreate({ timeUs: at(2), processId: 100, executable: shell })])
  expect(actorId(tree, end)).toBe(objectId(tree, access))
})

test('gives an end just before a create to the process that was seen before it', () => {
  const access = aHandleCreate({ timeUs: at(0), processId: 300, objectProcessId: 100, objectExecutable: shell })
  const end = aProcessTerminate({ timeUs: at(9.999), processId: 100, executable: shell })
  const tree = aTree([access, end, aProcessCreate({ timeUs: at(10), processId: 100, executable: shell })])
  expect(actorId(tree, end)).toBe(objectId(tree, access))
})

test('gives a mention without image that is cut to the second of a create to the created process', () => {
  const wholeSecond = Math.floor(at(10) / 1_000_000) * 1_000_000
  const mention = aHandleCreate({ timeUs: wholeSecond, processId: 100, executable: null })
  const tree = aTree([mention, aProcessCreate({ timeUs: wholeSecond + 440_000, processId: 100, executable: shell })])
  expect(tree.get(actorId(tree, mention) ?? '')?.startUs).toBe(wholeSecond + 440_000)
})

test('reports which answers a late create changes', () => {
  const access = { ...aHandleCreate({ timeUs: at(5), processId: 300, objectProcessId: 100, objectExecutable: shell }), sequence: 1 }
  const tree = aTree([access])
  const fromEntityId = tree.identify(access, 'object', 'stream')
  tree.observe({ ...aProcessCreate({ timeUs: at(0), processId: 100, executable: shell }), sequence: 2 }, 'stream')
  const { reassignments, removedEntityIds } = tree.settle()
  const toEntityId = objectId(tree, access)
  expect(reassignments).toEqual([{ eventId: 'stream-1', eventTimeUs: at(5), column: 'object_id', toEntityId }])
  expect([...removedEntityIds]).toEqual([fromEntityId])
})

test('gives the same tree for every order of the same events', () => {
  fc.assert(
    fc.property(aHostHistory(), fc.array(fc.nat(), { maxLength: 80 }), (events, picks) => {
      const tree = aTree(events)
      const other = aTree()
      for (const event of permuted(numbered(events), picks)) {
        other.observe(event, 'stream')
        // Settling on the way must leave no trace.
        if (event.timeUs % 3 === 0) other.settle()
      }
      other.settle()
      expect(snapshot(other)).toEqual(snapshot(tree))
    }),
    { numRuns: 1500 },
  )
})

test('gives the same tree for two images and an end of one instant, whether it was asked in between or not', () => {
  const both = { timeUs: at(1), processId: 100, objectProcessId: 100 }
  const system = aHandleCreate({ ...both, executable: shell, objectExecutable: shell })
  const other = aHandleCreate({ ...both, executable: shell, objectExecutable: tool })
  const events = [aProcessTerminate({ timeUs: at(1), processId: 100, executable: tool }), system, other]
  const asked = aTree()
  for (const event of numbered(events)) {
    asked.observe(event, 'stream')
    asked.settle()
  }
  expect(snapshot(asked)).toEqual(snapshot(aTree(events)))
})

test('gives no two processes one identity, whatever contradicts itself in one instant', () => {
  fc.assert(
    fc.property(aHostHistory(), (events) => {
      const tree = aTree(events)
      const lives = [...tree.timelines().values()].flatMap((timeline) => timeline.lifetimes())
      expect(new Set(lives.map(({ entityId }) => entityId)).size).toBe(lives.length)
    }),
    { numRuns: 1500 },
  )
})

test('answers earlier questions anew so that stored answers can follow', () => {
  fc.assert(
    fc.property(aHostHistory(), fc.array(fc.nat(), { maxLength: 80 }), (events, picks) => {
      const tree = aTree()
      const stored = new Map<string, string | null>()
      for (const event of permuted(numbered(events), picks)) {
        tree.observe(event, 'stream')
        for (const { eventId, toEntityId } of tree.settle().reassignments) stored.set(eventId, toEntityId)
        stored.set(`stream-${event.sequence}`, tree.identify(event, 'actor', 'stream'))
      }
      for (const event of numbered(events)) expect(stored.get(`stream-${event.sequence}`)).toBe(actorId(tree, event) ?? null)
    }),
    { numRuns: 500 },
  )
})

function ancestors(tree: HostTree, entityId: string): string[] {
  const found: string[] = []
  for (let node = tree.get(entityId); node?.parentId != null && found.length < 100; node = tree.get(node.parentId))
    found.push(node.parentId)
  return found
}

/** Everything that a reader sees of the tree. */
function snapshot(tree: HostTree): object {
  const nodes = [...tree.processes()].toSorted((left, right) => (left.entityId < right.entityId ? -1 : 1))
  return { boots: tree.bootTimesUs, nodes: nodes.map(shown) }
}
