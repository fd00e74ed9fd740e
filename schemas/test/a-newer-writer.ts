import avsc from 'avsc'

import { crc64Avro, parsingCanonicalForm } from '../src/avro/fingerprint.ts'
import { eventBatchSchemaText } from '../src/index.ts'

interface RecordSchema {
  readonly name: string
  readonly fields: unknown[]
}

/** Somebody who writes with a schema after today's: ends of processes have a field more, and there is a kind of event more. */
export interface NewerWriter {
  readonly schemaText: string
  readonly fingerprint: string
  /** A batch of one stream with such events, numbered from 1. */
  payload(kinds: readonly ('known' | 'new')[], hostId?: Uint8Array): Uint8Array
}

export function aNewerWriter(timeUs = 5): NewerWriter {
  const schema = JSON.parse(eventBatchSchemaText) as { fields: { name: string; type: { items: RecordSchema[] } }[] }
  const kinds = schema.fields.find(({ name }) => name === 'events')?.type.items ?? []
  const terminate = kinds.find(({ name }) => name === 'ProcessTerminate')
  const newField = { name: 'of_tomorrow', type: ['null', 'string'], default: null }
  terminate?.fields.splice(2, 0, newField)
  const numbers = ['sequence', 'time_us'].map((name) => ({ name, type: 'long' }))
  const kindOfTomorrow: RecordSchema & { type: string } = { type: 'record', name: 'KindOfTomorrow', fields: [...numbers, newField] }
  kinds.splice(1, 0, kindOfTomorrow)
  const schemaText = JSON.stringify(schema)
  const type = avsc.Type.forSchema(JSON.parse(schemaText) as avsc.Schema)
  // The client's own defaults fill in what the test does not say.
  const eventOf = (kind: 'known' | 'new', sequence: number): object => {
    const common = { sequence, time_us: timeUs, of_tomorrow: 'nobody here knows' }
    if (kind === 'new') return { 'win11mon.KindOfTomorrow': common }
    return { 'win11mon.ProcessTerminate': { ...nullsOf(terminate), ...common, process_id: 4 } }
  }
  return {
    schemaText,
    fingerprint: crc64Avro(parsingCanonicalForm(schemaText)),
    payload: (wanted, hostId = new Uint8Array(16).fill(1)) =>
      type.toBuffer({
        host_id: Buffer.from(hostId),
        host_name: null,
        boot_id: Buffer.from(hostId),
        agent_version: '99.0.0',
        first_sequence: 1,
        last_sequence: wanted.length,
        events: wanted.map((kind, index) => eventOf(kind, index + 1)),
      }),
  }
}

function nullsOf(record: RecordSchema | undefined): object {
  const names = (record?.fields ?? []).map((field) => (field as { name: string }).name)
  return Object.fromEntries(names.map((name) => [name, null]))
}
