import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { captureNote, capturesDirectory, hasCaptures } from '../../shared-captures.ts'
import { readWithLibrary } from './library-reading.ts'
import { type ReadLog, readLog } from './read-log.ts'

const samples = hasCaptures ? readdirSync(join(capturesDirectory, 'evtx')).filter((name) => name.endsWith('.evtx')) : []
const oneMillisecond = 1

/** The library gives hexadecimal numbers as numbers and times to the millisecond. */
function isSame(own: unknown, library: unknown): boolean {
  if (library === null || library === undefined) return own === ''
  if (library instanceof Date) return Math.abs(Date.parse(String(own)) - library.getTime()) <= oneMillisecond
  const [text, expected] = [String(own), `${library as string | number}`]
  return text.startsWith('0x') ? BigInt(text) === BigInt(expected) : text === expected
}

function differences({ records }: ReadLog, file: Buffer): string[] {
  const expected = [...readWithLibrary(file)]
  const problems = expected.length === records.length ? [] : [`${records.length} records instead of ${expected.length}`]
  for (const [index, { system, eventData }] of expected.entries()) {
    const { System = {}, EventData = {} } = records[index] ?? {}
    const own = { ...System, Provider: (System['Provider'] as { Name?: string }).Name, TimeCreated: timeOf(System).slice(0, 23) }
    for (const [name, value] of Object.entries({ ...system, TimeCreated: system['TimeCreated']?.slice(0, 23) })) {
      if ((own as Record<string, unknown>)[name] !== value) problems.push(`record ${index + 1}: ${name}`)
    }
    if (Object.keys(EventData).join() !== Object.keys(eventData).join()) problems.push(`record ${index + 1}: names`)
    for (const [name, value] of Object.entries(eventData)) {
      if (!isSame(EventData[name], value))
        problems.push(`record ${index + 1}: ${name}: ${String(EventData[name])} instead of ${String(value)}`)
    }
  }
  return problems
}

function timeOf(system: Readonly<Record<string, unknown>>): string {
  return (system['TimeCreated'] as { SystemTime?: string }).SystemTime ?? ''
}

test.skipIf(!hasCaptures)(`reads every public capture as the library does${captureNote}`, async () => {
  expect(samples.length).toBeGreaterThan(6)
  for (const name of samples) {
    const file = readFileSync(join(capturesDirectory, 'evtx', name))
    expect([name, differences(await readLog(file), file)]).toEqual([name, []])
  }
})
