import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { type Event, decodeBatch, toIdText } from '@win11mon/schemas'
import { type KafkaSettings, type PositionedRecord, openKafkaEventLog } from '@win11mon/pipeline'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { createTopic, oneBroker, settingsFor } from '../kafka/a-kafka-log.ts'
import { type WineMachine, startWineMachine, windowsPath } from './wine-machine.ts'

const repository = fileURLToPath(new URL('../../..', import.meta.url))
const rounds = 400
let machine: WineMachine
let root: string

/** The unchanged product from the zip; only the driver is the one that Wine can fire (the same objects, linked to the export driver). */
beforeAll(() => {
  execFileSync(join(repository, 'deploy/windows/install-tools.sh'), ['--wine'], { stdio: ['ignore', 'ignore', 'inherit'] })
  machine = startWineMachine()
  execFileSync('npm', ['run', '--silent', 'package:windows', '--', '--out', machine.directory], {
    cwd: repository,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [zip = ''] = readdirSync(machine.directory).filter((name) => name.endsWith('.zip'))
  execFileSync('unzip', ['-qo', join(machine.directory, zip), '-d', machine.directory])
  root = join(machine.directory, 'win11mon')
  execFileSync('make', ['-s', '-f', 'Makefile.windows', 'build/windows/export.sys', 'build/windows/win11mon-test.sys'], {
    cwd: join(repository, 'driver'),
  })
  for (const name of ['export', 'win11mon-test']) {
    const path = windowsPath(join(repository, `driver/build/windows/${name}.sys`))
    machine.run('sc', 'create', name, 'type=', 'kernel', 'group=', 'win11monitor', 'binPath=', path)
    machine.run('sc', 'start', name)
  }
}, 600_000)

afterAll(() => machine.end())

function node(...args: readonly string[]): number {
  return machine.run(join(root, 'bin/node.exe'), ...args)
}

describe('the Windows bundle', () => {
  test('says its version, with SQLite built in and no package for it', () => {
    expect(node(windowsPath(join(root, 'app/main.js')), 'version')).toBe(0)
    expect(machine.output()).toMatch(/win11mon +\d+\.\d+\.\d+\n/u)
    expect(existsSync(join(root, 'app/node_modules/@photostructure'))).toBe(false)
  })

  test('lists everything that is in it', () => {
    const bill = JSON.parse(readFileSync(join(root, 'sbom.cdx.json'), 'utf8')) as { components: { name: string; hashes?: unknown[] }[] }
    const names = bill.components.map(({ name }) => name)
    expect(names).toEqual(
      expect.arrayContaining(['node.exe', 'win11mon.sys', 'win11mon_callbacks.dll', 'win11mon-service.exe', 'koffi', 'kafkajs']),
    )
  })

  test('its service reads the driver: every callback that is fired arrives in Kafka, in order, and the stop is clean', async () => {
    const state = join(machine.directory, 'state')
    mkdirSync(state)
    const configuration = join(state, 'win11mon.yaml')
    const kafka = oneBroker()
    const settings = settingsFor(kafka)
    await createTopic(kafka, settings.topic)
    writeFileSync(configuration, configurationText(windowsPath(state), settings))
    const command = `"${windowsPath(join(root, 'win11mon-service.exe'))}" "${windowsPath(configuration)}"`
    machine.run('sc', 'create', 'win11mon-collector', 'type=', 'own', 'start=', 'demand', 'binPath=', command)
    machine.run('sc', 'start', 'win11mon-collector')
    await machine.waitForService('win11mon-collector', 'RUNNING')

    const result = join(state, 'fired.json')
    const script = windowsPath(join(repository, 'test/integration/windows/fire.cjs'))
    expect(node(script, windowsPath(join(root, 'app')), String(rounds), windowsPath(result))).toBe(0)
    expect(JSON.parse(readFileSync(result, 'utf8'))).toMatchObject({ isDone: true })
    const events = await driverEvents(settings)
    machine.run('sc', 'stop', 'win11mon-collector')
    await machine.waitForService('win11mon-collector', 'STOPPED')

    const log = readFileSync(join(state, 'collector.log'), 'utf8')
    const sequences = events.map(({ sequence }) => sequence)
    expect(readFileSync(join(state, 'collector-output.log'), 'utf8')).toBe('')
    expect(createsIn(events)).toBe(rounds)
    expect(sequences).toEqual(sequences.map((_, index) => index + 1))
    expect(log).toMatch(/"heldEvents":0,"droppedEvents":0,"message":"Stopped\."/u)
  }, 300_000)
})

/** Snappy, because Wine 8 lacks bcryptprimitives.dll, which the native codecs import. */
function configurationText(state: string, { brokers, topic, dead_letter_topic: deadLetterTopic }: KafkaSettings): string {
  return `collector:
  source: device
  state_directory: ${state}
  spool: { kind: sqlite, directory: '${state}\\spool' }
kafka:
  brokers: ${JSON.stringify(brokers)}
  topic: ${topic}
  dead_letter_topic: ${deadLetterTopic}
  compression: snappy
log: { file: '${state}\\collector.log' }
`
}

/** Distinct events of the driver's stream, by their numbers, once every process has been seen; what there is after a minute. */
async function driverEvents(settings: KafkaSettings): Promise<readonly Event[]> {
  const streams = new Map<string, Map<number, Event>>()
  const done = new AbortController()
  const log = await openKafkaEventLog({ settings, idleAfterMs: 200 })
  const nothing = (): Promise<undefined> => Promise.resolve(undefined)
  const handle = (records: readonly PositionedRecord[]): Promise<number | undefined> => {
    for (const { value } of records) noteBatch(streams, value)
    if (createsIn(largestStream(streams)) >= rounds) done.abort()
    return Promise.resolve(records.at(-1)?.position)
  }
  try {
    await log.consume(() => ({ handle, idle: nothing, revoke: nothing }), AbortSignal.any([done.signal, AbortSignal.timeout(60_000)]))
  } finally {
    await log.close()
  }
  return largestStream(streams)
}

function noteBatch(streams: Map<string, Map<number, Event>>, value: Uint8Array): void {
  const { bootId, events } = decodeBatch(value)
  const stream = streams.get(toIdText(bootId)) ?? new Map<number, Event>()
  streams.set(toIdText(bootId), stream)
  for (const event of events) stream.set(event.sequence, event)
}

/** Heartbeats and snapshots have streams of their own. */
function largestStream(streams: ReadonlyMap<string, ReadonlyMap<number, Event>>): readonly Event[] {
  const [largest = new Map<number, Event>()] = [...streams.values()].toSorted((left, right) => right.size - left.size)
  return [...largest.values()].toSorted((left, right) => left.sequence - right.sequence)
}

function createsIn(events: readonly Event[]): number {
  return events.filter(({ kind }) => kind === 'process_create').length
}
