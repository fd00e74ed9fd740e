import fc from 'fast-check'
import { expect, test } from 'vitest'

import { createLineSplitter } from '../../../../src/sources/capture/readers/line-splitter.ts'

/** Lines as text; lines beyond the limit as their length. */
function split(chunks: readonly Buffer[], maxLineBytes = 1000): (string | number)[] {
  const lines: (string | number)[] = []
  const splitter = createLineSplitter(maxLineBytes, {
    onLine: (bytes, start, end) => lines.push(bytes.toString('latin1', start, end)),
    onTooLong: (byteCount) => lines.push(byteCount),
  })
  for (const chunk of chunks) splitter.push(chunk)
  splitter.end()
  return lines
}

function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const sorted = [0, ...places.map((place) => place % (bytes.length + 1)), bytes.length].toSorted((one, other) => one - other)
  return sorted.slice(1).map((end, index) => bytes.subarray(sorted[index], end))
}

test('cuts at LF and CRLF and takes what is left at the end for a line', () => {
  expect(split([Buffer.from('one\ntwo\r\n\nfour\rsame\r\nlast')])).toEqual(['one', 'two', '', 'four\rsame', 'last'])
})

test('knows no line after the last line end', () => {
  expect(split([Buffer.from('one\n')])).toEqual(['one'])
  expect(split([])).toEqual([])
})

test('passes over a line beyond the limit and goes on with the next, wherever the stream is cut', () => {
  const bytes = Buffer.from(`a\n${'x'.repeat(50)}\nb\n${'y'.repeat(11)}\n${'z'.repeat(10)}\n${'w'.repeat(30)}`)
  for (let size = 1; size <= bytes.length; size += 1) {
    const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => bytes.subarray(index * size, (index + 1) * size))
    expect(split(chunks, 10)).toEqual(['a', 50, 'b', 11, 'z'.repeat(10), 30])
  }
})

test('gives the same lines wherever the stream is cut', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', '\n', '\r', '\r\n', 'long'), { maxLength: 60 })
    .map((parts) => Buffer.from(parts.join('')))
  fc.assert(
    fc.property(text, fc.array(fc.nat(), { maxLength: 12 }), fc.integer({ min: 1, max: 12 }), (bytes, places, maxLineBytes) => {
      expect(split(cut(bytes, places), maxLineBytes)).toEqual(split([bytes], maxLineBytes))
    }),
    { numRuns: 2000 },
  )
})

test('keeps nothing of the chunks a caller reuses', () => {
  const chunk = Buffer.from('hel')
  const lines: string[] = []
  const splitter = createLineSplitter(100, {
    onLine: (bytes, start, end) => lines.push(bytes.toString('latin1', start, end)),
    onTooLong: () => undefined,
  })
  splitter.push(chunk)
  chunk.fill(0)
  splitter.push(Buffer.from('lo\n'))
  expect(lines).toEqual(['hello'])
})
