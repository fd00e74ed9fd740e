import { type DeviceSession, openDeviceSession } from '@win11mon/collector'
import { CompressionTypes } from 'kafkajs'

import { encodeWithAvsc } from '../baselines/avsc-batch.ts'
import { connectRecordPerEvent } from '../baselines/kafka-record-per-event.ts'
import { decodeWithKoffi } from '../baselines/koffi-decode.ts'
import { fireMixed } from '../ffi/driver-events.ts'
import { printRatio, saveResults } from '../results.ts'
import { createTopics } from './create-topics.ts'
import { runCollector } from './running-collector.ts'
import type { BenchPlace } from './simulated-driver.ts'

const topics = { ours: 'bench-collector', baseline: 'bench-baseline' }
const gate = 10

/** Every round drains the same number of events from the driver's ring into the broker, once each way. */
export async function measureEndToEnd(
  place: BenchPlace,
  { rounds, events }: { readonly rounds: number; readonly events: number },
): Promise<void> {
  await createTopics(place.brokers, Object.values(topics))
  const ours: number[] = []
  const baseline: number[] = []
  for (let round = -1; round < rounds; round += 1) {
    const cost = { ours: await collectorRound(place, events), baseline: await baselineRound(place, events) }
    if (round < 0) continue
    ours.push(cost.ours)
    baseline.push(cost.baseline)
  }
  const result = { name: 'collector.e2e', ours, baseline, gate }
  printRatio(result, events)
  saveResults('collector', [result], { events, compression: 'zstd', broker: 'one, on loopback' })
}

/** CPU seconds an event, with the collector started before and stopped after. */
async function collectorRound(place: BenchPlace, events: number): Promise<number> {
  fireMixed(place.driver.kernel, events)
  const collector = await runCollector(place, topics.ours)
  const start = process.cpuUsage()
  while (collector.published < events) await new Promise((resolve) => setTimeout(resolve, 5))
  const used = process.cpuUsage(start)
  const { published } = collector
  await collector.stop()
  return (used.user + used.system) / 1e6 / published
}

async function baselineRound(place: BenchPlace, events: number): Promise<number> {
  fireMixed(place.driver.kernel, events)
  const session = openDeviceSession(place.driver.library, undefined)
  const sink = await connectRecordPerEvent([...place.brokers], topics.baseline, CompressionTypes.ZSTD)
  const start = process.cpuUsage()
  const sent = await drainByEvent(session, (records) => sink.send('host', records))
  const used = process.cpuUsage(start)
  session.close()
  await sink.close()
  return (used.user + used.system) / 1e6 / sent
}

async function drainByEvent(
  { pull, reader, statistics: { bootId } }: DeviceSession,
  send: (records: Buffer[]) => Promise<void>,
): Promise<number> {
  const origin = { hostId: new Uint8Array(16).fill(1), hostName: 'DESKTOP', bootId, agentVersion: '0.1.0' }
  let sent = 0
  for (let header = pull({ bootId, sequence: 0 }); header.recordCount > 0; header = pull({ bootId, sequence: header.lastSequence })) {
    const events = decodeWithKoffi(reader.buffer)
    await send(events.map((event) => encodeWithAvsc(origin, [event])))
    sent += events.length
  }
  return sent
}
