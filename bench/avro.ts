/**
 * Encodes and decodes one batch with the generated codec and with avsc, in alternating rounds of the same process. Prints
 * nanoseconds per event of the median round and the ratios. avsc gets its input already in the form it wants. It encodes
 * twice: `toBuffer` is its plain way, which writes everything above one kilobyte two times; `encode` into a buffer of the
 * right size and a copy of the result is the best it can do.
 */
import { readFileSync } from 'node:fs'

import { type EventBatch, createBatchEncoder, decodeBatch, unframe } from '@win11mon/schemas'
import avsc from 'avsc'

import { driverLikeBatch } from './avro-workload.ts'
import { median } from './statistics.ts'

const eventCount = 800
const batchesPerRound = 60
const rounds = 9

const schemaPath = new URL('../schemas/src/generated/event-batch.avsc', import.meta.url)
const type = avsc.Type.forSchema(JSON.parse(readFileSync(schemaPath, 'utf8')) as avsc.Schema)
const batch = driverLikeBatch(eventCount)
const encoder = createBatchEncoder(batch)
const framed = encode(batch)
const payload = Buffer.from(unframe(framed).payload)
const avscBatch: unknown = type.fromBuffer(payload)
const scratch = Buffer.alloc(payload.length)
checkSameResult()

const contenders = {
  'generated encode': () => encode(batch).length,
  'avsc encode and copy': () => encodeAndCopy(),
  'avsc toBuffer': () => type.toBuffer(avscBatch).length,
  'generated decode': () => decodeBatch(framed).events.length,
  'avsc decode': () => (type.fromBuffer(payload) as { events: unknown[] }).events.length,
}
const medians = measure(contenders)
for (const [name, nanoseconds] of Object.entries(medians)) process.stdout.write(`${name}: ${nanoseconds.toFixed(0)} ns per event\n`)
process.stdout.write(`encode ratio to toBuffer: ${(medians['avsc toBuffer'] / medians['generated encode']).toFixed(2)}\n`)
process.stdout.write(`encode ratio to encode and copy: ${(medians['avsc encode and copy'] / medians['generated encode']).toFixed(2)}\n`)
process.stdout.write(`decode ratio: ${(medians['avsc decode'] / medians['generated decode']).toFixed(2)}\n`)
process.stdout.write(`${eventCount} events, ${framed.length} bytes a batch, ${rounds} rounds\n`)

function encode(source: EventBatch): Uint8Array {
  for (const event of source.events) encoder.add(event)
  return encoder.finish(source.firstSequence, source.lastSequence)
}

function encodeAndCopy(): number {
  const end = type.encode(avscBatch, scratch, 0)
  return new Uint8Array(scratch.subarray(0, end)).length
}

function checkSameResult(): void {
  if (!type.toBuffer(avscBatch).equals(payload)) throw new Error('avsc and the generated encoder disagree about the bytes.')
}

function measure<Name extends string>(work: Record<Name, () => number>): Record<Name, number> {
  const names = Object.keys(work) as Name[]
  const times = new Map<Name, number[]>(names.map((name) => [name, []]))
  for (let round = -2; round < rounds; round += 1) {
    for (const name of names) {
      const nanoseconds = timeRound(work[name])
      if (round >= 0) times.get(name)?.push(nanoseconds)
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(times.get(name) ?? [])])) as Record<Name, number>
}

/** CPU time, not wall time: other programs share the machine. */
function timeRound(work: () => number): number {
  const start = process.cpuUsage()
  for (let index = 0; index < batchesPerRound; index += 1) work()
  const used = process.cpuUsage(start)
  return ((used.user + used.system) * 1000) / (batchesPerRound * eventCount)
}
