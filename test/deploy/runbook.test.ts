import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { errorCodes } from '@win11mon/schemas'
import { expect, test } from 'vitest'

const operations = join(import.meta.dirname, '../../docs/operations')
const page = (name: string): string => readFileSync(join(operations, `${name}.md`), 'utf8')

/** Codes that end a command of a person who is there to read the message. */
const ofCommands = new Set(['INPUT_CHANGED', 'INPUT_MISSING', 'INPUT_UNREADABLE', 'QUERY_REFUSED', 'USAGE'])

test('the runbook says what to do about every code that a service may show', () => {
  const runbook = page('runbook')
  expect(errorCodes.filter((code) => !ofCommands.has(code) && !runbook.includes(`\`${code}\``))).toEqual([])
})

test('every metric of the runbook is one that a page of the services explains', () => {
  const explained = ['collector', 'enricher', 'opensearch'].map(page).join('\n')
  const named = new Set(page('runbook').match(/\bwin11mon_[a-z_]+/gu) ?? [])
  const roles = new Set(['win11mon_ingest', 'win11mon_bootstrap', 'win11mon_viewer'])
  expect(named.size).toBeGreaterThan(5)
  expect([...named].filter((name) => !roles.has(name) && !explained.includes(name))).toEqual([])
})
