import fc from 'fast-check'
import { expect, test } from 'vitest'

import { sanitize } from '../../src/terminal/sanitize.ts'
import { hostileText } from './hostile-text.ts'

/** Code points that a terminal obeys, hides or reorders by. */
function isForbidden(code: number): boolean {
  const ranges = [
    [0x00, 0x1f],
    [0x7f, 0x9f],
    [0x200b, 0x200f],
    [0x2028, 0x202e],
    [0x2060, 0x2064],
    [0x2066, 0x206f],
    [0xd800, 0xdfff],
    [0xfe00, 0xfe0f],
    [0xe0000, 0xe0fff],
  ]
  return code === 0xad || code === 0x61c || code === 0xfeff || ranges.some(([first = 0, last = 0]) => code >= first && code <= last)
}

function codes(text: string): number[] {
  return Array.from(text, (character) => character.codePointAt(0) ?? 0)
}

test('leaves no character that a terminal acts on', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      expect(codes(sanitize(text)).filter(isForbidden)).toEqual([])
    }),
    { numRuns: 2_000 },
  )
})

test('leaves none of the forbidden characters one by one', () => {
  const every = Array.from({ length: 0x110000 }, (_, code) => code).filter(isForbidden)
  const passed = every.filter((code) =>
    codes(sanitize(code >= 0xd800 && code <= 0xdfff ? String.fromCharCode(code) : String.fromCodePoint(code))).some(isForbidden),
  )

  expect(passed).toEqual([])
})

test('changes nothing the second time', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      expect(sanitize(sanitize(text))).toBe(sanitize(text))
    }),
    { numRuns: 2_000 },
  )
})

test('leaves ordinary text of any script alone', () => {
  const text = 'C:\\Users\\Müller\\文書\\über café 🙂 — “quoted” é́ \\x1b'

  expect(sanitize(text)).toBe(text)
})

test.each([
  ['\u001B[2J', '\\x1b[2J'],
  ['\u001B]0;title\u0007', '\\x1b]0;title\\x07'],
  ['\u009B31m', '\\x9b31m'],
  ['a\r\nb\tc\0', 'a\\r\\nb\\tc\\x00'],
  ['invoice\u202Etxt.exe', 'invoice\\u202etxt.exe'],
  ['pay\u200Bpal', 'pay\\u200bpal'],
  ['\uD800x', '\\ud800x'],
  ['\u{E0041}', '\\u{e0041}'],
])('shows %j as %s', (text, shown) => {
  expect(sanitize(text)).toBe(shown)
})
