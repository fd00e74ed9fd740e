import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { createRecordingWriter, createSimulatorSource } from '@win11mon/collector'

const largeCapture = fileURLToPath(new URL('../../../shared/data/otrf/metasploit_sharpdump_lsass_memory_dump.zip', import.meta.url))
const defaultSimulatedEvents = 200_000

export interface Workload {
  readonly path: string
  readonly description: string
  readonly isRecording: boolean
  /** The gates speak of one capture only. */
  readonly hasGates: boolean
}

/** The input given, else the large public capture where it is at hand, else (or with a number of events) a simulated recording. */
export async function prepareWorkload(input: string | undefined, events: number | undefined, scratchDirectory: string): Promise<Workload> {
  if (input === undefined && (events !== undefined || !existsSync(largeCapture))) {
    return simulatedRecording(events ?? defaultSimulatedEvents, scratchDirectory)
  }
  const path = input ?? largeCapture
  const description = `${path.split('/').at(-1) ?? path}, ${statSync(path).size} bytes`
  return { path, description, isRecording: !path.endsWith('.zip'), hasGates: input === undefined }
}

async function simulatedRecording(events: number, scratchDirectory: string): Promise<Workload> {
  const path = join(scratchDirectory, 'simulated.avro')
  const source = createSimulatorSource({ seed: 'bench', events })
  const writer = await createRecordingWriter(path)
  const { signal } = new AbortController()
  for (let batch = await source.next(signal); batch !== undefined; batch = await source.next(signal)) {
    await writer.append(batch.value)
    await source.ack(batch)
  }
  await writer.close()
  await source.close()
  return { path, description: `simulated recording of ${events} events`, isRecording: true, hasGates: false }
}
