import avsc from 'avsc'

import { olderSchemas } from '../src/generated/history.ts'

interface BatchSchema {
  readonly fields: readonly { readonly name: string; readonly type: { readonly items: readonly RecordSchema[] } }[]
}

interface RecordSchema {
  readonly name: string
  readonly fields: readonly { readonly name: string }[]
}

/** Somebody who writes with the first schema that was released. */
export interface FirstWriter {
  readonly schemaText: string
  readonly fingerprint: string
  /** A batch of one stream with two ends of processes. */
  payload(hostId: Uint8Array): Uint8Array
}

export function aFirstWriter(timeUs: number): FirstWriter {
  const [fingerprint, schemaText] = Object.entries(olderSchemas)[0] ?? ['', '']
  const type = avsc.Type.forSchema(JSON.parse(schemaText) as avsc.Schema)
  const { fields } = JSON.parse(schemaText) as BatchSchema
  const terminate = fields.find(({ name }) => name === 'events')?.type.items.find(({ name }) => name === 'win11mon.ProcessTerminate')
  const nulls = Object.fromEntries((terminate?.fields ?? []).map(({ name }) => [name, null]))
  const events = [1, 2].map((sequence) => ({
    'win11mon.ProcessTerminate': { ...nulls, sequence, time_us: timeUs, process_id: 4 },
  }))
  return {
    schemaText,
    fingerprint,
    payload: (hostId) =>
      type.toBuffer({
        host_id: Buffer.from(hostId),
        host_name: null,
        boot_id: Buffer.from(hostId),
        agent_version: '0.0.1',
        first_sequence: 1,
        last_sequence: 2,
        events,
      }),
  }
}
