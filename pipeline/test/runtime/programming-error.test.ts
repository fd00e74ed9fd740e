import { createRequire } from 'node:module'

import { KafkaJSNumberOfRetriesExceeded } from 'kafkajs'
import { expect, test } from 'vitest'

import { describeOpensearchError } from '../../src/document-store/opensearch/describe-error.ts'
import { describeKafkaError } from '../../src/event-log/kafka/describe-error.ts'
import { redisError } from '../../src/redis/redis.ts'

function thrownBy(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return error
  }
}

const nobody = undefined as unknown as { readonly length: number }
const ours = thrownBy(() => nobody.length)
const describers = [
  ['Kafka', (error: unknown) => describeKafkaError(error, 'consuming')],
  ['OpenSearch', (error: unknown) => describeOpensearchError(error, 'writing')],
  ['Redis', (error: unknown) => redisError('127.0.0.1', 'writing', error)],
] as const

test.each(describers)('%s: a mistake of ours is one, and nobody tries it again', (_, describe) => {
  const error = describe(ours)
  expect(error).toMatchObject({ code: 'INTERNAL', isRetryable: false, cause: ours })
  expect(error.message).toContain("by a mistake in win11mon: Cannot read properties of undefined (reading 'length').")
})

test('a mistake of ours is found in what a client wraps around it', () => {
  const wrapped = new KafkaJSNumberOfRetriesExceeded(new Error('crashed', { cause: ours }), { retryCount: 5, retryTime: 1 })
  expect(describeKafkaError(wrapped, 'consuming')).toMatchObject({ code: 'INTERNAL', isRetryable: false })
})

test('what a library trips over itself is tried again', () => {
  const load = createRequire(import.meta.url)
  const Decoder = load('kafkajs/src/protocol/decoder') as new (bytes: unknown) => { readInt32(): number }
  const theirs = [thrownBy(() => new Decoder(undefined).readInt32()), thrownBy(() => new Decoder(Buffer.alloc(1)).readInt32())]
  expect(theirs.map((error) => (error as Error).name)).toEqual(['TypeError', 'RangeError'])
  for (const error of theirs)
    expect(describeKafkaError(error, 'consuming')).toMatchObject({ code: 'BACKEND_UNAVAILABLE', isRetryable: true })
})

test('what nobody here made a mistake about is what it was', () => {
  const error = describeKafkaError(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }), 'consuming')
  expect(error).toMatchObject({ code: 'BACKEND_UNAVAILABLE', isRetryable: true })
})
