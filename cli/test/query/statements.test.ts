import fc from 'fast-check'
import { expect, test } from 'vitest'

import { isBlank, splitStatements } from '../../src/query/statements.ts'

test.each([
  ['SELECT 1', [], 'SELECT 1'],
  ['SELECT 1;', ['SELECT 1'], ''],
  ['SELECT 1; SELECT\n2 ;\n', ['SELECT 1', 'SELECT\n2'], '\n'],
  [
    `SELECT ';' AS ";", [;], \`;\` -- ;\n/* ; */ FROM a; SELECT 'it''s; open`,
    [`SELECT ';' AS ";", [;], \`;\` -- ;\n/* ; */ FROM a`],
    ` SELECT 'it''s; open`,
  ],
  [';;', [], ''],
  ['SELECT 1 -- no end ;', [], 'SELECT 1 -- no end ;'],
])('splits %j at the semicolons that end statements', (text, statements, rest) => {
  expect(splitStatements(text)).toEqual({ statements, rest })
})

test('lines that come one after the other give the statements of the whole text', () => {
  const part = fc.constantFrom('SELECT 1', ';', "'a;b'", '"x', '--c', '\n', '/*', '*/', ' ', "'")
  fc.assert(
    fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
      const text = parts.join('')
      const found: string[] = []
      let pending = ''
      for (const line of text.split('\n')) {
        const { statements, rest } = splitStatements(`${pending}${line}\n`)
        found.push(...statements)
        pending = rest
      }
      expect({ found, pending }).toEqual({ found: splitStatements(`${text}\n`).statements, pending: splitStatements(`${text}\n`).rest })
    }),
  )
})

test('nothing but spaces and comments is no statement, an open text is one', () => {
  expect(['', ' \n', '-- x', '/* y'].map(isBlank)).toEqual([true, true, true, true])
  expect(["'open", 'SELECT 1', '.tables'].map(isBlank)).toEqual([false, false, false])
})
