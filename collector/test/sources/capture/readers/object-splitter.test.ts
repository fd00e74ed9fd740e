import fc from 'fast-check'
import { expect, test } from 'vitest'

import { createObjectSplitter } from '../../../../src/sources/capture/readers/object-splitter.ts'

interface Found {
  readonly objects: string[]
  readonly junk: string[]
  readonly tooLong: number[]
  isComplete: boolean
}

function split(chunks: readonly Buffer[], maxBytes = 1000): Found {
  const found: Found = { objects: [], junk: [], tooLong: [], isComplete: false }
  const splitter = createObjectSplitter(maxBytes, {
    onObject: (bytes) => found.objects.push(bytes.toString()),
    onJunk: (text) => found.junk.push(text),
    onTooLong: (byteCount) => found.tooLong.push(byteCount),
  })
  for (const chunk of chunks) splitter.push(chunk)
  found.isComplete = splitter.end()
  return found
}

test('finds the objects of an array, with braces and quotes in strings', () => {
  const objects = ['{"a": "}{\\"]"}', '{\n "b": {"c": [1, {}]}\n}', '{}']
  expect(split([Buffer.from(`[\n${objects.join(',\r\n')}\n]\n`)])).toEqual({ objects, junk: [], tooLong: [], isComplete: true })
})

test('tells junk line by line and goes on behind it', () => {
  expect(split([Buffer.from('null, {"a":1} x y {"b":2}\n\nz\r\nlast')])).toMatchObject({
    objects: ['{"a":1}', '{"b":2}'],
    junk: ['null', 'x y', 'z', 'last'],
  })
})

test('notices an object that never ends', () => {
  expect(split([Buffer.from('[{"a":1},{"b":')])).toMatchObject({ objects: ['{"a":1}'], isComplete: false })
})

test('passes over an object beyond the limit', () => {
  expect(split([Buffer.from(`{"a":"${'x'.repeat(90)}"}{"b":1}`)], 20)).toMatchObject({ objects: ['{"b":1}'], tooLong: [98] })
})

test('gives the same objects wherever the stream is cut', () => {
  const records = fc.array(
    fc.jsonValue().map((value) => ({ value })),
    { maxLength: 8 },
  )
  fc.assert(
    fc.property(records, fc.integer({ min: 1, max: 40 }), fc.constantFrom(0, 2), (values, size, indent) => {
      const bytes = Buffer.from(JSON.stringify(values, null, indent))
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => bytes.subarray(index * size, (index + 1) * size))
      const found = split(chunks, 100_000)
      expect(found.objects.map((text) => JSON.parse(text) as unknown)).toEqual(JSON.parse(JSON.stringify(values)))
      expect(found).toMatchObject({ junk: [], isComplete: true })
    }),
    { numRuns: 500 },
  )
})
