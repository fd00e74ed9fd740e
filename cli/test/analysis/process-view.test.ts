import { expect, test } from 'vitest'

import { viewProcesses } from '../../src/analysis/process-view.ts'
import { aProcessDocument, aStoreOf } from './a-document.ts'

test('shows the processes of one host by their start, with both scores', async () => {
  const store = await aStoreOf([
    aProcessDocument('second', { started_us: 2, loader_score: 0.75 }),
    aProcessDocument('first', { started_us: 1 }),
    aProcessDocument('elsewhere', { host_id: 'other' }),
  ])
  const views = await viewProcesses(store, 'host')

  expect(views.map(({ entityId }) => entityId)).toEqual(['first', 'second'])
  expect(views[1]).toMatchObject({
    startUs: 2,
    loader: { probability: 0.75, low: 0.125, high: 0.5, reasons: [] },
    abuse: { probability: 0.25, low: 0.125 },
    isAbuseReported: true,
  })
})

test.each([['no JSON'], ['{}'], ['{"win11mon":{"score":{}}}'], ['null']])(
  'reads the document %s when somebody looks beyond the probabilities, and says that it is damaged',
  async (doc) => {
    const [view] = await viewProcesses(await aStoreOf([aProcessDocument('broken', {}, doc)]), 'host')

    expect([view?.loader.probability, view?.abuse.probability]).toEqual([0.25, 0.25])
    const damaged = expect.objectContaining({ code: 'STORE_DAMAGED', message: expect.stringMatching(/broken.*cannot be read/u) })
    expect(() => view?.loader.reasons).toThrow(damaged)
    expect(() => view?.abuse.low).toThrow(damaged)
    expect(() => view?.isAbuseReported).toThrow(damaged)
  },
)
