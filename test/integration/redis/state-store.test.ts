import { randomUUID } from 'node:crypto'

import { openRedisStateStore, redisSettings } from '@win11mon/pipeline'
import { Redis } from 'ioredis'
import { expect, inject, onTestFinished, test } from 'vitest'

import { openRedisServer } from '../../../deploy/local/servers/redis.ts'
import { stateStoreContract } from '../../../pipeline/test/state-store/contract.ts'

const server = openRedisServer(inject('redis'))

function settings(more: object = {}): ReturnType<typeof redisSettings.parse> {
  return redisSettings.parse({ url: server.url, prefix: randomUUID(), timeout_ms: 2_000, ...more })
}

stateStoreContract('redis', () => openRedisStateStore(settings()))

test('says that it has lost a partition when the server was flushed', async () => {
  const store = await openRedisStateStore(settings())
  onTestFinished(() => store.close())
  const own = await store.acquire('p')
  await store.put(own, new Map([['a', Uint8Array.of(1)]]))
  const client = new Redis(server.url)
  await client.flushall()
  client.disconnect()
  expect([await store.get(own, 'a'), await store.put(own, new Map([['a', Uint8Array.of(2)]]))]).toEqual(['lost', 'lost'])
  const again = await store.acquire('p')
  expect([again.isKnown, again.epoch > own.epoch]).toEqual([false, true])
})

test('fails at once while the server is away, and works again when it is back, with what it had', async () => {
  const store = await openRedisStateStore(settings())
  onTestFinished(() => store.close())
  const own = await store.acquire('p')
  await store.put(own, new Map([['a', Uint8Array.of(1)]]))
  await server.stop()
  await expect(store.get(own, 'a')).rejects.toMatchObject({ code: 'BACKEND_UNAVAILABLE', isRetryable: true })
  await server.start()
  const deadline = Date.now() + 20_000
  let found: unknown
  while (!(found instanceof Uint8Array) && Date.now() < deadline) {
    found = await store.get(own, 'a').catch((error: unknown) => error)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  expect(found).toEqual(Buffer.from([1]))
})

test('refuses a password that is not accepted with an error that says so', async () => {
  const store = await openRedisStateStore(settings({ username: 'nobody', password: 'wrong' }))
  onTestFinished(() => store.close())
  await expect(store.acquire('p')).rejects.toMatchObject({
    code: 'CREDENTIALS_REFUSED',
    message: expect.stringContaining('redis.password') as unknown,
  })
})
