import type { ChildProcess } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { type KafkaSettings } from '@win11mon/pipeline'
import { decodeBatch } from '@win11mon/schemas'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { type CollectorProgram, buildCollectorProgram, endOf, upTo } from '../../../collector/test/reliability/a-collector-process.ts'
import { numberedBatch } from '../../../collector/test/reliability/numbered-batch.ts'
import { aSpoolDirectory } from '../../../collector/test/spool/a-spool-directory.ts'
import { aKafkaLog, oneBroker, readTopic } from './a-kafka-log.ts'

/** `WIN11MON_KILLS=100 WIN11MON_STOP_SECONDS=60` runs what is shortened here. */
const kills = Number(process.env['WIN11MON_KILLS'] ?? 8)
const stopSeconds = Number(process.env['WIN11MON_STOP_SECONDS'] ?? 3)
const hours = 5
const fakeTime = '/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1'

let program: CollectorProgram
beforeAll(async () => (program = await buildCollectorProgram()))
afterAll(() => program.remove())

interface Place {
  readonly settings: KafkaSettings
  readonly directory: string
  readonly environment: Readonly<Record<string, string>>
}

/** A collector's directory, and a topic for it. As in the product, what the broker takes at once is not written. */
async function aPlace(topicConfig: Readonly<Record<string, string>> = {}): Promise<Place> {
  // The log that comes with it brings the codecs that reading the topic needs.
  const { settings } = await aKafkaLog(oneBroker(), { topic: { config: topicConfig } })
  return { settings, directory: aSpoolDirectory(), environment: { KAFKA_SETTINGS: JSON.stringify(settings), WRITE_DELAY_MS: '200' } }
}

interface Delivered {
  /** Each once, ascending. */
  readonly numbers: readonly number[]
  readonly copies: number
  /** Records that are not, byte for byte, what was issued under their number. */
  readonly changed: number
}

async function deliveredTo({ topic }: KafkaSettings): Promise<Delivered> {
  const records = await readTopic(oneBroker(), topic)
  const values = records.map(({ value }) => value ?? Buffer.alloc(0))
  const numbers = values.map((value) => decodeBatch(value).events[0]?.sequence ?? 0)
  const changed = values.filter((value, index) => !value.equals(numberedBatch(numbers[index] ?? 0).value)).length
  const distinct = [...new Set(numbers)].toSorted((left, right) => left - right)
  return { numbers: distinct, copies: numbers.length - distinct.length, changed }
}

/** It has passed its first checkpoint. */
function begun({ stdout }: ChildProcess): Promise<unknown> {
  return new Promise((resolve) => stdout?.once('data', resolve))
}

test(`kills at any moment lose nothing between the driver and the broker (${kills} kills)`, { timeout: 1_200_000 }, async () => {
  const { settings, directory, environment } = await aPlace()
  const count = 250 * kills
  let killed = 0
  for (let run = 0; run < kills; run += 1) {
    const child = program.start({ directory, count, restMs: 1, environment })
    const ending = endOf(child)
    await Promise.race([ending, begun(child)])
    await sleep(Math.random() * 500)
    child.kill('SIGKILL')
    if ((await ending).signal === 'SIGKILL') killed += 1
  }
  expect(await program.run({ directory, count, environment })).toMatchObject({ code: 0, errors: '' })
  const { numbers, changed, copies } = await deliveredTo(settings)
  process.stdout.write(`${killed} kills, ${count} batches: ${numbers.length} delivered, ${copies} copies, ${changed} changed\n`)
  expect(killed).toBe(kills)
  expect([numbers, changed]).toEqual([upTo(count), 0])
})

test(`a collector that is stopped for ${stopSeconds} s goes on, and nothing is lost`, { timeout: 300_000 }, async () => {
  const { settings, directory, environment } = await aPlace()
  const child = program.start({ directory, count: 400, restMs: 2, environment })
  const ending = endOf(child)
  await Promise.race([ending, begun(child)])
  await sleep(300)
  child.kill('SIGSTOP')
  await sleep(200)
  const before = (await deliveredTo(settings)).numbers.length
  await sleep(stopSeconds * 1_000)
  const still = (await deliveredTo(settings)).numbers.length
  child.kill('SIGCONT')
  expect(await ending).toMatchObject({ code: 0 })
  const { numbers, changed } = await deliveredTo(settings)
  expect([still, numbers, changed]).toEqual([before, upTo(400), 0])
  expect(before).toBeLessThan(400)
})

test.each([
  ['a topic that believes nobody, as ours', { 'message.timestamp.type': 'LogAppendTime' }],
  [
    'a topic that believes the sender, within an hour',
    { 'message.timestamp.type': 'CreateTime', 'message.timestamp.after.max.ms': '3600000' },
  ],
])(`a clock that jumps by ${hours} hours, both ways, loses nothing and stops nothing: %s`, { timeout: 120_000 }, async (_, config) => {
  expect(existsSync(fakeTime), 'the Debian package libfaketime is missing').toBe(true)
  const { settings, directory, environment } = await aPlace(config)
  const offset = join(directory, 'offset')
  writeFileSync(offset, '+0')
  const faking = { LD_PRELOAD: fakeTime, FAKETIME_TIMESTAMP_FILE: offset, FAKETIME_NO_CACHE: '1', FAKETIME_DONT_FAKE_MONOTONIC: '1' }
  const child = program.start({ directory, count: 800, restMs: 5, environment: { ...environment, ...faking, PRINT_CLOCK: '1' } })
  const ending = endOf(child)
  await Promise.race([ending, begun(child)])
  for (const jump of [`+${hours}h`, `-${hours}h`, '+0']) {
    await sleep(800)
    writeFileSync(offset, jump)
  }
  const { code, passed } = await ending
  const { numbers, changed } = await deliveredTo(settings)
  expect([code, numbers, changed]).toEqual([0, upTo(800), 0])
  // The fault really happened: the collector has seen both times, and sent something at each.
  const hoursOff = passed
    .filter((line) => line.startsWith('sent '))
    .map((line) => Math.round((Number(line.slice(5)) - Date.now()) / 3_600_000))
  expect(new Set(hoursOff)).toEqual(new Set([0, hours, -hours]))
})
