import { expect, test } from 'vitest'

import { openSqliteJobQueue } from '../../src/job-queue/sqlite.ts'
import { aStorePath } from '../document-store/a-store-path.ts'
import { hastyPolicy, jobQueueContract } from './contract.ts'

jobQueueContract('in process', (policy) => openSqliteJobQueue({ path: aStorePath(), policy }))
jobQueueContract('in memory', (policy) => openSqliteJobQueue({ path: ':memory:', policy }))

test('a job that was under way when its process died is done by the next', async () => {
  const path = aStorePath()
  const died = await openSqliteJobQueue({ path, policy: hastyPolicy })
  await died.add([{ id: 'a', kind: 'k', data: {} }])
  const abort = new AbortController()
  void died.work(() => new Promise(() => undefined), abort.signal)
  await new Promise((resolve) => setTimeout(resolve, 20))
  const next = await openSqliteJobQueue({ path, policy: hastyPolicy })
  const stop = new AbortController()
  const done: string[] = []
  await next.work((job) => {
    done.push(job.id)
    stop.abort()
    return Promise.resolve()
  }, stop.signal)
  expect(done).toEqual(['a'])
  abort.abort()
  await Promise.all([died.close(), next.close()])
})

test('says what cannot be written and where', async () => {
  await expect(openSqliteJobQueue({ path: '/nowhere/jobs.sqlite', policy: hastyPolicy })).rejects.toMatchObject({
    code: 'IO_FAILED',
    message: expect.stringContaining('/nowhere/jobs.sqlite') as unknown,
  })
})
