import { randomUUID } from 'node:crypto'

import { openBullmqJobQueue, redisSettings } from '@win11mon/pipeline'
import { expect, inject, onTestFinished, test } from 'vitest'

import { openRedisServer } from '../../../deploy/local/servers/redis.ts'
import { hastyPolicy, jobQueueContract } from '../../../pipeline/test/job-queue/contract.ts'

const server = openRedisServer(inject('redis'))

function settings(): ReturnType<typeof redisSettings.parse> {
  return redisSettings.parse({ url: server.url, prefix: randomUUID(), timeout_ms: 2_000 })
}

jobQueueContract('bullmq', (policy) => openBullmqJobQueue({ settings: settings(), name: 'alerts', policy }))

test('adding fails soon while Redis is away, and works again when it is back', async () => {
  const queue = await openBullmqJobQueue({ settings: settings(), name: 'alerts', policy: hastyPolicy })
  onTestFinished(() => queue.close())
  await queue.add([{ id: 'before', kind: 'k', data: {} }])
  await server.stop()
  const startedMs = performance.now()
  await expect(queue.add([{ id: 'meanwhile', kind: 'k', data: {} }])).rejects.toMatchObject({
    code: 'BACKEND_UNAVAILABLE',
    isRetryable: true,
  })
  expect(performance.now() - startedMs).toBeLessThan(20_000)
  await server.start()
  const deadline = Date.now() + 20_000
  let error: unknown = new Error('not tried')
  while (error !== undefined && Date.now() < deadline) {
    error = await queue.add([{ id: 'after', kind: 'k', data: {} }]).then(
      () => undefined,
      (reason: unknown) => reason,
    )
  }
  expect(error).toBeUndefined()
})
