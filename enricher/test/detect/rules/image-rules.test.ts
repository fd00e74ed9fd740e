import { type ImageLoad, newEvent } from '@win11mon/schemas'
import { describe, expect, test } from 'vitest'

import { rules } from '../../../src/detect/rules/index.ts'
import { aProcessCreate, at } from '../../builders.ts'
import { findingsOf } from './rule-harness.ts'

const lsass = 'C:\\Windows\\System32\\lsass.exe'
const system = aProcessCreate({ timeUs: at(0), processId: 4, executable: 'System' })

function aLoad(fields: Partial<ImageLoad> = {}): ImageLoad {
  return {
    ...newEvent.image_load(),
    timeUs: at(5),
    processId: 100,
    executable: lsass,
    imagePath: 'C:\\Windows\\System32\\msv1_0.dll',
    ...fields,
  }
}

function found(...events: Parameters<typeof findingsOf>[1]): string[] {
  return findingsOf(rules, events).map(({ rule, finding }) => `${rule.id} ${finding.severity}`)
}

describe('IM-01', () => {
  test.each([
    [{ isSigned: false }, 'high'],
    [{ imagePath: 'C:\\Temp\\ssp.dll' }, 'high'],
    [{ imagePath: 'C:\\Vendor\\ssp.dll', isSigned: true }, 'medium'],
    [{ suspiciousReason: 'user_writable_path' }, 'high'],
    [{ mapperProcessId: 900 }, 'high'],
  ] as const)('finds a library %j in lsass', (fields, severity) => {
    expect(found(aLoad(fields))).toEqual([`IM-01 ${severity}`])
  })

  test('leaves system libraries and other processes alone', () => {
    expect(found(aLoad({ isSigned: true }))).toEqual([])
    expect(found(aLoad())).toEqual([])
    expect(found(aLoad({ executable: 'C:\\App\\mail.exe', isSigned: false }))).toEqual([])
  })
})

describe('IM-02', () => {
  const mail = 'C:\\Program Files\\Mail\\mail.exe'

  test('finds an image without a file behind it', () => {
    expect(found(aLoad({ executable: mail, imagePath: null, suspiciousReason: 'no_name' }))).toEqual(['IM-02 medium'])
    const tool = 'C:\\Users\\ann\\tool.exe'
    expect(found(aLoad({ executable: tool, imagePath: null, suspiciousReason: 'no_name' }))).toEqual(['IM-02 high'])
  })

  test('takes a copy of a system library beside its program for little', () => {
    const load = aLoad({ executable: mail, imagePath: 'C:\\Program Files\\Mail\\dbghelp.dll', suspiciousReason: 'system_name_elsewhere' })
    expect(found(load)).toEqual(['IM-02 low'])
  })

  test('a path that the source does not say is no missing file', () => {
    expect(found(aLoad({ executable: mail, imagePath: null, suspiciousReason: null }))).toEqual([])
    expect(found(aLoad({ executable: mail, imagePath: null, suspiciousReason: 'none' }))).toEqual([])
  })
})

describe('IM-03', () => {
  const driver = 'C:\\Windows\\System32\\drivers\\rw64.sys'
  const load = aLoad({
    processId: 0,
    executable: null,
    imagePath: '\\SystemRoot\\System32\\drivers\\rw64.sys',
    isSigned: true,
    timeUs: at(60),
  })
  const drop = { ...newEvent.file_create(), timeUs: at(20), processId: 100, executable: 'C:\\Users\\ann\\loader.exe', filePath: driver }

  test('finds a signed driver that an untrusted process wrote shortly before, and names that process', () => {
    const [one, ...others] = findingsOf(rules, [system, drop, load])
    expect(others).toEqual([])
    expect(one).toMatchObject({ rule: { id: 'IM-03' }, finding: { severity: 'high', actor: { processId: 100 } } })
    expect(one?.finding.evidenceIds).toEqual(['stream-2', 'stream-3'])
  })

  test('finds an unsigned driver, and one from where users write, without knowing who brought it', () => {
    expect(found(system, { ...load, isSigned: false })).toEqual(['IM-03 medium'])
    expect(found(system, { ...load, imagePath: 'C:\\Users\\ann\\x.sys' })).toEqual(['IM-03 medium'])
    expect(found(system, { ...load, imagePath: 'C:\\Users\\ann\\x.sys', isSigned: false })).toEqual(['IM-03 high'])
  })

  test('leaves drivers of Windows alone, and those that were written long ago', () => {
    expect(found(system, load)).toEqual([])
    expect(found(system, drop, { ...load, timeUs: at(700) })).toEqual([])
  })
})
