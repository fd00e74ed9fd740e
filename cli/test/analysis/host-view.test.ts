import { expect, test } from 'vitest'

import { viewHosts } from '../../src/analysis/host-view.ts'
import { aHostDocument, aStoreOf } from './a-document.ts'

const doc = JSON.stringify({ win11mon: { boots: ['2025-01-15T08:00:00.000000Z'], alerts: { excepted: 2, suppressed: 1 } } })

test('shows the hosts asked for in the order asked for', async () => {
  const store = await aStoreOf([aHostDocument('a', 'A', doc), aHostDocument('b', null, doc), aHostDocument('c', 'C', doc)])

  expect(await viewHosts(store, ['c', 'b'])).toEqual([
    { id: 'c', name: 'C', boots: ['2025-01-15T08:00:00.000000Z'], heldBack: { excepted: 2, suppressed: 1 } },
    { id: 'b', name: null, boots: ['2025-01-15T08:00:00.000000Z'], heldBack: { excepted: 2, suppressed: 1 } },
  ])
})

test('says when a document is damaged', async () => {
  await expect(viewHosts(await aStoreOf([aHostDocument('a', 'A', '{')]), ['a'])).rejects.toMatchObject({ code: 'STORE_DAMAGED' })
})
