import { randomUUID } from 'node:crypto'

import { openRedisHostCounts, redisSettings } from '@win11mon/pipeline'
import { expect, inject, onTestFinished, test } from 'vitest'

import { openRedisServer } from '../../../deploy/local/servers/redis.ts'
import { hostCountsContract } from '../../../pipeline/test/host-counts/contract.ts'

const server = openRedisServer(inject('redis'))

function settings(): ReturnType<typeof redisSettings.parse> {
  return redisSettings.parse({ url: server.url, prefix: randomUUID(), timeout_ms: 2_000 })
}

hostCountsContract('redis', () => openRedisHostCounts(settings()))

test('fails soon while the server is away', async () => {
  const counts = await openRedisHostCounts(settings())
  onTestFinished(() => counts.close())
  await counts.note([{ thing: 'a', hostId: 'one' }])
  await server.stop()
  onTestFinished(() => server.start())
  await expect(counts.note([{ thing: 'a', hostId: 'two' }])).rejects.toMatchObject({ code: 'BACKEND_UNAVAILABLE', isRetryable: true })
})
