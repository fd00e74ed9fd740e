/**
 * `npm run bench -- ffi [--events N] [--rounds N]`: events of the simulated driver through koffi. `ffi.pull`: until every
 * record has been seen (its kind, number and time), beside `koffi.decode` of each. `ffi.encode`: until they are framed Avro
 * batches, beside `koffi.decode` and avsc. The driver is filled before the clock starts; both drain it the same way.
 */
import { isDeepStrictEqual, parseArgs } from 'node:util'

import { type DeviceSession, type SimulatedKernel, loadClientLibrary, openDeviceSession, startSimulatedMachine } from '@win11mon/collector'
import {
  type BatchEncoder,
  type DriverBatchHeader,
  type Event,
  WireRecord,
  createBatchEncoder,
  decodeBatch,
  frameSingleObject,
  viewDriverBytes,
  walkRecords,
} from '@win11mon/schemas'

import { encodeWithAvsc } from './baselines/avsc-batch.ts'
import { decodeWithKoffi } from './baselines/koffi-decode.ts'
import { fireMixed } from './ffi/driver-events.ts'
import { simulationLibrary } from './ffi/simulation-library.ts'
import { type Ratio, printRatio, saveResults } from './results.ts'

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: { events: { type: 'string', default: '20000' }, rounds: { type: 'string', default: '7' } },
})
const eventCount = Number(values.events)
const origin = { hostId: new Uint8Array(16).fill(1), hostName: 'DESKTOP', bootId: new Uint8Array(16).fill(2), agentVersion: '0.1.0' }
const isOldNode = Number(process.versions.node.split('.')[0]) < 24

const library = await loadClientLibrary(simulationLibrary)
const kernel: SimulatedKernel | undefined = library.simulation
if (kernel === undefined) throw new Error(`${simulationLibrary} has no simulation.`)
startSimulatedMachine(kernel)
const session = openDeviceSession(library, undefined)
const source = viewDriverBytes(session.reader.buffer)
const view = new DataView(source.bytes.buffer, source.bytes.byteOffset, source.bytes.byteLength)
const record = new WireRecord(source, Buffer.alloc(0))
let acknowledged = 0
const encoder: BatchEncoder = createBatchEncoder(origin)

const contenders: Readonly<Record<string, (header: DriverBatchHeader) => number>> = {
  'ours: pull': (header) => see(header),
  'koffi.decode': () => decodeWithKoffi(session.reader.buffer).length,
  'ours: pull and encode': (header) => encode(header),
  'koffi.decode and avsc': () => {
    const events = decodeWithKoffi(session.reader.buffer)
    return encodeWithAvsc(origin, events).length > 0 ? events.length : 0
  },
}

checkSameResult()
const seconds = measure(Number(values.rounds))
const results: readonly Ratio[] = [
  { name: 'ffi.pull', ours: seconds['ours: pull'] ?? [], baseline: seconds['koffi.decode'] ?? [], gate: isOldNode ? 12 : 6 },
  {
    name: 'ffi.encode',
    ours: seconds['ours: pull and encode'] ?? [],
    baseline: seconds['koffi.decode and avsc'] ?? [],
    gate: isOldNode ? 12 : 8,
  },
]
for (const result of results) printRatio(result, eventCount)
saveResults('ffi', results, { events: eventCount })
session.close()
kernel.unloadDriver()

/** Both ways end in the same events, but for lone surrogates, of which there are none here. */
function checkSameResult(): void {
  if (kernel === undefined) return
  fireMixed(kernel, 1_000)
  const header = session.pull({ bootId: session.statistics.bootId, sequence: acknowledged })
  const theirs = decodeBatch(frameSingleObject(encodeWithAvsc(origin, decodeWithKoffi(session.reader.buffer)))).events
  walkRecords(view, header, (place) => void encoder.addRecord(record, place))
  const ours = decodeBatch(encoder.finish(header.firstSequence, header.lastSequence)).events
  acknowledged = header.lastSequence
  if (!isDeepStrictEqual(ours.map(withoutKindName), theirs.map(withoutKindName))) throw new Error('The baseline reads other events.')
}

/** koffi's way knows the number of a lost kind only. */
function withoutKindName(event: Event): Event {
  return event.kind === 'gap' ? { ...event, lostKind: null } : event
}

/** What the collector does with a record before it packs it. */
function see(header: DriverBatchHeader): number {
  let newest = 0
  const seen = walkRecords(view, header, ({ start }) => {
    newest = Math.max(newest, source.words[(start >> 2) + 4] ?? 0, source.words[(start >> 2) + 6] ?? 0)
  })
  return newest > 0 ? seen : 0
}

function encode(header: DriverBatchHeader): number {
  const seen = walkRecords(view, header, (place) => void encoder.addRecord(record, place))
  return encoder.finish(header.firstSequence, header.lastSequence).length > 0 ? seen : 0
}

function measure(rounds: number): Record<string, number[]> {
  const times: Record<string, number[]> = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]))
  for (let round = -1; round < rounds; round += 1) {
    for (const [name, work] of Object.entries(contenders)) {
      const used = drain(session, work)
      if (round >= 0) times[name]?.push(used)
    }
  }
  return times
}

/** CPU seconds for as many events as were fired. */
function drain({ pull }: DeviceSession, work: (header: DriverBatchHeader) => number): number {
  if (kernel === undefined) return 0
  fireMixed(kernel, eventCount)
  let sequence = acknowledged
  let seen = 0
  const start = process.cpuUsage()
  for (let header = pull({ bootId: session.statistics.bootId, sequence }); header.recordCount > 0;) {
    seen += work(header)
    sequence = header.lastSequence
    header = pull({ bootId: session.statistics.bootId, sequence })
  }
  const used = process.cpuUsage(start)
  if (seen !== sequence - acknowledged) throw new Error(`${seen} events were seen of ${sequence - acknowledged}.`)
  acknowledged = sequence
  return (used.user + used.system) / 1e6 / seen
}
