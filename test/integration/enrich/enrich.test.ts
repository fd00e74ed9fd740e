import { expect, test } from 'vitest'

import { aDirectory } from '../../../cli/test/run-command.ts'
import { createTopic, oneBroker, plainClient, readTopic } from '../kafka/a-kafka-log.ts'
import { aWorld, anEnricher, collectSimulated, until } from './a-service.ts'
import { ledgerOf } from './ledger-of.ts'

const cluster = oneBroker()

test(
  'what a collector publishes is searchable: documents are what was issued less what was declared lost',
  { timeout: 400_000 },
  async () => {
    const world = aWorld(cluster, aDirectory())
    const collected = await collectSimulated(world, 60)
    const enricher = anEnricher(world)
    const published = Number(/"published":(\d+)/u.exec(collected.stderr.split('\n').at(-2) ?? '')?.[1])
    const ledger = await until(
      'the ledger',
      () => ledgerOf(world.store),
      ({ indexed }) => indexed >= published,
    )
    const stopped = await enricher.stop()

    expect([collected.exitCode, stopped.exitCode]).toEqual([0, 0])
    expect(published).toBeGreaterThan(1_000)
    expect(ledger).toMatchObject({ issued: published, indexed: published, events: published, gaps: 0, unexplained: 0, inFlight: 0 })
    expect(stopped.stderr).toContain('"message":"Stopped."')
  },
)

test('what is no batch lies in the dead-letter topic with its bytes and the reason, and stops nobody', { timeout: 400_000 }, async () => {
  const world = aWorld(cluster, aDirectory())
  await createTopic(cluster, world.settings.topic)
  const poison = Buffer.from('this is no batch')
  const producer = plainClient(cluster).producer()
  await producer.connect()
  await producer.send({
    topic: world.settings.topic,
    messages: [
      { key: 'somebody', value: poison },
      { key: 'nobody', value: null },
    ],
  })
  await producer.disconnect()
  const collected = await collectSimulated(world, 20)
  const enricher = anEnricher(world)
  await until(
    'the ledger',
    () => ledgerOf(world.store),
    ({ indexed, deadLetters }) => indexed > 0 && deadLetters === 2,
  )
  await enricher.stop()

  expect(collected.exitCode).toBe(0)
  const [letter] = await readTopic(cluster, world.settings.dead_letter_topic)
  expect([letter?.key?.toString(), letter?.value?.equals(poison)]).toEqual(['somebody', true])
  expect(String(letter?.headers?.['win11mon-reason'])).toBe('record_malformed')
  expect(String(letter?.headers?.['win11mon-message'])).toContain('starts with')
})

test(
  'an enricher that is stopped goes on where it was: no event twice, none missing, nothing declared lost',
  { timeout: 600_000 },
  async () => {
    const world = aWorld(cluster, aDirectory())
    for (const seconds of [20, 25, 30]) {
      await collectSimulated(world, seconds, { WIN11MON_COLLECTOR_SIMULATOR_SEED: `run ${seconds}` })
      const before = await ledgerOf(world.store)
      const enricher = anEnricher(world)
      await until(
        'the ledger',
        () => ledgerOf(world.store),
        ({ indexed }) => indexed > before.indexed,
      )
      // In the middle of the work as often as at its end.
      expect((await enricher.stop()).exitCode).toBe(0)
    }
    const last = anEnricher(world)
    const whole = await until(
      'the ledger',
      () => ledgerOf(world.store),
      ({ events, issued }) => events === issued && events > 0,
    )
    await last.stop()
    expect(whole).toMatchObject({ gaps: 0, unexplained: 0, inFlight: 0, deadLetters: 0 })
  },
)
