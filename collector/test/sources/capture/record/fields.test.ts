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
  expect(fields.unreadable).toBeUndefined()
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
  expect(fields.unreadable).toBeUndefined()
})

test.each([['cmd'], ['4294967296'], [-1], [1.5], [{ a: 1 }], [[1, 2]], [true], ['0x'], ['12 13'], ['1e3']])(
  'refuses the process id %j',
  (value) => {
    const fields = new RecordFields({ ProcessId: value })
    expect(fields.processId('ProcessId')).toBeNull()
    expect(fields.unreadable).toEqual(['ProcessId'])
  },
)

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

test('leaves out values of a wrong type and remembers their names', () => {
  const fields = new RecordFields({ A: [1, 2], B: '0xffffffff80001234', C: 'N/A', D: 7 })
  expect([fields.text('A'), fields.handle('B'), fields.unsigned('C'), fields.unsigned('D')]).toEqual([null, null, null, 7])
  expect(fields.unreadable).toEqual(['A', 'B', 'C'])
})

test('takes a list of one for its element, and an element with attributes for its text', () => {
  const fields = new RecordFields({ A: ['5000'], B: { '#text': 'cmd', Name: 'B' }, C: [], D: ['-'] })
  expect([fields.processId('A'), fields.text('B'), fields.text('C'), fields.text('D')]).toEqual([5000, 'cmd', null, null])
  expect(fields.unreadable).toBeUndefined()
})

test('tells a required process id that is none from one that is missing', () => {
  const fields = new RecordFields({ ProcessId: 'zz' })
  expect(fields.requiredProcessId('ProcessId')).toBe(0)
  expect(fields).toMatchObject({ missingProcessId: 'ProcessId', invalidProcessId: 'ProcessId is not a process id: "zz"', unreadable: [] })
})

test('writes GUIDs in upper case without braces and takes the first spelling of their name that has a value', () => {
  const fields = new RecordFields({ SourceProcessGUID: '-', SourceProcessGuid: '{ab-cd}', Zero: '{00000000-0000-0000-0000-000000000000}' })
  expect(fields.guid('SourceProcessGUID', 'SourceProcessGuid')).toBe('AB-CD')
  expect(fields.guid('Zero')).toBe('00000000-0000-0000-0000-000000000000')
})

test.each(['<unknown process>', '&lt;unknown process&gt;', '&amp;lt;unknown process&amp;gt;', '&#60;Unknown Process&#62;'])(
  'knows no image for %s',
  (text) => {
    expect(new RecordFields({ Image: text }).image('Image')).toBeNull()
  },
)
