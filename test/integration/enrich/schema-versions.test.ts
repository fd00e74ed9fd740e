import { frameConfluent, frameSingleObject, toIdText } from '@win11mon/schemas'
import { SchemaRegistry, SchemaType } from '@kafkajs/confluent-schema-registry'
import { expect, test } from 'vitest'

import { aDirectory } from '../../../cli/test/run-command.ts'
import { aNewerWriter } from '../../../schemas/test/a-newer-writer.ts'
import { aFirstWriter } from '../../../schemas/test/a-first-writer.ts'
import { createTopic, oneBroker, plainClient, schemaRegistry } from '../kafka/a-kafka-log.ts'
import { aWorld, anEnricher, until } from './a-service.ts'
import { ledgerOf } from './ledger-of.ts'

const cluster = oneBroker()

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
    const first = aFirstWriter(Date.now() * 1_000)
    const newer = aNewerWriter(Date.now() * 1_000)
    const [oldId, newId] = [await idOf(first.schemaText), await idOf(newer.schemaText)]
    const messages = [
      { key: toIdText(one), value: frameConfluent(newer.payload(['known', 'known'], one), newId) },
      { key: toIdText(two), value: frameConfluent(newer.payload(['known', 'new'], two), newId) },
      { key: toIdText(three), value: frameConfluent(first.payload(three), oldId) },
      { key: toIdText(four), value: frameSingleObject(first.payload(four), first.fingerprint) },
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
