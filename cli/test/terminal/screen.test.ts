import { expect, test } from 'vitest'

import { screenOf } from '../../src/terminal/screen.ts'

const pipe = { write: () => undefined, isTerminal: false, columns: undefined }
const terminal = { write: () => undefined, isTerminal: true, columns: 132 }

test('has colours on a terminal only, and not when they are unwanted', () => {
  const hasColours = (output: typeof pipe | typeof terminal, environment: Record<string, string>): boolean =>
    screenOf(output, environment).colours.isColorSupported

  expect(hasColours(terminal, {})).toBe(true)
  expect(hasColours(pipe, {})).toBe(false)
  expect(hasColours(terminal, { NO_COLOR: '1' })).toBe(false)
  expect(hasColours(terminal, { TERM: 'dumb' })).toBe(false)
})

test('takes the width of the terminal, else COLUMNS, else 100', () => {
  const columns = [screenOf(terminal, { COLUMNS: '90' }), screenOf(pipe, { COLUMNS: '90' }), screenOf(pipe, { COLUMNS: 'wide' })]

  expect(columns.map((screen) => screen.columns)).toEqual([132, 90, 100])
})
