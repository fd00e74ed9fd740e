import { copyFileSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

import { expect, test } from 'vitest'

import { reportOf } from '../report-of.ts'
import { type CommandResult, aDirectory, runCommand } from '../run-command.ts'

const fast = { WIN11MON_COLLECTOR_SIMULATOR_PACE: 'fast', WIN11MON_COLLECTOR_SIMULATOR_DURATION_SECONDS: '30' }

interface World {
  readonly directory: string
  readonly environment?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
}

function collect(args: readonly string[], { directory, environment = fast, signal }: World): Promise<CommandResult> {
  return runCommand(['collect', ...args], { directory, environment, ...(signal === undefined ? {} : { signal }) })
}

const logOf = ({ stderr }: CommandResult): { message: string }[] =>
  stderr
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { message: string })

test('simulated machines go through the spool into a recording that is analysed without a hole', async () => {
  const directory = aDirectory()
  const { exitCode, stdout } = await collect(['--source', 'simulator', '--out', 'live.avro'], { directory })
  const report = await reportOf(join(directory, 'live.avro'))
  expect([exitCode, stdout]).toEqual([0, ''])
  expect(report.ledger).toMatchObject({ unexplained: 0, gaps: 0, dead_lettered: 0 })
  expect(report.events['process_create']).toBeGreaterThan(10)
  // One at the start and one at the stop; the simulation is over long before the interval.
  expect(report.events['agent_heartbeat']).toBe(2)
})

test('a second run of the same host writes on, under the same host id', async () => {
  const directory = aDirectory()
  for (let run = 0; run < 2; run += 1) await collect(['--source', 'simulator', '--out', 'live.avro'], { directory })
  const report = await reportOf(join(directory, 'live.avro'))
  expect(report.hosts).toHaveLength(1)
  expect(report.events['agent_heartbeat']).toBe(4)
  expect(statSync(join(directory, 'win11mon-state', 'host-id')).mode & 0o777).toBe(0o600)
  expect(statSync(join(directory, 'win11mon-spool', 'spool.db')).mode & 0o777).toBe(0o600)
})

test('a recording is collected as it is, and its end is the end', async () => {
  const directory = aDirectory()
  await runCommand(['simulate', '--out', join(directory, 'day.avro'), '--events', '2000', '--hosts', '3'])
  const { exitCode } = await collect(['--source', 'recording', 'day.avro', '--out', 'copy.avro'], { directory, environment: {} })
  const [original, copy] = [await reportOf(join(directory, 'day.avro')), await reportOf(join(directory, 'copy.avro'))]
  expect(exitCode).toBe(0)
  expect({ ...copy.events, agent_heartbeat: undefined }).toEqual({ ...original.events, agent_heartbeat: undefined })
  expect(copy.hosts).toHaveLength(4)
})

test('the driver is read over its library, with a canary that sees every kind and the processes that ran before', async () => {
  const directory = aDirectory()
  // A process has room for one driver a library file; the tests of the device use copies of their own, too.
  const library = join(directory, 'libwin11mon_callbacks.so')
  copyFileSync(fileURLToPath(new URL('../../../driver/build/plain/libwin11mon_callbacks.so', import.meta.url)), library)
  const environment = { WIN11MON_COLLECTOR_DEVICE_LIBRARY: library, WIN11MON_COLLECTOR_CANARY_SECONDS: '1' }
  const stop = new AbortController()
  const args = ['--out', 'live.avro', '--metrics', '127.0.0.1:0']
  const running = collect(args, { directory, environment: { ...environment, WIN11MON_LOG_FILE: 'agent.log' }, signal: stop.signal })
  const port = await portOf(directory)
  const canaryKinds = ['process_terminate', 'thread_terminate', 'image_load', 'handle_duplicate', 'registry_operation']
  const seesAll = (text: string): boolean => canaryKinds.every((kind) => text.includes(`win11mon_events_read_total{kind="${kind}"}`))
  for (let text = ''; !seesAll(text); text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()) await sleep(100)
  const ready = await fetch(`http://127.0.0.1:${port}/ready`)
  stop.abort()
  const { exitCode } = await running
  const report = await reportOf(join(directory, 'live.avro'))
  expect([exitCode, ready.status, report.ledger.unexplained]).toEqual([0, 200, 0])
  expect(report.events['process_snapshot']).toBeGreaterThan(3)
})

test('a driver library that is not there ends with 78 and names it', async () => {
  const environment = { WIN11MON_COLLECTOR_DEVICE_LIBRARY: '/nowhere/libwin11mon_callbacks.so' }
  const { exitCode, stderr } = await collect(['--out', 'live.avro'], { directory: aDirectory(), environment })
  expect([exitCode, stderr]).toEqual([78, expect.stringContaining('/nowhere/libwin11mon_callbacks.so cannot be used')])
})

test('a stop takes nothing more, publishes what was taken and is a success', async () => {
  const directory = aDirectory()
  const stop = new AbortController()
  const running = collect(['--source', 'simulator', '--out', 'live.avro'], { directory, environment: {}, signal: stop.signal })
  await until(() => readdirSync(directory).includes('live.avro') && statSync(join(directory, 'live.avro')).size > 20_000)
  stop.abort()
  const result = await running
  expect(result.exitCode).toBe(0)
  expect(logOf(result).map(({ message }) => message)).toEqual([
    'Collecting.',
    'Stopping: nothing more is taken in, and what was is published.',
    'Stopped.',
  ])
  expect(logOf(result).at(-1)).toMatchObject({ heldEvents: 0 })
  expect((await reportOf(join(directory, 'live.avro'))).ledger).toMatchObject({ unexplained: 0 })
})

test('a second collector on one spool ends with 75 and says why, and touches nothing', async () => {
  const directory = aDirectory()
  const stop = new AbortController()
  const first = collect(['--source', 'simulator', '--out', 'one.avro'], { directory, environment: {}, signal: stop.signal })
  await until(() => readdirSync(directory).includes('one.avro'))
  const second = await collect(['--source', 'simulator', '--out', 'two.avro', '--state', 'other'], { directory })
  stop.abort()
  await first
  expect(second.exitCode).toBe(75)
  expect(second.stderr).toContain('another process has this spool open')
  expect(readdirSync(directory)).not.toContain('two.avro')
  expect(readdirSync(directory)).not.toContain('other')
})

test('metrics and health answer while it runs, and the stages add up', async () => {
  const directory = aDirectory()
  const stop = new AbortController()
  const args = ['--source', 'simulator', '--out', 'live.avro', '--metrics', '127.0.0.1:0']
  const environment = { WIN11MON_LOG_FILE: 'agent.log' }
  const running = collect(args, { directory, environment, signal: stop.signal })
  const log = join(directory, 'agent.log')
  await until(() => readdirSync(directory).includes('agent.log') && readFileSync(log, 'utf8').includes('"port":'))
  const { port } = JSON.parse(
    readFileSync(log, 'utf8')
      .split('\n')
      .find((line) => line.includes('"port":')) ?? '',
  ) as { port: number }
  const get = (path: string): Promise<Response> => fetch(`http://127.0.0.1:${port}/${path}`)
  const ready = await get('ready')
  let text = ''
  for (; !text.includes('{kind="process_create"}'); text = await (await get('metrics')).text()) await sleep(50)
  stop.abort()
  const { exitCode, stderr } = await running

  expect([exitCode, stderr, ready.status]).toEqual([0, '', 200])
  const value = (name: string): number => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1])
  const of = (name: string, stage: string): number => value(`win11mon_${name}\\{stage="${stage}"\\}`)
  expect(of('events_received_total', 'spool')).toBeGreaterThan(0)
  for (const stage of ['collect', 'spool'])
    expect(of('events_received_total', stage)).toBe(of('events_sent_total', stage) + of('buffer_events', stage))
  expect(value('win11mon_ready')).toBe(1)
  expect(value('win11mon_spool_bytes')).toBeGreaterThanOrEqual(0)
  expect(text).toContain('win11mon_build_info{version=')
})

test.each([
  [['--source', 'recording', '--out', 'x.avro'], 78, 'collector.recordings'],
  [['--source', 'simulator', '--out', 'x.avro', '--metrics', '0.0.0.0:80'], 78, 'not a loopback address'],
  [['--source', 'simulator', '--out', 'notes.txt'], 66, 'is no recording of this version'],
  [['--source', 'simulator', '--out', 'x.avro', '--state', 'notes.txt'], 74, 'the host id cannot be kept'],
  [['--source', 'simulator', '--out', 'x.avro', '--spool', 'notes.txt'], 74, 'cannot open the spool'],
  [['--source', 'nonsense'], 2, 'Allowed choices'],
])('%j ends with %i and one message', async (args, code, message) => {
  const directory = aDirectory()
  writeFileSync(join(directory, 'notes.txt'), 'keep me')
  const { exitCode, stderr } = await collect(args, { directory })
  expect([exitCode, stderr]).toEqual([code, expect.stringContaining(message)])
  expect(readFileSync(join(directory, 'notes.txt'), 'utf8')).toBe('keep me')
})

test('what came from a reference stands in no message', async () => {
  const directory = aDirectory()
  writeFileSync(join(directory, 'secret'), join(directory, 'hidden-place.avro'))
  const environment = { ...fast, WIN11MON_COLLECTOR_OUTPUT: '${file:secret}' }
  const { exitCode, stderr } = await collect(['--source', 'simulator'], { directory, environment })
  expect(exitCode).toBe(0)
  expect(stderr).not.toContain('hidden-place')
})

/** Where a collector that writes to `agent.log` answers. */
async function portOf(directory: string): Promise<number> {
  const log = join(directory, 'agent.log')
  await until(() => readdirSync(directory).includes('agent.log') && readFileSync(log, 'utf8').includes('"port":'))
  const line = readFileSync(log, 'utf8')
    .split('\n')
    .find((text) => text.includes('"port":'))
  return (JSON.parse(line ?? '') as { port: number }).port
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(20)
}

test('a collector that is told to stops when its standard input ends, and publishes what it took', async () => {
  const directory = aDirectory()
  const live = { WIN11MON_COLLECTOR_SIMULATOR_PACE: 'live' }
  const typed = new PassThrough()
  setTimeout(() => typed.end(), 1_500)
  const args = ['collect', '--source', 'simulator', '--out', 'live.avro', '--stop-with-input']
  const { exitCode } = await runCommand(args, { directory, environment: live, typed })
  const report = await reportOf(join(directory, 'live.avro'))
  expect(exitCode).toBe(0)
  expect(report.ledger.unexplained).toBe(0)
  expect(report.events['agent_heartbeat']).toBe(2)
})
