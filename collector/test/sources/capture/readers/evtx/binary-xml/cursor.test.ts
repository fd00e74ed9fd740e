import { expect, test } from 'vitest'

import { Chunk } from '../../../../../../src/sources/capture/readers/evtx/binary-xml/chunk.ts'
import { Cursor } from '../../../../../../src/sources/capture/readers/evtx/binary-xml/cursor.ts'

const chunk = new Chunk(Buffer.from([1, 0, 2, 0, 3, 0, 0, 0, 9, 9]))

test('reads up to its end and not a byte further', () => {
  const cursor = new Cursor(chunk, 0, 8)
  expect([cursor.u8(), cursor.u8(), cursor.u16(), cursor.u32(), cursor.offset]).toEqual([1, 0, 2, 3, 8])
  expect(() => cursor.u8()).toThrow('needs 1 bytes at offset 8 of its chunk, has 0')
  expect(() => cursor.peek()).toThrow('needs 1 bytes at offset 8 of its chunk, has 0')
  expect(() => new Cursor(chunk, 7, 8).u16()).toThrow('needs 2 bytes at offset 7 of its chunk, has 1')
})

test('ends with the chunk, whatever end it is given', () => {
  const cursor = new Cursor(chunk, 8, 2 ** 32)
  expect(cursor.skip(2)).toBe(8)
  expect(() => cursor.skip(1)).toThrow('needs 1 bytes at offset 10 of its chunk, has 0')
  expect(() => new Cursor(chunk, 2 ** 32, 2 ** 33).u32()).toThrow('has 0')
})
