import { expect, test } from 'vitest'

import { importDirectionProblems } from '../../../scripts/checks/import-directions.ts'
import { aRepository } from './a-repository.ts'

test('lets a room import its own files, its packages and the rooms before it', () => {
  const repository = aRepository({
    'collector/src/a.ts': "import { b } from './b.ts'\nimport x from 'yauzl'\nimport { Event } from '@win11mon/schemas'\n",
    'collector/src/b.ts': '',
    'schemas/src/index.ts': '',
  })

  expect(importDirectionProblems(repository)).toEqual([])
})

test('finds a room that imports one it must not know', () => {
  const repository = aRepository({ 'enricher/src/a.ts': "import type { Spool } from '@win11mon/collector'\n" })

  expect(importDirectionProblems(repository)).toEqual([
    'enricher/src/a.ts:1: imports @win11mon/collector: enricher may import schemas, pipeline.',
  ])
})

test('finds a room that reaches into another by a relative path', () => {
  const repository = aRepository({
    'cli/src/deep/a.ts': "\nimport { b } from '../../../enricher/src/b.ts'\n",
    'enricher/src/b.ts': '',
  })

  expect(importDirectionProblems(repository)).toEqual([
    'cli/src/deep/a.ts:2: imports ../../../enricher/src/b.ts: use the package of enricher, not its files.',
  ])
})

test.each([
  "const x = await import('@win11mon/collector')",
  "export { x } from '@win11mon/collector'",
  "export * from '@win11mon/collector'",
  "import {\n  x,\n  type Y,\n} from '@win11mon/collector'",
  "import '@win11mon/collector'",
  "const x = createRequire(import.meta.url)('@win11mon/collector') ?? require('@win11mon/collector')",
])('sees %j', (text) => {
  expect(importDirectionProblems(aRepository({ 'schemas/test/a.test.ts': `${text}\n` }))).toHaveLength(1)
})

test('lets bench import every room', () => {
  expect(importDirectionProblems(aRepository({ 'bench/a.ts': "import { x } from '@win11mon/cli'\n" }))).toEqual([])
})
