import { type Event, newEvent } from '@win11mon/schemas'
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

const hourSeconds = 3600
const daySeconds = 24 * hourSeconds
const serviceHost = `${system32}svchost.exe`
const own = (name: string): string => `C:\\Apps\\${name}.exe`

interface Stay {
  readonly singles: number
  readonly hosts: number
}

/**
 * A capture of one boot: programs that run once, whose pids `boot` moves, and service hosts, of which the first `sharedHosts`
 * have the same pid in every boot.
 */
function aCapture(seconds: number, boot: number, { singles, hosts }: Stay, sharedHosts = 0): Event[] {
  const programs = Array.from({ length: singles }, (_unused, index): [number, string] => [2000 + 400 * boot + 4 * index, own(`${index}`)])
  const serviceHosts = Array.from({ length: hosts }, (_unused, index): [number, string] => [
    index < sharedHosts ? 600 + 4 * index : 8000 + 400 * boot + 4 * index,
    serviceHost,
  ])
  const all = [...programs, ...serviceHosts]
  return all.map((process, index) => opens(seconds + index / 100, process, all[(index + 1) % all.length] ?? process))
}

test.each([
  ['a month, though all that tells it is one program with another pid', 30 * daySeconds, { singles: 1, hosts: 4 }, 2],
  ['more than a day', 1.1 * daySeconds, { singles: 3, hosts: 20 }, 6],
  ['two minutes', 120, { singles: 5, hosts: 30 }, 8],
])('finds a boot between two captures of a host, apart by %s', (_length, apart, stay, sharedHosts) => {
  const tree = aTree([...aCapture(0, 0, stay, sharedHosts), ...aCapture(apart, 1, stay, sharedHosts)])
  expect(tree.bootTimesUs).toEqual([at(apart)])
  expect(livesOf(tree, 600)).toBe(2)
  expect(livesOf(tree, 2000)).toBe(1)
})

test('finds a boot that another lsass tells of, though service hosts have their pids again by chance', () => {
  const side = (seconds: number, boot: number): Event[] => [
    ...aCapture(seconds, boot, { singles: 3, hosts: 20 }, 6),
    opens(seconds + 1, [600, serviceHost], [800 + boot, lsass]),
  ]
  const tree = aTree([...side(0, 0), ...side(60, 1)])
  expect(tree.bootTimesUs).toEqual([at(60)])
  expect(livesOf(tree, 600)).toBe(2)
})

test.each([
  ['a month', 30 * daySeconds],
  ['a day', daySeconds],
  ['two minutes', 120],
])('finds no boot between two captures of %s apart where the programs are the same, whatever else is new', (_length, apart) => {
  const stay = { singles: 3, hosts: 6 }
  const others = (seconds: number, boot: number): Event[] =>
    [0, 1, 2, 3, 4].map((index) => opens(seconds, [5000 + 100 * boot + 4 * index, own(`other ${index}`)], [2000, own('0')]))
  const tree = aTree([...aCapture(0, 0, stay), ...others(1, 0), ...aCapture(apart, 0, stay), ...others(apart + 1, 1)])
  expect(tree.bootTimesUs).toEqual([])
  expect(livesOf(tree, 2000)).toBe(1)
})

test('takes the silence that nobody goes on across for the boot, not a longer one before it', () => {
  const stay = { singles: 6, hosts: 0 }
  const tree = aTree([...aCapture(0, 0, stay), opens(150, [2000, own('0')], [9000, tool]), ...aCapture(270, 1, stay)])
  expect(tree.bootTimesUs).toEqual([at(270)])
  expect(livesOf(tree, 2000)).toBe(1)
})

test('does not take programs that were started after a silence for moved ones', () => {
  const again = (seconds: number, first: number): Event[] =>
    [0, 1, 2, 3, 4, 5].map((index) => starts(seconds + index, [first + 4 * index, own(`${index}`)], [500, explorer]))
  const tree = aTree([daily(0), ...again(1, 3000), ...again(hourSeconds, 4000), daily(hourSeconds + 10)])
  expect(tree.bootTimesUs).toEqual([])
})

function aLogRecord(seconds: number, provider: string | null, channel: string, eventId: number): Event {
  return { ...newEvent.log_record(), timeUs: at(seconds), provider, channel, eventId }
}

test.each([
  ['the kernel', 'Microsoft-Windows-Kernel-General', 'System', 12],
  ['the Security log', 'Microsoft-Windows-Security-Auditing', 'Security', 4608],
  ['the Security log of an export without providers', null, 'Security', 4608],
])('takes the word of %s for a boot', (_who, provider, channel, eventId) => {
  const tree = aTree([daily(0), aLogRecord(40, provider, channel, eventId), opens(41, [500, app], [604, explorer])])
  expect(tree.bootTimesUs).toEqual([at(40)])
  expect(livesOf(tree, 500)).toBe(2)
})

test('does not believe a record of a start that was forged while everything goes on', () => {
  const everything = (seconds: number): Event[] => aCapture(seconds, 0, { singles: 4, hosts: 0 })
  const forged = aLogRecord(20, 'Microsoft-Windows-Kernel-General', 'System', 12)
  expect(aTree([...everything(0), forged, ...everything(30)]).bootTimesUs).toEqual([])
  expect(aTree([daily(0), aLogRecord(40, 'Other', 'System', 12), opens(41, [500, app], [604, explorer])]).bootTimesUs).toEqual([])
})
