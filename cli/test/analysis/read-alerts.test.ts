import { expect, test } from 'vitest'

import { readAlerts } from '../../src/analysis/read-alerts.ts'
import { aStoreOf, anAlertDocument } from './a-document.ts'

test('has the gravest first, then the earliest', async () => {
  const store = await aStoreOf([
    anAlertDocument('low', { severity: 'low', second: 1 }),
    anAlertDocument('late', { second: 3 }),
    anAlertDocument('early', { second: 2 }),
    anAlertDocument('critical', { severity: 'critical', second: 4 }),
  ])

  expect((await readAlerts(store)).map(({ id }) => id)).toEqual(['critical', 'early', 'late', 'low'])
})

test('leaves out what was withdrawn, and other hosts when one is asked for', async () => {
  const store = await aStoreOf([
    anAlertDocument('stands', {}),
    anAlertDocument('withdrawn', { status: 'withdrawn' }),
    anAlertDocument('elsewhere', { host: 'other' }),
  ])

  expect((await readAlerts(store, { hostId: 'host' })).map(({ id }) => id)).toEqual(['stands'])
  expect((await readAlerts(store)).map(({ id }) => id).toSorted()).toEqual(['elsewhere', 'stands'])
})
