import avsc from 'avsc'
import { frameConfluent, frameSingleObject, toIdText } from '@win11mon/schemas'
import { SchemaRegistry, SchemaType } from '@kafkajs/confluent-schema-registry'
import { expect, test } from 'vitest'

import { aDirectory } from '../../../cli/test/run-command.ts'
import { olderSchemas } from '../../../schemas/src/generated/history.ts'
import { aNewerWriter } from '../../../schemas/test/a-newer-writer.ts'
import { createTopic, oneBroker, plainClient, schemaRegistry } from '../kafka/a-kafka-log.ts'
import { aWorld, anEnricher, until } from './a-service.ts'
import { ledgerOf } from './ledger-of.ts'

const cluster = oneBroker()

/** A batch of two ends of processes as the first released version wrote them. */
function firstVersion(hostId: Uint8Array): { schemaText: string; fingerprint: string; payload: Buffer } {
  const [fingerprint, schemaText] = Object.entries(olderSchemas)[0] ?? ['', '']
  const type = avsc.Type.forSchema(JSON.parse(schemaText) as avsc.Schema)
  const { fields } = JSON.parse(schemaText) as {
    fields: { name: string; type: { items: { name: string; fields: { name: string }[] }[] } }[]
  }
  const terminate = fields.find(({ name }) => name === 'events')?.type.items.find(({ name }) => name === 'win11mon.ProcessTerminate')
  const nulls = Object.fromEntries((terminate?.fields ?? []).map(({ name }) => [name, null]))
  const events = [1, 2].map((sequence) => ({
    'win11mon.ProcessTerminate': { ...nulls, sequence, time_us: Date.now() * 1_000, process_id: 4 },
  }))
  const numbers = { first_sequence: 1, last_sequence: 2 }
  const origin = { host_id: Buffer.from(hostId), host_name: null, boot_id: Buffer.from(hostId), agent_version: '0.0.1' }
  return { schemaText, fingerprint, payload: type.toBuffer({ ...origin, ...numbers, events }) }
}

test(
  'batches of the versions before and after are read in both frames; what is of tomorrow only is set aside',
  { timeout: 400_000 },
  async () => {
    const server = schemaRegistry()
    await server.start()
    const world = aWorld(cluster, aDirectory(), { WIN11MON_KAFKA_REGISTRY_URL: server.url })
    for (const topic of [world.settings.topic, world.settings.dead_letter_topic]) await createTopic(cluster, topic)
    const registry = new SchemaRegistry({ host: server.url })
    const idOf = async (schema: string): Promise<number> => {
      const { id } = await registry.register({ type: SchemaType.AVRO, schema }, { subject: `${world.settings.topic}-value` })
      return id
    }
    const hosts = [1, 2, 3, 4].map((byte) => new Uint8Array(16).fill(byte))
    const [one, two, three, four] = hosts as [Uint8Array, Uint8Array, Uint8Array, Uint8Array]
    const newer = aNewerWriter(Date.now() * 1_000)
    const [oldId, newId] = [await idOf(firstVersion(three).schemaText), await idOf(newer.schemaText)]
    const messages = [
      { key: toIdText(one), value: frameConfluent(newer.payload(['known', 'known'], one), newId) },
      { key: toIdText(two), value: frameConfluent(newer.payload(['known', 'new'], two), newId) },
      { key: toIdText(three), value: frameConfluent(firstVersion(three).payload, oldId) },
      { key: toIdText(four), value: frameSingleObject(firstVersion(four).payload, firstVersion(four).fingerprint) },
    ].map(({ key, value }) => ({ key, value: Buffer.from(value) }))
    const producer = plainClient(cluster).producer()
    await producer.connect()
    await producer.send({ topic: world.settings.topic, messages })
    await producer.disconnect()

    const enricher = anEnricher(world)
    const ledger = await until(
      'the ledger',
      () => ledgerOf(world.store),
      ({ issued, inFlight, deadLetters }) => issued === 6 && inFlight === 0 && deadLetters === 1,
    )
    expect((await enricher.stop()).exitCode).toBe(0)
    expect(ledger).toMatchObject({ indexed: 6, events: 6, deadLetters: 1, gaps: 0, unexplained: 0 })
  },
)
