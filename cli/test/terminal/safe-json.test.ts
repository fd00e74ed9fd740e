import fc from 'fast-check'
import { expect, test } from 'vitest'

import { sanitize } from '../../src/terminal/sanitize.ts'
import { safeJson } from '../../src/terminal/safe-json.ts'
import { hostileText } from './hostile-text.ts'

test('is the same value, whatever stands in it', () => {
  fc.assert(
    fc.property(fc.dictionary(hostileText, fc.oneof(hostileText, fc.double({ noNaN: true }), fc.constant(null))), (value) => {
      expect(JSON.parse(safeJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})

test('holds nothing that a terminal acts on', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      expect(sanitize(safeJson(text))).toBe(safeJson(text))
    }),
  )
})

test('keeps the line breaks of its layout', () => {
  expect(safeJson({ a: ['\u009B'] }, 2)).toBe('{\n  "a": [\n    "\\u009b"\n  ]\n}')
})
