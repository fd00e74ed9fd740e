import { expect, test } from 'vitest'

import { createChange } from '../../src/runtime/change.ts'

const { signal: never } = new AbortController()

test('a change wakes everybody who waits', async () => {
  const change = createChange()
  const waiting = [change.next(never), change.next(never)]
  change.notify()
  await expect(Promise.all(waiting)).resolves.toHaveLength(2)
})

test('a change before the waiting began does not count', async () => {
  const change = createChange()
  change.notify()
  let isAwake = false
  const waiting = change.next(never).then(() => (isAwake = true))
  await new Promise((resolve) => setImmediate(resolve))
  expect(isAwake).toBe(false)
  change.notify()
  await waiting
})

test('aborting wakes those who wait with that signal, and nobody else', async () => {
  const change = createChange()
  const abort = new AbortController()
  let isOtherAwake = false
  void change.next(never).then(() => (isOtherAwake = true))
  const waiting = change.next(abort.signal)
  abort.abort()
  await waiting
  expect(isOtherAwake).toBe(false)
})

test('waiting with an aborted signal ends at once', async () => {
  await expect(createChange().next(AbortSignal.abort())).resolves.toBeUndefined()
})
