import { type EventKind, eventFields } from '@win11mon/schemas'
import { expect, test } from 'vitest'

import { type FieldTable, categoryFields } from '../../../src/sigma/events/field-tables.ts'
import { powershellFields, schedulerFields, securityFields, systemFields } from '../../../src/sigma/events/security-field-tables.ts'

const tables = [categoryFields, securityFields, systemFields, schedulerFields, powershellFields]

test('every field of Sigma stands for one that the catalogue has', () => {
  for (const table of tables) {
    for (const [kind, fields] of Object.entries(table) as [EventKind, FieldTable][]) {
      const known = new Set(['', 'kind', ...eventFields[kind].map(({ property }) => property)])
      const unknown = Object.entries(fields).filter(([, [property]]) => !known.has(property))
      expect(unknown, kind).toEqual([])
    }
  }
})
