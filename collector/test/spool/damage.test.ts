import { appendFileSync, mkdirSync, readFileSync, readdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { openDatabase, systemClock } from '@win11mon/pipeline'
import { type Gap, decodeBatch } from '@win11mon/schemas'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { openReopeningSpool } from '../../src/spool/reopening.ts'
import { aSpoolDirectory, aSqliteSpool } from './a-spool-directory.ts'
import { aStream } from './a-stream.ts'
import { drain } from './drain.ts'

const { signal: never } = new AbortController()
const batchCount = 12
const padBytes = 9_000

/** A closed spool with batches 1 to 12 of one stream. */
async function aFilledSpool(): Promise<string> {
  const directory = aSpoolDirectory()
  const spool = await aSqliteSpool(directory)
  const stream = aStream()
  for (let count = 0; count < batchCount; count += 1) await spool.append(stream.next({ padBytes }), never)
  await spool.close()
  return directory
}

const unreadable: Record<string, (path: string) => void> = {
  garbage: (path) => writeFileSync(path, new Uint8Array(20_000).fill(0xa5)),
  'a short file': (path) => writeFileSync(path, 'x'.repeat(700)),
  'a file cut off in the middle': (path) => truncateSync(path, 50_000),
  'a header that is overwritten': (path) => overwrite(path, 0, 64),
  'damaged page structure': (path) => overwrite(path, 4_096, 20_000),
}

for (const [name, damage] of Object.entries(unreadable)) {
  test(`a start with ${name} sets the file aside and goes on with a new one`, async () => {
    const directory = await aFilledSpool()
    damage(join(directory, 'spool.db'))
    writeFileSync(join(directory, 'spool.db-wal'), 'left over')

    const spool = await aSqliteSpool(directory)
    await spool.append(aStream({ boot: 2 }).next(), never)
    const read = await spool.read(8, never)
    await spool.close()

    expect(read).toHaveLength(1)
    expect(spool.counts.quarantinedFiles).toBe(1)
    expect(readdirSync(directory).filter((file) => file.includes('.quarantined-')).length).toBeGreaterThanOrEqual(1)
  })
}

test.each(Object.entries(unreadable))(
  'in a file that is too large to be looked through at a start, %s is found when it is read, and the spool goes on',
  async (_, damage) => {
    const directory = await aFilledSpool()
    damage(join(directory, 'spool.db'))
    const open = (hasFailed: boolean): ReturnType<typeof aSqliteSpool> =>
      aSqliteSpool(directory, { checkedBytes: hasFailed ? Infinity : 0 })
    const policy = { firstDelayMs: 1, maxDelayMs: 1 }
    const spool = await openReopeningSpool(open, { clock: systemClock, policy, onFailure: () => undefined })
    await spool.append(aStream({ boot: 2 }).next(), never)
    spool.end()
    const read = await drain(spool)
    const { quarantinedFiles, corruptBatches } = spool.counts
    await spool.close()
    const own = read.filter(({ value }) => decodeBatch(value).bootId[0] === 2)
    // What was appended before the damage showed goes aside with the file that it was written into, which is counted.
    expect(own.length + quarantinedFiles + corruptBatches).toBeGreaterThan(0)
    const again = await aSqliteSpool(directory)
    await again.append(aStream({ boot: 3 }).next(), never)
    expect(await again.read(8, never)).toHaveLength(1)
    await again.close()
  },
)

test('a start with a database of something else sets it aside unchanged', async () => {
  const directory = aSpoolDirectory()
  const foreign = await openDatabase(join(directory, 'spool.db'))
  foreign.exec("CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('keep me')")
  foreign.close()
  const before = readFileSync(join(directory, 'spool.db'))
  await (await aSqliteSpool(directory)).close()
  const aside = readdirSync(directory).find((file) => file.includes('.quarantined-')) ?? ''
  expect(readFileSync(join(directory, aside)).equals(before)).toBe(true)
})

test('a start with a spool of a later version sets it aside', async () => {
  const directory = await aFilledSpool()
  const database = await openDatabase(join(directory, 'spool.db'))
  database.exec('PRAGMA user_version = 99')
  database.close()
  const spool = await aSqliteSpool(directory)
  await spool.close()
  expect(spool.counts).toMatchObject({ quarantinedFiles: 1, heldEvents: 0 })
})

test('a start with an empty file or a log file that belongs to nothing needs no quarantine', async () => {
  const directory = aSpoolDirectory()
  writeFileSync(join(directory, 'spool.db'), '')
  writeFileSync(join(directory, 'spool.db-wal'), new Uint8Array(9_000).fill(7))
  const empty = await aSqliteSpool(directory)
  await empty.append(aStream().next(), never)
  await empty.close()
  appendFileSync(join(directory, 'spool.db-wal'), new Uint8Array(9_000).fill(7))

  const spool = await aSqliteSpool(directory)
  const read = await spool.read(8, never)
  await spool.close()

  expect([empty.counts.quarantinedFiles, spool.counts.quarantinedFiles, read.length]).toEqual([0, 0, 1])
})

test('a batch whose bytes have changed is set aside and declared, the others are delivered', async () => {
  const directory = await aFilledSpool()
  flipInsideValue(join(directory, 'spool.db'), 5)
  const spool = await aSqliteSpool(directory)
  spool.end()
  const events = (await drain(spool)).flatMap(({ value }) => decodeBatch(value).events)
  await spool.close()

  const gaps = events.filter((event): event is Gap => event.kind === 'gap')
  expect(gaps).toMatchObject([{ reason: 'spool_corrupt', firstSequence: 5, lastSequence: 5, lostCount: 1 }])
  expect(events.filter(({ kind }) => kind !== 'gap').map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12])
  expect(spool.counts).toMatchObject({ corruptBatches: 1, quarantinedFiles: 0, heldEvents: 0, heldBytes: 0 })
})

test('a batch whose description has changed is still delivered, since its bytes say whose it is', async () => {
  const directory = await aFilledSpool()
  const database = await openDatabase(join(directory, 'spool.db'))
  database.exec("UPDATE batches SET host_id = x'00', first_sequence = 9223372036854775807 WHERE id = 3")
  database.close()
  const spool = await aSqliteSpool(directory)
  spool.end()
  const read = await drain(spool)
  await spool.close()
  expect(read.map(({ value }) => decodeBatch(value).firstSequence)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
  expect(read[2]?.hostId).toEqual(new Uint8Array(16).fill(1))
})

test('a batch that is damaged altogether is counted', async () => {
  const directory = await aFilledSpool()
  const database = await openDatabase(join(directory, 'spool.db'))
  database.exec(
    "UPDATE batches SET host_id = 'x', value = 7 WHERE id = 3; UPDATE batches SET value = NULL, event_count = NULL WHERE id = 4",
  )
  database.close()
  const spool = await aSqliteSpool(directory)
  spool.end()
  const read = await drain(spool)
  await spool.close()
  expect(read).toHaveLength(batchCount - 2)
  expect(spool.counts).toMatchObject({ corruptBatches: 2, heldEvents: 0, heldBytes: 0 })
})

test('losses that are damaged do not keep others from being declared', async () => {
  const directory = aSpoolDirectory()
  const full = await aSqliteSpool(directory, { maxBytes: 30_000 })
  for (const boot of [1, 2]) {
    const stream = aStream({ host: boot, boot })
    for (let count = 0; count < 4; count += 1) await full.append(stream.next({ padBytes }), never)
  }
  await full.close()
  const database = await openDatabase(join(directory, 'spool.db'))
  database.exec("UPDATE losses SET host_id = x'0102', event_count = 9223372036854775807 WHERE hex(boot_id) LIKE '0101%'")
  database.close()
  const spool = await aSqliteSpool(directory)
  spool.end()
  const events = (await drain(spool)).flatMap(({ value }) => decodeBatch(value).events)
  await spool.close()
  expect(events.some(({ kind }) => kind === 'gap')).toBe(true)
})

test('whatever bytes change, a start succeeds, delivers only what is intact and takes new batches', { timeout: 300_000 }, async () => {
  const directory = await aFilledSpool()
  const intact = readFileSync(join(directory, 'spool.db'))
  const change = fc.record({ at: fc.nat(intact.length - 1), length: fc.constantFrom(1, 1, 4, 600), byte: fc.nat(255) })
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
      const damaged = new Uint8Array(intact)
      for (const { at, length, byte } of changes) damaged.fill(byte, at, at + length)
      const place = join(aSpoolDirectory(), 'spool')
      mkdirSync(place)
      writeFileSync(join(place, 'spool.db'), damaged)

      const spool = await aSqliteSpool(place)
      await spool.append(aStream({ boot: 2 }).next(), never)
      spool.end()
      const read = await drain(spool)
      await spool.close()

      const old = read.map(({ value }) => decodeBatch(value)).filter(({ bootId }) => bootId.every((byte) => byte === 1))
      for (const { events } of old) expect(events[0]).toMatchObject({ kind: 'image_load', executable: 'x'.repeat(padBytes) })
      expect(read.some(({ value }) => decodeBatch(value).bootId.every((byte) => byte === 2))).toBe(true)
    }),
    { numRuns: Number(process.env['WIN11MON_DAMAGE_RUNS'] ?? 60) },
  )
})

function overwrite(path: string, from: number, length: number): void {
  const bytes = readFileSync(path)
  bytes.fill(0x5a, from, from + length)
  writeFileSync(path, bytes)
}

/** Changes one byte in the middle of the text of the batch with this number. */
function flipInsideValue(path: string, number: number): void {
  const bytes = readFileSync(path)
  const run = Buffer.from('x'.repeat(200))
  const pages: number[] = []
  for (let page = 0; page < bytes.length; page += 4_096) if (bytes.subarray(page + 100, page + 400).includes(run)) pages.push(page)
  const perBatch = pages.length / batchCount
  const target = pages[Math.floor((number - 1) * perBatch) + 1] ?? 0
  bytes[target + 300] = 0x79
  writeFileSync(path, bytes)
}
