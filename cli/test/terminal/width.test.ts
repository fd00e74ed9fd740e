import fc from 'fast-check'
import { expect, test } from 'vitest'

import { cutEnd, cutMiddle, pad, widthOf, wrap } from '../../src/terminal/width.ts'

test('counts columns, not characters', () => {
  expect(['abc', '文書', '🙂', '\u001B[31mred\u001B[39m'].map(widthOf)).toEqual([3, 4, 2, 3])
})

test('cuts where it is told to, and only what is too long', () => {
  expect(cutEnd('explorer.exe', 12)).toBe('explorer.exe')
  expect(cutEnd('explorer.exe', 6)).toBe('explo…')
  expect(cutMiddle('C:\\Users\\ann\\Downloads\\tool.exe', 20)).toBe('C:\\Users…ds\\tool.exe')
})

test('never exceeds the width when it cuts or wraps', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), fc.integer({ min: 10, max: 60 }), (text, width) => {
      const pieces = [cutEnd(text, width), cutMiddle(text, width), ...wrap(text, width)]
      expect(Math.max(...pieces.map(widthOf))).toBeLessThanOrEqual(width)
    }),
  )
})

test('wraps at spaces and breaks a word that is longer than the line', () => {
  expect(wrap('one two three four', 10)).toEqual(['one two', 'three four'])
  expect(wrap('x'.repeat(25), 10)).toEqual(['xxxxxxxxxx', 'xxxxxxxxxx', 'xxxxx'])
  expect(wrap('', 10)).toEqual([''])
})

test('fills up on either side', () => {
  expect([pad('ab', 4), pad('ab', 4, 'right'), pad('abcde', 4)]).toEqual(['ab  ', '  ab', 'abcde'])
})
