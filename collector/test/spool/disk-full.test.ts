import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

import { decodeBatch } from '@win11mon/schemas'
import { type TestContext, expect, onTestFinished, test } from 'vitest'

import { aSpoolDirectory, aSqliteSpool } from './a-spool-directory.ts'
import { aStream } from './a-stream.ts'
import { drainNumbers } from './drain.ts'

const { signal: never } = new AbortController()
const mebibyte = 1024 * 1024

/** A file system of 12 MB of its own. The test is reported as skipped where nobody may mount one. */
function aSmallDisk(context: TestContext): string {
  const directory = join(aSpoolDirectory(), 'disk')
  mkdirSync(directory)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', directory], { stdio: 'pipe' })
  } catch {
    context.skip('needs the right to mount a tmpfs')
  }
  onTestFinished(() => void execFileSync('umount', ['-l', directory]))
  return directory
}

/** Leaves no byte for anybody else. Returns how to give the room back. */
function fillUp(directory: string): () => void {
  const path = join(directory, 'somebody-else')
  const { bavail, bsize } = statfsSync(directory)
  writeFileSync(path, new Uint8Array(bavail * bsize))
  return () => rmSync(path)
}

/** Fills the disk again and again, as somebody does who writes without end. */
function keepFull(directory: string, round: number): void {
  const { bavail, bsize } = statfsSync(directory)
  if (bavail > 0) writeFileSync(join(directory, `somebody-else-${round}`), new Uint8Array(bavail * bsize))
}

function giveBackAll(directory: string): void {
  for (const name of readdirSync(directory)) if (name.startsWith('somebody-else')) rmSync(join(directory, name))
}

test(
  'on a full disk batches are still delivered and removed, and new ones make room by declared drops',
  { timeout: 60_000 },
  async (context) => {
    const directory = aSmallDisk(context)
    const spool = await aSqliteSpool(directory)
    const stream = aStream()
    for (let count = 0; count < 60; count += 1) await spool.append(stream.next({ padBytes: 50_000 }), never)
    fillUp(directory)

    for (let count = 0; count < 100; count += 1) await spool.append(stream.next({ padBytes: 50_000 }), never)
    spool.end()
    const { delivered, declared } = await drainNumbers(spool)
    await spool.close()

    expect(declared.length).toBeGreaterThan(0)
    expect([...delivered, ...declared].toSorted((left, right) => left - right)).toEqual(
      Array.from({ length: 160 }, (_, index) => index + 1),
    )
  },
)

test('the ballast is given up on a full disk and made again when there is room', { timeout: 60_000 }, async (context) => {
  const directory = aSmallDisk(context)
  const spool = await aSqliteSpool(directory)
  const stream = aStream()
  const giveBack = fillUp(directory)
  for (let count = 0; count < 20; count += 1) await spool.append(stream.next({ padBytes: 50_000 }), never)
  const hadBallast = existsSync(join(directory, 'ballast'))
  giveBack()
  await setTimeout(1_100)
  await spool.append(stream.next(), never)
  expect([hadBallast, existsSync(join(directory, 'ballast'))]).toEqual([false, true])
  await spool.close()
})

test(
  'where even the ballast does not help, an append waits until there is room, and nothing accepted is lost',
  { timeout: 60_000 },
  async (context) => {
    const directory = aSmallDisk(context)
    const spool = await aSqliteSpool(directory, { whenFull: 'wait' })
    const stream = aStream()
    const appendOne = (): Promise<void> => spool.append(stream.next({ padBytes: 50_000 }), never)
    let isWaiting = false
    let appending = Promise.resolve()
    for (let round = 0; !isWaiting && round < 200; round += 1) {
      keepFull(directory, round)
      appending = appendOne()
      isWaiting = (await Promise.race([appending, setTimeout(600, 'waiting')])) === 'waiting'
    }
    expect(isWaiting).toBe(true)

    giveBackAll(directory)
    await appending
    await appendOne()
    spool.end()
    const { delivered } = await drainNumbers(spool)
    await spool.close()

    expect(delivered.length).toBeGreaterThan(2)
    expect(delivered).toEqual(Array.from({ length: delivered.length }, (_, index) => index + 1))
  },
)

test('batches can be removed on a full disk, whose removal then waits in memory', { timeout: 60_000 }, async (context) => {
  const directory = aSmallDisk(context)
  const spool = await aSqliteSpool(directory)
  const stream = aStream()
  for (let count = 0; count < 20; count += 1) await spool.append(stream.next({ padBytes: 50_000 }), never)
  spool.end()
  const taken: number[] = []
  for (let batches = await spool.read(1, never), round = 0; batches.length > 0; batches = await spool.read(1, never), round += 1) {
    keepFull(directory, round)
    taken.push(...batches.flatMap(({ value }) => decodeBatch(value).events.map(({ sequence }) => sequence)))
    await spool.remove(batches[0]?.id ?? 0)
  }
  await spool.close()
  expect(taken).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
})

test('a spool stops growing before it takes the reserve', { timeout: 60_000 }, async (context) => {
  const directory = aSmallDisk(context)
  const reserveBytes = 4 * mebibyte
  const spool = await aSqliteSpool(directory, { reserveBytes })
  const stream = aStream()
  for (let count = 0; count < 300; count += 1) await spool.append(stream.next({ padBytes: 50_000 }), never)
  const { bavail, bsize } = statfsSync(directory)
  expect(bavail * bsize).toBeGreaterThan(reserveBytes - 2 * mebibyte)
  expect(spool.counts.droppedEvents).toBeGreaterThan(0)
  await spool.close()
})

test('a spool on a full disk opens again', { timeout: 60_000 }, async (context) => {
  const directory = aSmallDisk(context)
  const stream = aStream()
  const first = await aSqliteSpool(directory)
  for (let count = 0; count < 20; count += 1) await first.append(stream.next({ padBytes: 50_000 }), never)
  fillUp(directory)
  await first.close()
  const second = await aSqliteSpool(directory)
  second.end()
  const { delivered } = await drainNumbers(second)
  await second.close()
  expect(delivered).toHaveLength(20)
})
