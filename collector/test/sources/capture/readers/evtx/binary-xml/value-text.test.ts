import fc from 'fast-check'
import { expect, test } from 'vitest'

import { Chunk } from '../../../../../../src/sources/capture/readers/evtx/binary-xml/chunk.ts'
import { valueTexts } from '../../../../../../src/sources/capture/readers/evtx/binary-xml/value-list.ts'
import { valueText } from '../../../../../../src/sources/capture/readers/evtx/binary-xml/value-text.ts'
import { anyValue } from './an-arbitrary-value.ts'

/** Reads bytes that stand at an odd place. */
function textOf(type: number, bytes: ArrayLike<number>): string {
  return valueText(chunkWith(bytes), { type, offset: 1, byteCount: bytes.length })
}

function textsOf(type: number, bytes: ArrayLike<number>): string[] {
  return valueTexts(chunkWith(bytes), { type, offset: 1, byteCount: bytes.length })
}

function chunkWith(bytes: ArrayLike<number>): Chunk {
  return new Chunk(Buffer.from([0xee, ...Array.from(bytes), 0xee]))
}

function fileTime(ticks: bigint): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(ticks)
  return bytes
}

test('gives the text of any value of any type', () => {
  const isRight = fc.property(anyValue, ({ type, bytes, text }) => textOf(type, bytes) === text)
  expect(fc.check(isRight, { numRuns: 2000 })).toMatchObject({ failed: false, counterexample: null })
})

test('shows a value whose size does not fit its type as its bytes', () => {
  for (const type of [0x03, 0x06, 0x08, 0x0a, 0x0c, 0x0f, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15])
    expect(textOf(type, [1, 2, 0xff])).toBe('0102FF')
  expect(textOf(0x77, [1, 2, 0xff])).toBe('0102FF')
})

test('shows a value without bytes as no text, whatever its type', () => {
  for (let type = 0; type < 0x80; type += 1) expect(textOf(type, [])).toBe('')
})

test('shows a security identifier that claims more parts than it has as its bytes', () => {
  expect(textOf(0x13, [1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0])).toBe('S-1-5-18')
  expect(textOf(0x13, [1, 2, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0])).toBe('010200000000000512000000')
})

test('takes a boolean of one byte for one, as some writers have it', () => {
  expect([textOf(0x0d, [1]), textOf(0x0d, [0]), textOf(0x0d, [0, 0, 0, 0]), textOf(0x0d, [1, 0, 0, 0])]).toEqual([
    'true',
    'false',
    'false',
    'true',
  ])
})

test('gives a time of zero, the last one that has a year of four digits, and the number of any later one', () => {
  expect(textOf(0x11, fileTime(0n))).toBe('1601-01-01T00:00:00.0000000Z')
  expect(textOf(0x11, fileTime(2_650_467_743_999_999_999n))).toBe('9999-12-31T23:59:59.9999999Z')
  expect(textOf(0x11, fileTime(2_650_467_744_000_000_000n))).toBe('2650467744000000000')
  expect(textOf(0x11, fileTime(2n ** 64n - 1n))).toBe('18446744073709551615')
})

test('gives the parts of a system time as they are, so that no date is taken for another', () => {
  const parts = [2021, 2, 0, 31, 25, 1, 2, 3].flatMap((part) => [part & 0xff, part >> 8])
  expect(textOf(0x12, parts)).toBe('2021-02-31T25:01:02.003Z')
})

test('reads bytes of a code page as UTF-8 where they are, else as Western European', () => {
  expect(textOf(0x02, Buffer.from('Grüße\0'))).toBe('Grüße')
  expect(textOf(0x02, [0x47, 0x72, 0xfc, 0xdf, 0x65])).toBe('Grüße')
})

test('reads lists of every type, and one whose size does not fit as one value', () => {
  expect(textsOf(0x81, Buffer.from('one\0\0three\0', 'utf16le'))).toEqual(['one', '', 'three'])
  expect(textsOf(0x81, Buffer.from('one\0two', 'utf16le'))).toEqual(['one', 'two'])
  expect(textsOf(0x82, Buffer.from('a\0b\0'))).toEqual(['a', 'b'])
  expect(textsOf(0x86, [1, 0, 2, 1])).toEqual(['1', '258'])
  expect(textsOf(0x94, [1, 0, 0, 0, 0xff, 0xff, 0xff, 0xff])).toEqual(['0x1', '0xffffffff'])
  expect(textsOf(0x91, Buffer.concat([fileTime(0n), fileTime(10n)]))).toEqual([
    '1601-01-01T00:00:00.0000000Z',
    '1601-01-01T00:00:00.0000010Z',
  ])
  expect(textsOf(0x88, [1, 0, 0, 0, 9])).toEqual(['0100000009'])
  expect(textsOf(0x88, [])).toEqual([])
})
