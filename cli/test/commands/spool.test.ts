import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { createEventStream, openSqliteSpool } from '@win11mon/collector'
import { newEvent } from '@win11mon/schemas'
import { expect, test } from 'vitest'

import { reportOf } from '../report-of.ts'
import { aDirectory, runCommand } from '../run-command.ts'

const { signal: never } = new AbortController()

/** A directory with a closed spool of three batches of a process each. */
async function aSpool(): Promise<string> {
  const directory = aDirectory()
  const spool = await openSqliteSpool({ directory: join(directory, 'win11mon-spool'), maxBytes: 1e7, reserveBytes: 0, agentVersion: '0' })
  const id = new Uint8Array(16).fill(1)
  const stream = createEventStream({ hostId: id, hostName: 'DESK1', bootId: id, agentVersion: '0', batchEvents: 1 })
  for (let number = 1; number <= 3; number += 1) {
    const event = { ...newEvent.process_create(), processId: number, timeUs: 1.7e15 + number, executable: `C:\\p${number}.exe` }
    const batch = stream.add(event)
    if (batch !== undefined) await spool.append(batch, never)
  }
  await spool.close()
  return directory
}

test('ls shows the streams with their numbers, and what was set aside', async () => {
  const directory = await aSpool()
  writeFileSync(join(directory, 'win11mon-spool', 'spool.db.quarantined-20250115T080203123Z'), 'old')
  const { exitCode, stdout } = await runCommand(['spool', 'ls'], { directory, environment: { COLUMNS: '160' } })
  expect(exitCode).toBe(0)
  for (const text of ['DESK1', '1-3', 'process_create=3', 'set aside 20250115T080203123Z']) expect(stdout).toContain(text)
  const json = JSON.parse((await runCommand(['spool', 'ls', '-o', 'json'], { directory })).stdout) as object
  expect(json).toMatchObject({
    in_use: false,
    streams: [{ hostName: 'DESK1', events: 3, firstSequence: 1, lastSequence: 3 }],
    damaged_batches: 0,
  })
})

test('a spool in use is said to be in use, by every command, and stays as it is', async () => {
  const directory = await aSpool()
  const spool = await openSqliteSpool({ directory: join(directory, 'win11mon-spool'), maxBytes: 1e7, reserveBytes: 0, agentVersion: '0' })
  const results = []
  for (const args of [['ls'], ['check'], ['export', '--out', 'x.avro'], ['drop', '--yes']])
    results.push(await runCommand(['spool', ...args], { directory }))
  expect(results.map(({ exitCode }) => exitCode)).toEqual([75, 75, 75, 75])
  expect(results[0]?.stderr).toContain('A collector has this spool open')
  expect(spool.counts.heldEvents).toBe(3)
  await spool.close()
})

test('check finds the batch whose bytes have changed', async () => {
  const directory = await aSpool()
  const whole = await runCommand(['spool', 'check'], { directory })
  const path = join(directory, 'win11mon-spool', 'spool.db')
  const bytes = readFileSync(path)
  bytes.writeUInt8(bytes.readUInt8(bytes.indexOf('p2.exe')) ^ 1, bytes.indexOf('p2.exe'))
  writeFileSync(path, bytes)
  const damaged = await runCommand(['spool', 'check'], { directory })
  expect([whole.exitCode, whole.stdout]).toEqual([0, '3 batches of 1 stream, 0 damaged\n'])
  expect([damaged.exitCode, damaged.stdout]).toEqual([1, '3 batches of 1 stream, 1 damaged\n'])
})

test('export writes a recording that analyze reads, and leaves the spool as it is', async () => {
  const directory = await aSpool()
  const { exitCode } = await runCommand(['spool', 'export', '--out', 'spool.avro'], { directory })
  expect(exitCode).toBe(0)
  expect((await reportOf(join(directory, 'spool.avro'))).events).toEqual({ process_create: 3 })
  expect((await runCommand(['spool', 'check'], { directory })).stdout).toContain('3 batches')
})

test('drop asks for --yes, and then the next run declares what was dropped, by number and kind', async () => {
  const directory = await aSpool()
  const asked = await runCommand(['spool', 'drop'], { directory })
  expect([asked.exitCode, asked.stderr]).toEqual([2, expect.stringContaining('--yes')])
  expect((await runCommand(['spool', 'drop', '--yes'], { directory })).stderr).toContain('3 events dropped')
  const environment = { WIN11MON_COLLECTOR_SIMULATOR_PACE: 'fast', WIN11MON_COLLECTOR_SIMULATOR_DURATION_SECONDS: '1' }
  await runCommand(['collect', '--source', 'simulator', '--out', 'live.avro'], { directory, environment })
  await runCommand(['analyze', 'live.avro', '--db', join(directory, 'x.sqlite')], { directory })
  const { stdout } = await runCommand(['query', 'SELECT doc FROM gaps', '--db', join(directory, 'x.sqlite'), '-o', 'json'], { directory })
  for (const text of ['spool_dropped', 'process_create', '"count":3']) expect(stdout).toContain(text)
})

test('drop --quarantined removes what was set aside and nothing else', async () => {
  const directory = await aSpool()
  writeFileSync(join(directory, 'win11mon-spool', 'spool.db.quarantined-20250115T080203123Z'), 'old')
  const { stderr } = await runCommand(['spool', 'drop', '--yes', '--quarantined'], { directory })
  expect(stderr).toContain('1 spool that had been set aside removed')
  expect((await runCommand(['spool', 'ls'], { directory })).stdout).not.toContain('set aside')
})

test.each([['ls'], ['check'], ['drop', '--yes']])('%s of a spool that is not there says so', async (...args) => {
  const { exitCode, stderr } = await runCommand(['spool', ...args, '--spool', 'nowhere'], { directory: aDirectory() })
  expect([exitCode, stderr]).toEqual([66, expect.stringContaining('there is no spool')])
})

test('a file that is no spool is refused and left as it is', async () => {
  const directory = aDirectory()
  await runCommand(['simulate', '--out', join(directory, 'spool.db'), '--events', '100'])
  const before = readFileSync(join(directory, 'spool.db'))
  const { exitCode, stderr } = await runCommand(['spool', 'check', '--spool', '.'], { directory })
  expect([exitCode, stderr]).toEqual([66, expect.stringContaining('sets it aside')])
  expect(readFileSync(join(directory, 'spool.db')).equals(before)).toBe(true)
})
