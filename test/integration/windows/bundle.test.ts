import { execFileSync } from 'node:child_process'
import { createReadStream, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { type Event, decodeBatch, toIdText } from '@win11mon/schemas'
import { readRecording } from '@win11mon/collector'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

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

  test('its service reads the driver: every callback that is fired is published, in order, and the stop is clean', async () => {
    const state = join(machine.directory, 'state')
    mkdirSync(state)
    const configuration = join(state, 'win11mon.yaml')
    writeFileSync(configuration, configurationText(windowsPath(state)))
    const command = `"${windowsPath(join(root, 'win11mon-service.exe'))}" "${windowsPath(configuration)}"`
    machine.run('sc', 'create', 'win11mon-collector', 'type=', 'own', 'start=', 'demand', 'binPath=', command)
    machine.run('sc', 'start', 'win11mon-collector')
    await machine.waitForService('win11mon-collector', 'RUNNING')

    const result = join(state, 'fired.json')
    const script = windowsPath(join(repository, 'test/integration/windows/fire.cjs'))
    expect(node(script, windowsPath(join(root, 'app')), String(rounds), windowsPath(result))).toBe(0)
    expect(JSON.parse(readFileSync(result, 'utf8'))).toMatchObject({ isDone: true })
    await waitForCreates(join(state, 'events.avro'))
    machine.run('sc', 'stop', 'win11mon-collector')
    await machine.waitForService('win11mon-collector', 'STOPPED')

    const log = readFileSync(join(state, 'collector.log'), 'utf8')
    const events = await driverEvents(join(state, 'events.avro'))
    const sequences = events.map(({ sequence }) => sequence)
    expect(readFileSync(join(state, 'collector-output.log'), 'utf8')).toBe('')
    expect(createsIn(events)).toBe(rounds)
    expect(sequences).toEqual(sequences.map((_, index) => index + 1))
    expect(log).toMatch(/"heldEvents":0,"droppedEvents":0,"message":"Stopped\."/u)
  }, 300_000)
})

function configurationText(state: string): string {
  return `collector:
  source: device
  state_directory: ${state}
  spool: { kind: sqlite, directory: '${state}\\spool' }
  output: '${state}\\events.avro'
log: { file: '${state}\\collector.log' }
`
}

async function waitForCreates(recording: string): Promise<void> {
  for (let attempt = 0; attempt < 240; attempt += 1) {
    if (existsSync(recording) && createsIn(await driverEvents(recording)) >= rounds) return
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

function createsIn(events: readonly Event[]): number {
  return events.filter(({ kind }) => kind === 'process_create').length
}

/** The largest stream of a recording: heartbeats and snapshots have streams of their own. */
async function driverEvents(recording: string): Promise<readonly Event[]> {
  const streams = new Map<string, Event[]>()
  for await (const item of readRecording(createReadStream(recording))) {
    if (!('value' in item)) continue
    const { bootId, events } = decodeBatch(item.value)
    const stream = toIdText(bootId)
    streams.set(stream, [...(streams.get(stream) ?? []), ...events])
  }
  const [largest = []] = [...streams.values()].toSorted((left, right) => right.length - left.length)
  return largest
}
