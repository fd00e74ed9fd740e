import type { Event } from '@win11mon/schemas'
import { expect, test } from 'vitest'

import type { HostTree } from '../../src/tree/host-tree.ts'
import { aHandleCreate, aProcessCreate, aProcessTerminate, aTree, at } from '../builders.ts'

const system32 = 'C:\\Windows\\System32\\'
const lsass = `${system32}lsass.exe`
const services = `${system32}services.exe`
const wininit = `${system32}wininit.exe`
const smss = `${system32}smss.exe`
const explorer = 'C:\\Windows\\explorer.exe'
const app = 'C:\\Program Files\\App\\app.exe'
const tool = 'C:\\Tools\\tool.exe'

/** One process opens another. */
function opens(seconds: number, [processId, executable]: [number, string], [objectProcessId, objectExecutable]: [number, string]): Event {
  return aHandleCreate({ timeUs: at(seconds), processId, executable, objectProcessId, objectExecutable })
}

function starts(seconds: number, [processId, executable]: [number, string], [parentProcessId, parentExecutable]: [number, string]): Event {
  return aProcessCreate({ timeUs: at(seconds), processId, executable, parentProcessId, parentExecutable, sourceRecord: 'Sysmon/1#1' })
}

function livesOf(tree: HostTree, processId: number): number {
  return [...tree.processes()].filter((node) => node.processId === processId).length
}

/** Two processes that go on, some seconds apart. */
function daily(seconds: number): Event {
  return opens(seconds, [500, explorer], [600, app])
}

test.each([
  ['lsass', lsass, 800],
  ['services', services, 624],
  ['wininit', wininit, 540],
])('takes a second %s that a tool makes for a process, not for a boot', (_name, image, processId) => {
  const events = [daily(0), opens(10, [700, tool], [processId, image]), opens(20, [700, tool], [900, image]), daily(30)]
  const tree = aTree(events)
  expect(tree.bootTimesUs).toEqual([])
  expect([500, 600, 700, processId, 900].map((pid) => livesOf(tree, pid))).toEqual([1, 1, 1, 1, 1])
})

test('is not misled by several system processes that are copied at once', () => {
  const copies = [lsass, services, wininit].map((image, index) => opens(20 + index / 10, [700, tool], [900 + index * 4, image]))
  const real = [lsass, services, wininit].map((image, index) => opens(index / 10, [4, 'System'], [500 + index * 4, image]))
  const tree = aTree([...real, daily(2), ...copies, daily(30)])
  expect(tree.bootTimesUs).toEqual([])
  expect(livesOf(tree, 4)).toBe(1)
})

test('is not misled by a system process that is started in the name of its real parent while others go on', () => {
  const forged = starts(20, [900, lsass], [540, wininit])
  const tree = aTree([opens(0, [500, explorer], [800, lsass]), daily(1), forged, daily(30)])
  expect(tree.bootTimesUs).toEqual([])
  expect(livesOf(tree, 500)).toBe(1)
})

test('is not misled by a system process that is started by a file of the same name elsewhere', () => {
  const tree = aTree([daily(0), starts(20, [900, lsass], [540, 'C:\\Temp\\wininit.exe']), opens(30, [900, lsass], [904, tool])])
  expect(tree.bootTimesUs).toEqual([])
})

test('does not take one system process under another pid for a boot when nothing else tells of one', () => {
  const tree = aTree([opens(0, [4, 'System'], [800, lsass]), opens(60, [4, 'System'], [900, lsass])])
  expect(tree.bootTimesUs).toEqual([])
  expect(livesOf(tree, 4)).toBe(1)
})

test('ends every process at a boot that shows in the start of the session manager by the kernel', () => {
  const before = [opens(0, [300, tool], [800, lsass]), daily(1)]
  const tree = aTree([...before, starts(31, [340, smss], [4, 'System']), opens(50, [704, app], [812, lsass])])
  expect(tree.bootTimesUs).toEqual([at(31)])
  const ended = [...tree.processes()].filter((node) => [300, 500, 600, 800].includes(node.processId))
  expect(ended.map(({ endUs, endCause }) => ({ endUs, endCause }))).toEqual(
    Array.from({ length: 4 }, () => ({ endUs: at(31), endCause: 'reboot' })),
  )
})

test('takes the start of the session manager by the kernel for a boot, however short the silence', () => {
  const before = aHandleCreate({ timeUs: at(0), processId: 300 })
  const tree = aTree([before, starts(3, [340, smss], [4, 'System']), aHandleCreate({ timeUs: at(4), processId: 300 })])
  expect(tree.bootTimesUs).toEqual([at(3)])
  expect(livesOf(tree, 300)).toBe(2)
})

test('does not believe even a session manager while many processes go on', () => {
  const others = (seconds: number): Event[] => [1000, 1004, 1008, 1012].map((pid) => opens(seconds, [pid, `${app}${pid}`], [800, lsass]))
  const tree = aTree([...others(0), starts(20, [340, smss], [4, 'System']), ...others(21)])
  expect(tree.bootTimesUs).toEqual([])
})

test('ends every process at a boot that shows in the start of a system process after a silence', () => {
  const tree = aTree([daily(0), starts(40, [820, lsass], [560, wininit]), opens(41, [820, lsass], [904, app])])
  expect(tree.bootTimesUs).toEqual([at(40)])
})

test('finds a boot when several system processes have other pids and nobody goes on', () => {
  const before = [opens(0, [500, explorer], [700, lsass]), opens(60, [500, explorer], [640, services])]
  const after = [opens(120, [900, app], [712, lsass]), opens(121, [900, app], [652, services])]
  const tree = aTree([...before, ...after])
  expect(tree.bootTimesUs).toEqual([at(120)])
  expect([...tree.processes()].filter(({ processId }) => processId === 500)).toMatchObject([{ endUs: at(120), endCause: 'reboot' }])
})

test('finds a boot when pids have changed hands, though one has the same image by chance', () => {
  const own = (image: number): string => `C:\\Apps\\${image}.exe`
  const side = (seconds: number, image: number, lsassId: number): Event[] =>
    Array.from({ length: 6 }, (_unused, index) => opens(seconds + index / 10, [1000 + index * 4, own(image + index)], [lsassId, lsass]))
  const chance = (seconds: number): Event => opens(seconds, [2000, `${system32}svchost.exe`], [1000, own(seconds === 1 ? 0 : 50)])
  const tree = aTree([...side(0, 0, 800), chance(1), ...side(100, 50, 812), chance(101)])
  expect(tree.bootTimesUs).toEqual([at(100)])
  expect(livesOf(tree, 2000)).toBe(2)
})

test('takes the new start time of the kernel itself for a boot', () => {
  const system = (seconds: number, startedAt: number): Event =>
    aHandleCreate({ timeUs: at(seconds), processId: 4, processStartUs: at(startedAt), executable: 'System', sourceRecord: 'x' })
  const tree = aTree([system(0, -500), daily(1), system(60, 40), opens(61, [704, app], [812, lsass])])
  expect(tree.bootTimesUs).toEqual([at(40)])
})

test('knows that nothing booted while one driver was loaded', () => {
  const known = (seconds: number): Event =>
    aHandleCreate({ timeUs: at(seconds), processId: 500, processStartUs: at(-100), executable: explorer })
  const forged = aProcessCreate({ timeUs: at(40), processId: 900, executable: lsass, parentProcessId: 540, parentExecutable: wininit })
  const tree = aTree([known(0), forged, known(41)])
  expect(tree.bootTimesUs).toEqual([])
  expect([...tree.processes()].filter(({ processId }) => processId === 500)).toMatchObject([{ endUs: null }])
})

test('does not take a copy of a system process that a user starts for a boot', () => {
  const tree = aTree([
    daily(0),
    starts(30, [340, services], [300, `${system32}cmd.exe`]),
    aProcessTerminate({ timeUs: at(31), processId: 340 }),
  ])
  expect(tree.bootTimesUs).toEqual([])
})
