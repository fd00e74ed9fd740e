import { beforeAll, describe, expect, test } from 'vitest'

import { familyPattern } from '../../../pipeline/src/opensearch-content/content-files.ts'
import { dashboards } from '../../../pipeline/src/opensearch-content/dashboards.ts'
import { panelSearch } from '../../../pipeline/src/opensearch-content/panel.ts'
import { ask, installed, simulatedDocuments, startTimeoutMs } from './an-opensearch.ts'

let place: { readonly url: string; readonly prefix: string }

beforeAll(async () => {
  place = await installed()
  await simulatedDocuments(place)
}, startTimeoutMs)

/** Panels that a healthy fleet of ten minutes leaves empty. */
const emptyWhenHealthy = new Set(['fleet-blind', 'fleet-gaps', 'fleet-unexplained', 'fleet-dead-letters', 'alerts-withdrawn'])

describe.each(dashboards.flatMap(({ panels }) => panels))('panel $id', (panel) => {
  test('shows something of a simulated fleet under attack', async () => {
    const path = `/${familyPattern(place.prefix, panel.family)}/_search`
    const answer = await ask(place.url, 'POST', path, panelSearch(panel))
    expect(answer).toMatchObject({ _shards: { failed: 0 }, timed_out: false })
    const { total } = (answer as { hits: { total: { value: number } } }).hits
    const first = (answer as { aggregations?: { b0?: { buckets: readonly unknown[] } } }).aggregations?.b0
    const isShown = total.value > 0 && (first === undefined || first.buckets.length > 0)
    expect(isShown || emptyWhenHealthy.has(panel.id)).toBe(true)
  })
})
