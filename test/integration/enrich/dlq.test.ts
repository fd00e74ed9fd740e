import { join } from 'node:path'
import { readFileSync } from 'node:fs'

import { expect, test } from 'vitest'

import { aDirectory, runCommand } from '../../../cli/test/run-command.ts'
import { createTopic, oneBroker, plainClient, readTopic } from '../kafka/a-kafka-log.ts'
import { aWorld, anEnricher, until } from './a-service.ts'
import { ledgerOf } from './ledger-of.ts'

const cluster = oneBroker()

test('dead letters are listed, shown with their bytes, and handed in again', { timeout: 400_000 }, async () => {
  const world = aWorld(cluster, aDirectory())
  const { directory, environment, settings } = world
  await createTopic(cluster, settings.topic)
  await createTopic(cluster, settings.dead_letter_topic)
  const empty = await runCommand(['dlq', 'ls'], { directory, environment })
  const producer = plainClient(cluster).producer()
  await producer.connect()
  await producer.send({ topic: settings.topic, messages: [{ key: 'somebody', value: 'this is no batch' }] })
  await producer.disconnect()
  const enricher = anEnricher(world)
  await until(
    'the letters',
    () => ledgerOf(world.store),
    ({ deadLetters }) => deadLetters === 1,
  )
  await enricher.stop()
  const listed = await runCommand(['dlq', 'ls', '-o', 'json'], { directory, environment })
  const [letter] = JSON.parse(listed.stdout) as { id: string; reason: string; host_id: string; bytes: number }[]
  const shown = await runCommand(['dlq', 'show', letter?.id ?? '', '--out', 'letter.bin'], { directory, environment })
  const none = await runCommand(['dlq', 'show', '0-999'], { directory, environment })
  const unnamed = await runCommand(['dlq', 'retry'], { directory, environment })
  const retried = await runCommand(['dlq', 'retry', '--reason', 'record_malformed', '--all'], { directory, environment })

  expect([empty.exitCode, empty.stdout]).toEqual([0, 'There are no dead letters.\n'])
  expect(letter).toMatchObject({ reason: 'record_malformed', host_id: 'somebody', bytes: 16 })
  expect([shown.exitCode, readFileSync(join(directory, 'letter.bin'), 'utf8')]).toEqual([0, 'this is no batch'])
  expect([none.exitCode, unnamed.exitCode]).toEqual([66, 2])
  expect([retried.exitCode, retried.stdout]).toEqual([0, '1 of 1 letters were handed in again.\n'])
  const records = await readTopic(cluster, settings.topic)
  expect(records.map(({ key, value }) => [String(key), String(value)])).toEqual([
    ['somebody', 'this is no batch'],
    ['somebody', 'this is no batch'],
  ])
})
