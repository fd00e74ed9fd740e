import { PipelineError, createManualClock } from '@win11mon/pipeline'
import { decodeBatch } from '@win11mon/schemas'
import { expect, test } from 'vitest'

import { createMemorySpool } from '../../src/spool/memory.ts'
import { openReopeningSpool } from '../../src/spool/reopening.ts'
import type { Spool } from '../../src/spool/spool.ts'
import { aSpoolDirectory, aSqliteSpool } from './a-spool-directory.ts'
import { aStream } from './a-stream.ts'
import { spoolContract } from './contract.ts'
import { drainNumbers } from './drain.ts'

const { signal: never } = new AbortController()
/** On whose clock no wait takes time. */
const clock = { ...createManualClock(), sleep: () => new Promise<void>((resolve) => setImmediate(resolve)) }
const policy = { firstDelayMs: 1, maxDelayMs: 1 }
const broken = new PipelineError('IO_FAILED', 'disk I/O error')

type Call = 'append' | 'read' | 'remove' | 'open'

interface Disk {
  /** Calls that fail, each once, in this order; all others go well. */
  readonly faults: Call[]
  readonly failures: string[]
  readonly spool: Spool
}

async function onADisk(directory: string): Promise<Disk> {
  const faults: Call[] = []
  const failures: string[] = []
  const fail = (call: Call): void => {
    if (faults[0] !== call) return
    faults.shift()
    throw broken
  }
  const open = async (): Promise<Spool> => {
    fail('open')
    const spool = await aSqliteSpool(directory)
    const { append, read, remove } = { append: spool.append.bind(spool), read: spool.read.bind(spool), remove: spool.remove.bind(spool) }
    return Object.assign(spool, {
      append: async (...parameters: Parameters<Spool['append']>) => {
        fail('append')
        await append(...parameters)
      },
      read: async (...parameters: Parameters<Spool['read']>) => {
        fail('read')
        return read(...parameters)
      },
      remove: async (id: number) => {
        fail('remove')
        await remove(id)
      },
    })
  }
  return { faults, failures, spool: await openReopeningSpool(open, { clock, policy, onFailure: ({ message }) => failures.push(message) }) }
}

spoolContract('a spool that reopens', (maxBytes) =>
  openReopeningSpool(() => Promise.resolve(createMemorySpool(maxBytes)), { clock, policy, onFailure: () => undefined }),
)

test.each<Call[]>([
  ['append'],
  ['append', 'open', 'open'],
  ['append', 'append', 'append'],
  ['append', 'read'],
  ['append', 'read', 'open', 'remove'],
])('after errors of %j everything is there, and what was not acknowledged comes again', async (...faults) => {
  const { spool, faults: planned, failures } = await onADisk(aSpoolDirectory())
  const stream = aStream()
  await spool.append(stream.next(), never)
  planned.push(...faults)
  for (let count = 0; count < 4; count += 1) await spool.append(stream.next(), never)
  const [first] = await spool.read(1, never)
  await spool.remove(first?.id ?? 0)
  spool.end()
  const { delivered } = await drainNumbers(spool)
  await spool.close()
  expect(planned).toEqual([])
  expect(failures.length).toBeGreaterThan(0)
  expect([...new Set([first === undefined ? 0 : (decodeBatch(first.value).events[0]?.sequence ?? 0), ...delivered])]).toEqual([
    1, 2, 3, 4, 5,
  ])
})

test('a reader that waits while the file is opened anew gets what comes afterwards', async () => {
  const { spool, faults } = await onADisk(aSpoolDirectory())
  const reading = spool.read(8, never)
  await new Promise((resolve) => setImmediate(resolve))
  faults.push('append', 'open')
  await spool.append(aStream().next(), never)
  expect(await reading).toHaveLength(1)
  await spool.close()
})

test('an acknowledgement of a file that was set aside removes nothing from the new one', async () => {
  let opened = createMemorySpool(1_000_000)
  const spool = await openReopeningSpool(() => Promise.resolve((opened = createMemorySpool(1_000_000))), {
    clock,
    policy,
    onFailure: () => undefined,
  })
  const stream = aStream()
  await spool.append(stream.next(), never)
  const [old] = await spool.read(1, never)
  Object.assign(opened, { append: () => Promise.reject(broken) })
  await spool.append(stream.next(), never)
  await spool.remove(old?.id ?? 0)
  expect(opened.counts.heldEvents).toBe(1)
})

test('a defect of ours is no failure of the disk', async () => {
  const faulty = { ...createMemorySpool(1_000), append: () => Promise.reject(new TypeError('undefined is not a function')) }
  const spool = await openReopeningSpool(() => Promise.resolve(faulty), { clock, policy, onFailure: () => undefined })
  await expect(spool.append(aStream().next(), never)).rejects.toThrow(TypeError)
})
