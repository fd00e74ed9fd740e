import { expect, test } from 'vitest'

import { kafkaSettings } from '../../../src/event-log/kafka/settings.ts'

/** Paths and messages of what is wrong. */
function problemsOf(settings: object): string[] {
  const { error } = kafkaSettings.safeParse(settings)
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')} ${message}`)
}

test('takes brokers as host:port, with a port that there is', () => {
  expect(problemsOf({ brokers: ['kafka-1:9092', '10.0.0.7:1'] })).toEqual([])
  for (const broker of ['kafka-1', 'kafka-1:0', 'kafka-1:65536', 'kafka://kafka-1:9092', ':9092', 'kafka-1:9092 '])
    expect(problemsOf({ brokers: [broker] })).toEqual(['brokers.0 must be written as host:port'])
})

test('refuses certificates for a connection that would not be encrypted', () => {
  expect(problemsOf({ tls: { ca_file: 'ca.pem' } })).toEqual([
    'tls.ca_file is set, but kafka.tls.enabled is false: nothing would be encrypted',
  ])
  expect(problemsOf({ tls: { enabled: true, ca_file: 'ca.pem' } })).toEqual([])
})

test('refuses credentials that would not be used, and a mechanism without them', () => {
  expect(problemsOf({ sasl: { username: 'agent' } })).toEqual([
    'sasl.username is set, but kafka.sasl.mechanism is none: it would not be used',
  ])
  expect(problemsOf({ sasl: { mechanism: 'plain' } })).toEqual(['sasl.username is needed for plain'])
  expect(problemsOf({ sasl: { mechanism: 'scram-sha-512', username: 'agent' } })).toEqual([])
})
