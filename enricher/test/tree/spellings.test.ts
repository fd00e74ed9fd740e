import fc from 'fast-check'
import { expect, test } from 'vitest'

import { Tally } from '../../src/ledger/tally.ts'
import { Spellings } from '../../src/tree/spellings.ts'

const key = '\\windows\\system32\\lsass.exe'
const paths = [
  'C:\\Windows\\System32\\LSASS.exe',
  'c:\\windows\\system32\\lsass.exe',
  '\\??\\C:\\Windows\\System32\\lsass.exe',
  '\\SystemRoot\\System32\\lsass.exe',
  '\\Device\\HarddiskVolume3\\Windows\\System32\\lsass.exe',
]

test('shows an image by its best spelling, whichever came first', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(paths, { minLength: paths.length }), (order) => {
      const spellings = new Spellings(new Tally())
      for (const path of order) spellings.note(path)
      expect(spellings.of(key)).toBe(paths[0])
    }),
  )
})

test('shows an image nobody spelled by its key, and knows nothing of other hosts', () => {
  new Spellings(new Tally()).note(paths[0] ?? '')
  const spellings = new Spellings(new Tally())
  spellings.note('')
  expect(spellings.of(key)).toBe(key)
})
