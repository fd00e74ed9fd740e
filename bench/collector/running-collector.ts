import { randomUUID } from 'node:crypto'
import { join } from 'node:path'

import { createCollector, createDeviceSource, openSqliteSpool, simulatedMachine } from '@win11mon/collector'
import { type LogRecord, kafkaSettings, openKafkaEventLog } from '@win11mon/pipeline'

import type { BenchPlace } from './simulated-driver.ts'

export interface RunningCollector {
  /** Events that the broker has acknowledged. */
  readonly published: number
  stop(): Promise<void>
}

/** The product's own parts: device source, SQLite spool, Kafka. `onAcknowledged` gets each record when the broker has it. */
export async function runCollector(
  place: BenchPlace,
  topic: string,
  onAcknowledged: (records: readonly LogRecord[]) => void = () => undefined,
): Promise<RunningCollector> {
  const { library, kernel } = place.driver
  const stream = { hostId: new Uint8Array(16).fill(1), hostName: 'DESKTOP', agentVersion: '0.1.0' }
  const device = createDeviceSource(
    { library, machine: simulatedMachine(kernel) },
    { ...stream, libraryPath: library.path, batchEvents: 2_000 },
  )
  const spool = await openSqliteSpool({
    directory: join(place.directory, `spool-${randomUUID()}`),
    maxBytes: 1024 ** 3,
    writeDelayMs: 200,
    agentVersion: '0.1.0',
  })
  const log = await openKafkaEventLog({ settings: kafkaSettings.parse({ brokers: place.brokers, topic }) })
  const eventLog = {
    async append(records: readonly LogRecord[], signal: AbortSignal) {
      await log.append(records, signal)
      onAcknowledged(records)
    },
  }
  const stop = new AbortController()
  const collector = createCollector({ sources: [{ name: 'device', source: device }], spool, eventLog })
  const ended = collector.run(new AbortController().signal, stop.signal)
  return {
    get published() {
      return collector.ledger.published
    },
    async stop() {
      stop.abort()
      await ended
      await device.close()
      await spool.close()
      await log.close()
    },
  }
}
