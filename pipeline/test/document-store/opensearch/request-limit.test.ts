import { expect, test } from 'vitest'

import { createRequestLimit } from '../../../src/document-store/opensearch/request-limit.ts'

test('halves while the other side is busy, down to one, and grows by one a round when all goes well', async () => {
  const limit = createRequestLimit(8)
  const round = async (result: 'well' | 'busy'): Promise<number> => {
    const count = limit.limit
    await Promise.all(Array.from({ length: count }, () => limit.start()))
    for (let ended = 0; ended < count; ended += 1) limit.end(result)
    return limit.limit
  }
  await limit.start()
  limit.end('busy')
  expect(limit.limit).toBe(4)
  expect(await round('well')).toBe(4)
  expect(await round('well')).toBe(5)
  for (let rounds = 0; rounds < 4; rounds += 1) await round('busy')
  expect(limit.limit).toBe(1)
  for (let rounds = 0; rounds < 40; rounds += 1) await round('well')
  expect(limit.limit).toBe(8)
})

test('lets no more requests start than the limit, and the next as one ends', async () => {
  const limit = createRequestLimit(2)
  let started = 0
  const all = Array.from({ length: 5 }, async () => {
    await limit.start()
    started += 1
  })
  await Promise.resolve()
  await Promise.resolve()
  expect([started, limit.underWay]).toEqual([2, 2])
  limit.end('failed')
  await Promise.resolve()
  await Promise.resolve()
  expect([started, limit.underWay]).toEqual([3, 2])
  for (let ended = 0; ended < 4; ended += 1) {
    limit.end('well')
    await Promise.resolve()
    await Promise.resolve()
  }
  await Promise.all(all)
  expect(limit.underWay).toBe(0)
})
