import { expect, test } from 'vitest'

import { rules } from '../../src/detect/rules/index.ts'
import { techniqueName } from '../../src/sigma/technique-names.ts'
import { techniquesOf } from '../../src/sigma/techniques.ts'

test('a technique among the tags of a rule has its name, a sub-technique that of its technique too', () => {
  expect(techniquesOf(['attack.t1057', 'attack.T1003.001', 'attack.credential_access'])).toEqual([
    { id: 'T1057', name: 'Process Discovery' },
    { id: 'T1003.001', name: 'OS Credential Dumping: LSASS Memory' },
  ])
})

test('one that is not in the table is shown by its id', () => {
  expect(techniquesOf(['attack.t9999'])).toEqual([{ id: 'T9999', name: '' }])
})

test('the table and the built-in rules call every technique the same', () => {
  const named = rules.flatMap(({ techniques }) => techniques)
  expect(named.filter(({ id, name }) => techniqueName(id) !== name)).toEqual([])
})
