import type { Event } from '@win11mon/schemas'
import { describe, expect, test } from 'vitest'

import { type ScenarioName, scenarioExpectations, scenarioNames } from '../../../../src/sources/simulator/simulator-source.ts'
import { collectEvents, ofKind } from '../collect-events.ts'
import { keyOf, lifetimesOf } from '../lifetimes.ts'
import { referenceFindings } from '../reference-rules.ts'

function play(name: ScenarioName, seed = 11): Promise<Event[]> {
  const scenarios = [{ name, hostIndex: 0, offsetUs: 20_000_000 }]
  return collectEvents({ seed, eventsPerSecond: 60, durationUs: 100_000_000, scenarios })
}

function startOf(events: readonly Event[], fileName: string): ReturnType<typeof ofKind<'process_create'>>[number] {
  const found = ofKind(events, 'process_create').find(({ executable }) => executable?.endsWith(`\\${fileName}`))
  if (found === undefined) throw new Error(`${fileName} never started`)
  return found
}

describe.each(scenarioNames)('scenario %s', (name) => {
  const { suspect, rules, otherRules } = scenarioExpectations[name]

  test.each([1, 2, 3])('shows its rules, on its suspect, and no others (seed %i)', async (seed) => {
    const findings = referenceFindings(await play(name, seed))
    const fired = new Set(findings.map(({ rule }) => rule))
    expect(new Set(findings.map(({ actor }) => actor))).toEqual(new Set(rules.length === 0 ? [] : [suspect]))
    expect([...fired].filter((rule) => !otherRules.includes(rule)).toSorted()).toEqual(rules.toSorted())
  })

  test('plays once: one suspect, which ends', async () => {
    const events = await play(name)
    const suspects = [...lifetimesOf(events).values()].filter(({ start }) => start.executable?.endsWith(`\\${suspect}`))
    expect(suspects).toHaveLength(1)
    expect(suspects[0]?.start.isSigned).toBe(name === 'directstorage_game' || name === 'ioring_dotnet')
    expect(suspects[0]?.endedUs).toBeLessThan(Infinity)
  })

  test('waits for the logon when it is placed before it', async () => {
    const scenarios = [{ name, hostIndex: 0, offsetUs: 0 }]
    const events = await collectEvents({ seed: 12, durationUs: 60_000_000, scenarios })
    const shell = startOf(events, 'explorer.exe')
    expect(startOf(events, suspect).timeUs).toBeGreaterThan(shell.timeUs)
  })
})

test('ioring_escalation: a forged ring, a query of winlogon, then a System shell below a medium process', async () => {
  const events = await play('ioring_escalation')
  const tool = startOf(events, 'fps_unlocker.exe')
  const key = keyOf(tool.processId, tool.processStartUs)
  const winlogon = startOf(events, 'winlogon.exe')
  const scans = ofKind(events, 'ioring_scan').filter((scan) => keyOf(scan.processId, scan.processStartUs) === key && scan.handleCount > 0)
  const opens = ofKind(events, 'handle_create').filter((open) => keyOf(open.processId, open.processStartUs) === key)
  const shell = ofKind(events, 'process_create').find(
    (create) => keyOf(create.parentProcessId, create.parentStartUs) === key && create.integrityLevel === 0x4000,
  )
  const whoami = ofKind(events, 'process_create').find(
    (create) =>
      create.parentProcessId === shell?.processId &&
      create.parentStartUs === shell.processStartUs &&
      create.executable?.endsWith('whoami.exe'),
  )
  const profile = ofKind(events, 'process_profile').find((found) => keyOf(found.processId, found.processStartUs) === key)
  const end = ofKind(events, 'process_terminate').find((found) => keyOf(found.processId, found.processStartUs) === key)

  expect(tool).toMatchObject({ integrityLevel: 0x2000, isSigned: false, parentProcessId: startOf(events, 'explorer.exe').processId })
  expect(tool.executable).toMatch(/^C:\\Users\\\w+\\Downloads\\/)
  expect(scans.map((scan) => scan.violationFlags)).toEqual([0, 5])
  expect(opens.some((open) => open.grantedAccess === 0x400 && open.objectProcessId === winlogon.processId)).toBe(true)
  expect(shell?.executable).toMatch(/\\cmd\.exe$/)
  expect(whoami?.integrityLevel).toBe(0x4000)
  expect(profile).toMatchObject({ violationFlags: 5, ioringHandlePeakCount: 1 })
  expect(end?.ioringOperationCount).toBeGreaterThan(0)
})

test('ioring_escalation is the only way to a System process below a medium or low one', async () => {
  for (const [scenarios, expected] of [
    [[], 0],
    [[{ name: 'ioring_escalation', hostIndex: 0, offsetUs: 30_000_000 }], 1],
  ] as const) {
    const events = await collectEvents({ seed: 13, durationUs: 300_000_000, eventsPerSecond: 150, scenarios })
    const lifetimes = lifetimesOf(events)
    const escalated = ofKind(events, 'process_create').filter((create) => {
      const parent = lifetimes.get(keyOf(create.parentProcessId, create.parentStartUs))?.start
      return create.integrityLevel === 0x4000 && (parent?.integrityLevel ?? 0x4000) <= 0x2000
    })
    expect(escalated).toHaveLength(expected)
  }
})

test('self_duplication: the open is harmless, the duplicate is not', async () => {
  const events = await play('self_duplication')
  const tool = startOf(events, 'printer_fix.exe')
  const lsass = startOf(events, 'lsass.exe')
  const [open] = ofKind(events, 'handle_create').filter(
    (event) => event.processId === tool.processId && event.objectProcessId === lsass.processId,
  )
  const [copy] = ofKind(events, 'handle_duplicate').filter(
    (event) => event.processId === tool.processId && event.objectProcessId === lsass.processId,
  )
  expect(tool.integrityLevel).toBe(0x3000)
  expect(open?.grantedAccess).toBe(0x1000)
  expect(copy).toMatchObject({ sourceProcessId: tool.processId, recipientProcessId: tool.processId })
  expect([0x1010, 0x1fffff]).toContain(copy?.grantedAccess)
})

test('lsass_duplication: lsass is opened for duplicating, is the source of copies, and is opened for reading', async () => {
  const events = await play('lsass_duplication')
  const tool = startOf(events, 'diagcollect.exe')
  const lsass = startOf(events, 'lsass.exe')
  const opens = ofKind(events, 'handle_create').filter(
    (event) => event.processId === tool.processId && event.objectProcessId === lsass.processId,
  )
  const copies = ofKind(events, 'handle_duplicate').filter((event) => event.processId === tool.processId)
  expect(opens.map((open) => open.grantedAccess)).toEqual([0x1440, 0x1410])
  expect(copies.every((copy) => copy.sourceProcessId === lsass.processId && copy.recipientProcessId === tool.processId)).toBe(true)
  expect(copies.length).toBeGreaterThan(0)
})

test('parent_spoofing: the shell has winlogon as parent and the tool as creator', async () => {
  const events = await play('parent_spoofing')
  const tool = startOf(events, 'session_tool.exe')
  const winlogon = startOf(events, 'winlogon.exe')
  const shell = ofKind(events, 'process_create').find(
    (create) => create.creatorProcessId === tool.processId && create.creatorStartUs === tool.processStartUs,
  )
  expect(shell).toMatchObject({ parentProcessId: winlogon.processId, parentStartUs: winlogon.processStartUs, integrityLevel: 0x4000 })
})

test('directstorage_game: rings without violations in a signed program that loads DirectStorage', async () => {
  const events = await play('directstorage_game')
  const game = startOf(events, 'Meridian.exe')
  const scans = ofKind(events, 'ioring_scan').filter((scan) => scan.processId === game.processId && scan.handleCount > 0)
  const related = ofKind(events, 'image_load').filter((load) => load.isIoringRelated === true)
  expect(scans.map((scan) => scan.violationFlags)).toEqual([0, 0, 0])
  expect(related.map((load) => load.processId)).toEqual([game.processId, game.processId])
})

test('injection: a thread of the tool starts one in Notepad', async () => {
  const events = await play('injection')
  const tool = startOf(events, 'invoice_viewer.exe')
  const remote = ofKind(events, 'thread_create').filter(
    (event) => event.processId === tool.processId && event.objectProcessId !== tool.processId,
  )
  const target = lifetimesOf(events).get(keyOf(remote[0]?.objectProcessId ?? null, remote[0]?.objectStartUs ?? null))
  expect(remote).toHaveLength(1)
  expect(target?.start.executable).toMatch(/\\Notepad\.exe$/)
})
