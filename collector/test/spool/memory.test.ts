import { expect, test } from 'vitest'

import { createMemorySpool } from '../../src/spool/memory.ts'
import { aStream } from './a-stream.ts'
import { spoolContract } from './contract.ts'

const { signal: never } = new AbortController()

spoolContract('memory', (maxBytes) => Promise.resolve(createMemorySpool(maxBytes)))

test('an append waits while the spool is full, and goes on when a batch is removed', async () => {
  const spool = createMemorySpool(1_000)
  const stream = aStream()
  await spool.append(stream.next({ padBytes: 900 }), never)
  let isHeld = false
  const appending = spool.append(stream.next({ padBytes: 900 }), never).then(() => (isHeld = true))
  const [first] = await spool.read(8, never)
  expect(isHeld).toBe(false)

  await spool.remove(first?.id ?? 0)

  await appending
  expect(await spool.read(8, never)).toHaveLength(1)
})

test('an aborted append of a full spool is held all the same, since the source has nowhere else to put it', async () => {
  const spool = createMemorySpool(1_000)
  const stream = aStream()
  const abort = new AbortController()
  await spool.append(stream.next({ padBytes: 900 }), never)
  const appending = spool.append(stream.next({ padBytes: 900 }), abort.signal)
  abort.abort()
  await appending
  expect(await spool.read(8, never)).toHaveLength(2)
})
