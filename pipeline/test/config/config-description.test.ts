import { expect, test } from 'vitest'

import { description } from './a-description.ts'

test('lists every setting in the order of the schema, with its variable', () => {
  expect(description.options.map(({ path }) => path)).toEqual([
    'collector.batch_events',
    'collector.spool.kind',
    'collector.spool.directory',
    'enricher.lateness_seconds',
    'enricher.trusted',
    'enricher.exceptions',
    'analysis.min_severity',
    'analysis.fail_on',
  ])
  expect(description.options[1]).toMatchObject({
    variable: 'WIN11MON_COLLECTOR_SPOOL_KIND',
    node: { default: 'memory', enum: ['memory', 'sqlite'], description: 'Where batches wait.' },
  })
})

test('has a JSON Schema for a file in which everything may be left out and nothing may be added', () => {
  expect(description.jsonSchema).toMatchObject({ type: 'object', additionalProperties: false })
  expect(description.jsonSchema).not.toHaveProperty('required')
})
