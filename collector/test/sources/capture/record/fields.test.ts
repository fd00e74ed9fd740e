import { expect, test } from 'vitest'

import { RecordFields } from '../../../../src/sources/capture/record/fields.ts'

test.each(['-', '', null, undefined])('takes %j for unknown', (value) => {
  const fields = new RecordFields({ A: value })
  expect([
    fields.text('A'),
    fields.processId('A'),
    fields.unsigned('A'),
    fields.boolean('A'),
    fields.address('A'),
    fields.guid('A'),
  ]).toEqual(Array(6).fill(null))
  expect(fields.problem).toBeNull()
})

test.each([
  [4000, 4000],
  ['4000', 4000],
  ['0xfa0', 4000],
  ['0xFA0', 4000],
  [' 4000 ', 4000],
  ['4294967295', 4_294_967_295],
  [0, 0],
])('reads the process id %j', (value, expected) => {
  const fields = new RecordFields({ ProcessId: value })
  expect(fields.processId('ProcessId')).toBe(expected)
  expect(fields.problem).toBeNull()
})

test.each([['cmd'], ['4294967296'], [-1], [1.5], [{}], [[1]], [true], ['0x'], ['12 13'], ['1e3']])('refuses the process id %j', (value) => {
  const fields = new RecordFields({ ProcessId: value })
  expect(fields.processId('ProcessId')).toBeNull()
  expect(fields.problem).toContain('ProcessId is not a process id')
})

test('says which required process id is missing', () => {
  const fields = new RecordFields({})
  fields.requiredProcessId('NewProcessId')
  expect(fields.missingProcessId).toBe('NewProcessId')
})

test('reads a negative status as two’s complement', () => {
  expect(new RecordFields({ Status: -1_073_741_510 }).unsigned('Status')).toBe(0xc000013a)
})

test('reads an address of the full 64 bits as little-endian bytes', () => {
  expect(new RecordFields({ A: '0xFFFFF80212345678' }).address('A')).toEqual(Uint8Array.of(0x78, 0x56, 0x34, 0x12, 0x02, 0xf8, 0xff, 0xff))
  expect(new RecordFields({ A: '0x7FFE0000' }).address('A')).toEqual(Uint8Array.of(0, 0, 0xfe, 0x7f, 0, 0, 0, 0))
})

test('keeps texts as they came, and numbers and booleans as texts', () => {
  const fields = new RecordFields({ A: '\u001b[31m \u202e\u0000', B: 5, C: true })
  expect([fields.text('A'), fields.text('B'), fields.text('C')]).toEqual(['\u001b[31m \u202e\u0000', '5', 'true'])
})

test('remembers the first value of a wrong type', () => {
  const fields = new RecordFields({ A: {}, B: [] })
  fields.text('A')
  fields.text('B')
  expect(fields.problem).toBe('A is not text: {}')
})

test('writes GUIDs in upper case without braces and takes the first spelling of their name that has a value', () => {
  const fields = new RecordFields({ SourceProcessGUID: '-', SourceProcessGuid: '{ab-cd}', Zero: '{00000000-0000-0000-0000-000000000000}' })
  expect(fields.guid('SourceProcessGUID', 'SourceProcessGuid')).toBe('AB-CD')
  expect(fields.guid('Zero')).toBe('00000000-0000-0000-0000-000000000000')
})

test('knows no image for an unknown process', () => {
  expect(new RecordFields({ Image: '<unknown process>' }).image('Image')).toBeNull()
})
