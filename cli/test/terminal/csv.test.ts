import { expect, test } from 'vitest'

import { csvLine } from '../../src/terminal/csv.ts'

test('quotes what needs it and leaves numbers and null alone', () => {
  expect(csvLine(['plain', 'two words', 'a,b', 'say "hi"', -5, 0.5, null])).toBe('plain,"two words","a,b","say ""hi""",-5,0.5,')
})

test.each(['=HYPERLINK("x")', '+1', '-1', '@SUM(A1)', ' =1'])('keeps a spreadsheet from running %s', (text) => {
  expect(csvLine([text]).replace(/^"/, '')).toMatch(/^'/)
})

test('keeps a cell on one line and away from the terminal', () => {
  expect(csvLine(['a\r\nb\u001B[2J'])).toBe('a\\r\\nb\\x1b[2J')
})
