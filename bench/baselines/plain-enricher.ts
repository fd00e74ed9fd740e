import { readFileSync } from 'node:fs'

import { Client } from '@opensearch-project/opensearch'
import { type EventKind, toIdText } from '@win11mon/schemas'
import avsc from 'avsc'
import { type EachMessagePayload, Kafka, logLevel } from 'kafkajs'

import { plainFields } from './plain-documents.ts'

type Json = Record<string, unknown>

const type = avsc.Type.forSchema(
  JSON.parse(readFileSync(new URL('../../schemas/src/generated/event-batch.avsc', import.meta.url), 'utf8')) as avsc.Schema,
)

/** Before the Avro bytes stand two of a mark and eight of the schema's fingerprint. */
const headerBytes = 10
const documentsOfBulk = 1_000

interface Decoded {
  readonly host_id: Buffer
  readonly host_name: string | null
  readonly boot_id: Buffer
  readonly events: readonly Json[]
}

export interface PlainEnricherOptions {
  readonly brokers: string[]
  readonly node: string
  readonly topic: string
  readonly group: string
  readonly index: string
  readonly events: number
}

/**
 * What the pages of the three clients lead to: `eachMessage`, a record decoded by avsc, and `client.bulk` with an array of actions
 * and objects. It passes events on as they are: no trees, no scores, no rules. Resolves when it has written so many.
 */
export async function runPlainEnricher({ brokers, node, topic, group, index, events }: PlainEnricherOptions): Promise<void> {
  const consumer = new Kafka({ brokers, logLevel: logLevel.NOTHING }).consumer({ groupId: group })
  const client = new Client({ node })
  let body: object[] = []
  let written = 0
  const flush = async (): Promise<void> => {
    const sent = body
    body = []
    const { body: answer } = await client.bulk({ body: sent })
    if (answer.errors) throw new Error('A document was not taken.')
    written += sent.length / 2
  }
  await consumer.connect()
  await consumer.subscribe({ topic, fromBeginning: true })
  await new Promise<void>((resolve, reject) => {
    const take = async ({ message }: EachMessagePayload): Promise<void> => {
      const document = documentOf(message.value ?? Buffer.alloc(0))
      body.push({ create: { _index: index, _id: (document['event'] as Json)['id'] } }, document)
      if (body.length >= 2 * documentsOfBulk || written + body.length / 2 >= events) await flush()
      if (written >= events) resolve()
    }
    consumer.run({ eachMessage: (payload) => take(payload).catch(reject) }).catch(reject)
  })
  await consumer.disconnect()
  await client.close()
}

function documentOf(value: Buffer): Json {
  const batch = type.fromBuffer(value.subarray(headerBytes)) as Decoded
  const [wrapped] = Object.entries(batch.events[0] ?? {}) as [string, Json][]
  if (wrapped === undefined) throw new Error('A record holds no event.')
  const [name, event] = wrapped
  const kind = name
    .slice(name.lastIndexOf('.') + 1)
    .replace(/(?<=.)[A-Z]/gu, (letter) => `_${letter}`)
    .toLowerCase() as EventKind
  const bootId = toIdText(batch.boot_id)
  const root: Json = {
    event: { action: kind, id: `${bootId}-${String(event['sequence'])}` },
    host: { id: toIdText(batch.host_id), name: batch.host_name },
    win11mon: { boot_id: bootId },
  }
  plainFields(root, kind, (field) => event[field.name])
  return root
}
