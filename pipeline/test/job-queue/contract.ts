import { PipelineError } from '@win11mon/schemas'
import { expect, onTestFinished, test } from 'vitest'

import type { Job, JobPolicy, JobQueue } from '../../src/job-queue/job-queue.ts'

export const hastyPolicy: JobPolicy = { attempts: 3, firstDelayMs: 20, maxDelayMs: 100, rememberMs: 60_000, concurrency: 2 }

/** What every queue of jobs promises. `open` gives one that this test has to itself. */
export function jobQueueContract(name: string, open: (policy: JobPolicy) => Promise<JobQueue>): void {
  /** Does jobs in the background, and notes them. */
  async function aWorker(
    policy: Partial<JobPolicy> = {},
    handle: (job: Job) => Promise<void> = () => Promise.resolve(),
  ): Promise<{ queue: JobQueue; done: Job[]; stop(): Promise<void> }> {
    const queue = await open({ ...hastyPolicy, ...policy })
    const done: Job[] = []
    const abort = new AbortController()
    const working = queue.work(async (job) => {
      await handle(job)
      done.push(job)
    }, abort.signal)
    const stop = async (): Promise<void> => {
      abort.abort()
      await working
    }
    onTestFinished(async () => {
      await stop()
      await queue.close()
    })
    return { queue, done, stop }
  }

  test(`${name}: does each job once, with its data, however often it is added`, async () => {
    const { queue, done } = await aWorker()
    for (let round = 0; round < 3; round += 1)
      await queue.add([
        { id: 'a.1', kind: 'k', data: { alertId: 'x' } },
        { id: 'a.2', kind: 'k', data: {} },
      ])
    await until(() => done.length >= 2)
    await queue.add([{ id: 'a.1', kind: 'k', data: { alertId: 'x' } }])
    await queue.add([{ id: 'a.3', kind: 'other', data: {} }])
    await until(() => done.length >= 3)
    expect(done.map(({ id }) => id).toSorted()).toEqual(['a.1', 'a.2', 'a.3'])
    expect(done.find(({ id }) => id === 'a.1')).toMatchObject({ kind: 'k', data: { alertId: 'x' } })
    await until(async () => (await queue.counts()).waiting === 0)
    expect(await queue.counts()).toEqual({ waiting: 0, failed: 0 })
  })

  test(`${name}: tries again what may pass, and gives up on what may not`, async () => {
    const failed: string[] = []
    const tries = new Map<string, number>()
    const { queue, done } = await aWorker({ onFailed: ({ id }) => failed.push(id) }, ({ id }) => {
      const count = (tries.get(id) ?? 0) + 1
      tries.set(id, count)
      if (id === 'passes' && count === 3) return Promise.resolve()
      return Promise.reject(new PipelineError('BACKEND_UNAVAILABLE', 'not now', { isRetryable: id !== 'never' }))
    })
    await queue.add(['passes', 'never', 'always'].map((id) => ({ id, kind: 'k', data: {} })))
    await until(() => done.length === 1 && failed.length === 2)
    expect([Object.fromEntries(tries), failed.toSorted()]).toEqual([{ passes: 3, never: 1, always: 3 }, ['always', 'never']])
    await until(async () => (await queue.counts()).failed === 2)
    expect(await queue.counts()).toEqual({ waiting: 0, failed: 2 })
  })

  test(`${name}: does a delayed job when its time has come, and not before`, async () => {
    const { queue, done } = await aWorker()
    const startedMs = performance.now()
    await queue.add([{ id: 'later', kind: 'k', data: {}, delayMs: 300 }])
    await until(() => done.length === 1)
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(290)
  })

  test(`${name}: jobs wait while nobody works`, async () => {
    const queue = await open(hastyPolicy)
    onTestFinished(() => queue.close())
    await queue.add([{ id: 'a', kind: 'k', data: {} }])
    expect(await queue.counts()).toEqual({ waiting: 1, failed: 0 })
  })
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 30_000
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error('it never came to pass')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
