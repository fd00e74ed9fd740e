import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { createEventStream, openSqliteSpool } from '@win11mon/collector'
import { newEvent } from '@win11mon/schemas'
import { expect, test } from 'vitest'

import { type CommandResult, aDirectory, runCommand } from '../run-command.ts'

const { signal: never } = new AbortController()

/** What a terminal would obey: clear the screen, go to another line, turn the reading direction. */
const hostileText = 'a\u001b[2J\r\nforged line\u0007\u202e\u009b31m'

/** A directory with a recording of two hosts. */
async function aRecording(): Promise<string> {
  const directory = aDirectory()
  await runCommand(['simulate', '--out', join(directory, 'day.avro'), '--events', '3000', '--hosts', '2', '--rate', '20'])
  return directory
}

const tap = (directory: string, ...args: string[]): Promise<CommandResult> =>
  runCommand(['tap', ...args], { directory, environment: { COLUMNS: '160' } })

const linesOf = ({ stdout }: CommandResult): string[] => stdout.trim().split('\n')

test('shows a recording, one line an event, and every one of them', async () => {
  const directory = await aRecording()
  const compact = await tap(directory, '--recording', 'day.avro')
  const ndjson = await tap(directory, '--recording', 'day.avro', '-o', 'ndjson')
  expect([compact.exitCode, ndjson.exitCode]).toEqual([0, 0])
  expect(linesOf(ndjson)).toHaveLength(3_000)
  // The date stands above the first event of a day.
  expect(linesOf(compact)).toHaveLength(3_001)
  expect(JSON.parse(linesOf(ndjson)[0] ?? '')).toMatchObject({ kind: expect.any(String), host_name: expect.any(String), sequence: 1 })
})

test('filters by kind, host and process, and ends at the limit', async () => {
  const directory = await aRecording()
  const events = async (...args: string[]): Promise<{ kind: string; host_name: string; executable?: string }[]> =>
    linesOf(await tap(directory, '--recording', 'day.avro', '-o', 'ndjson', ...args)).map((line) => JSON.parse(line) as never)
  const [first] = await events('--limit', '1')
  const creates = await events('--kind', 'process_create', '--kind', 'process_terminate')
  const ofHost = await events('--host', first?.host_name.toLowerCase() ?? '')
  const ofServices = await events('--process', 'SERVICES.exe')
  expect(new Set(creates.map(({ kind }) => kind))).toEqual(new Set(['process_create', 'process_terminate']))
  expect(new Set(ofHost.map(({ host_name }) => host_name))).toEqual(new Set([first?.host_name]))
  expect(ofHost.length).toBeLessThan(3_000)
  expect(new Set(ofServices.map(({ executable }) => executable?.toLowerCase().endsWith('services.exe')))).toEqual(new Set([true]))
  expect(await events('--limit', '7')).toHaveLength(7)
})

test('an unknown kind is an error that names the one that was meant', async () => {
  const { exitCode, stderr } = await tap(aDirectory(), '--recording', 'x', '--kind', 'proces_create')
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining('Did you mean process_create?')])
})

test('listens to the running collector, live, and takes nothing from it', async () => {
  const directory = aDirectory()
  const stop = new AbortController()
  const collecting = runCommand(['collect', '--source', 'simulator', '--out', 'live.avro'], {
    directory,
    environment: {},
    signal: stop.signal,
  })
  await until(
    () => readdirSync(directory).includes('win11mon-spool') && readdirSync(join(directory, 'win11mon-spool')).includes('tap.sock'),
  )
  const { exitCode, stdout } = await tap(directory, '-o', 'ndjson', '--limit', '300')
  stop.abort()
  await collecting
  const seen = linesOf({ exitCode, stdout, stderr: '' }).map((line) => JSON.parse(line) as { sequence: number; kind: string })
  const all = linesOf(await tap(directory, '--recording', 'live.avro', '-o', 'ndjson'))
  expect([exitCode, seen.length]).toEqual([0, 300])
  expect(seen.every((event) => all.includes(JSON.stringify(event)))).toBe(true)
})

test('a listener without the token of the spool is shown nothing', async () => {
  const directory = aDirectory()
  const stop = new AbortController()
  const collecting = runCommand(['collect', '--source', 'simulator', '--out', 'live.avro'], {
    directory,
    environment: {},
    signal: stop.signal,
  })
  const spool = join(directory, 'win11mon-spool')
  await until(() => readdirSync(directory).includes('win11mon-spool') && readdirSync(spool).includes('tap.sock'))
  const socket = connect(join(spool, 'tap.sock'))
  let got = 0
  socket.on('data', ({ length }) => (got += length))
  const closed = new Promise((resolve) => socket.once('close', resolve))
  socket.on('error', () => undefined)
  socket.write(Buffer.alloc(32))
  await closed
  stop.abort()
  await collecting
  expect(got).toBe(0)
  expect(readdirSync(spool)).not.toContain('tap-token')
})

test('a spool that nobody has open is shown as it lies there, and stays so', async () => {
  const directory = aDirectory()
  const spool = await openSqliteSpool({ directory: join(directory, 'win11mon-spool'), maxBytes: 1e7, reserveBytes: 0, agentVersion: '0' })
  const id = new Uint8Array(16).fill(1)
  const stream = createEventStream({ hostId: id, hostName: 'DESK1', bootId: id, agentVersion: '0', batchEvents: 1 })
  const batch = stream.add({
    ...newEvent.process_create(),
    processId: 7,
    timeUs: 1.7e15,
    executable: 'C:\\a.exe',
    commandLine: hostileText,
  })
  if (batch !== undefined) await spool.append(batch, never)
  await spool.close()
  for (let round = 0; round < 2; round += 1) {
    const { exitCode, stdout, stderr } = await tap(directory)
    expect([exitCode, stderr]).toEqual([0, expect.stringContaining('no collector runs here')])
    expect(linesOf({ exitCode, stdout, stderr })).toHaveLength(2)
    expect(stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
  }
})

test.each([
  [['--recording', 'nowhere.avro'], 66, 'there is no such recording'],
  [['--spool', 'nowhere'], 66, 'there is no spool'],
  [['--recording', 'x', '--topic'], 2, 'cannot be used with'],
  [['--topic'], 78, 'kafka.brokers'],
])('%j ends with %i and says why', async (args, code, message) => {
  const { exitCode, stderr } = await tap(aDirectory(), ...args)
  expect([exitCode, stderr]).toEqual([code, expect.stringContaining(message)])
})

test('a recording that is damaged is shown as far as it can be read', async () => {
  const directory = await aRecording()
  const path = join(directory, 'day.avro')
  const bytes = readFileSync(path)
  bytes.fill(0xff, statSync(path).size - 400, statSync(path).size - 300)
  writeFileSync(path, bytes.subarray(0, -200))
  const { exitCode, stdout, stderr } = await tap(directory, '--recording', 'day.avro', '-o', 'ndjson')
  expect(exitCode).toBe(0)
  expect(stderr).toContain('cut off')
  expect(stdout.length).toBeGreaterThan(1_000)
})

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(20)
}
