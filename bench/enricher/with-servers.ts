import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { endWithThisProcess } from '../../deploy/local/servers/end-with-parent.ts'
import { createKafka } from '../../deploy/local/servers/kafka.ts'
import { type Sink, startSink } from './start-sink.ts'

/** A broker, and something that takes documents faster than anybody makes them; both started for the measurement. */
export interface EnricherPlace {
  readonly directory: string
  readonly brokers: string[]
  readonly sink: Sink
}

/** What the names of all indices begin with. */
export const prefix = 'bench'

export async function withServers(measure: (place: EnricherPlace) => Promise<void>): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'win11mon-bench-enricher-'))
  endWithThisProcess(directory)
  const kafka = await createKafka({ directory: join(directory, 'kafka'), brokers: 1 })
  const sink = await startSink(prefix)
  try {
    await kafka.start()
    await measure({ directory, brokers: kafka.addresses(), sink })
  } finally {
    await kafka.stop()
    await sink.stop()
    rmSync(directory, { recursive: true, force: true })
  }
}
