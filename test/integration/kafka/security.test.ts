import { join } from 'node:path'

import { openKafkaEventLog } from '@win11mon/pipeline'
import { describe, expect, onTestFinished, test } from 'vitest'

import { users } from '../start-servers.ts'
import { createTopic, oneBroker, settingsFor } from './a-kafka-log.ts'
import { SentRecords, aBatch, publishAll, receiveAll } from './sent-records.ts'

const cluster = oneBroker()
const certificate = (name: string): string => join(cluster.certificates ?? '', name)
const trusting = { enabled: true, ca_file: certificate('ca.pem') }
const scram = (username: string, password: string, mechanism = 'scram-sha-512'): object => ({
  brokers: cluster.addresses('scram'),
  tls: trusting,
  sasl: { mechanism, username, password },
})
const mutual = (name: string): object => ({
  brokers: cluster.addresses('mutual'),
  tls: { ...trusting, certificate_file: certificate(`${name}.pem`), key_file: certificate(`${name}.key`) },
})

async function opened(settings: object): ReturnType<typeof openKafkaEventLog> {
  const log = await openKafkaEventLog({ settings: settingsFor(cluster, { connection_timeout_ms: 5_000, ...settings }), idleAfterMs: 200 })
  onTestFinished(() => log.close())
  return log
}

describe('who is let in', () => {
  test.each([
    ['a password over TLS', scram('collector', users.collector)],
    ['a certificate', mutual('collector')],
  ])('appends and consumes with %s', async (_, settings) => {
    const { topic } = settingsFor(cluster)
    await createTopic(cluster, topic)
    const log = await opened({ ...settings, topic })
    const sent = new SentRecords()
    await publishAll([aBatch(1, 0), aBatch(1, 1)], { log, sent })
    await receiveAll(log, sent)
    expect([sent.sentCount, sent.lost, sent.changed]).toEqual([2, 0, 0])
  })
})

describe('one clear error for each thing that can be wrong', () => {
  const port = cluster.addresses()[0]?.split(':')[1] ?? ''
  test.each([
    ['a wrong password', scram('collector', 'wrong'), 'CREDENTIALS_REFUSED'],
    ['an unknown user', scram('nobody', 'wrong'), 'CREDENTIALS_REFUSED'],
    ['a mechanism that the broker does not offer', scram('collector', users.collector, 'plain'), 'CREDENTIALS_REFUSED'],
    [
      'an authority that did not sign',
      { ...scram('collector', users.collector), tls: { enabled: true, ca_file: certificate('other-ca.pem') } },
      'CERTIFICATE_UNTRUSTED',
    ],
    ['no authority at all', { ...scram('collector', users.collector), tls: { enabled: true } }, 'CERTIFICATE_UNTRUSTED'],
    [
      'another name in the certificate',
      { ...scram('collector', users.collector), tls: { ...trusting, server_name: 'kafka.example' } },
      'CERTIFICATE_UNTRUSTED',
    ],
    ['an expired certificate', { brokers: cluster.addresses('expired'), tls: trusting }, 'CERTIFICATE_EXPIRED'],
    ['a certificate of our own that the broker does not trust', mutual('stranger'), 'CERTIFICATE_REFUSED'],
    ['no certificate where one is asked for', { brokers: cluster.addresses('mutual'), tls: trusting }, 'CERTIFICATE_REFUSED'],
    ['a host without an address', { brokers: [`no-such-host.invalid:${port}`] }, 'HOST_UNKNOWN'],
    ['a topic that is not there', {}, 'TOPIC_MISSING'],
    ['a port where nobody listens', { brokers: ['127.0.0.1:1'] }, 'BACKEND_UNAVAILABLE'],
  ])('%s', async (_, settings, code) => {
    const error: unknown = await (await opened(settings)).check().catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code, isRetryable: true })
    expect((error as Error).message).not.toContain(users.collector)
  })

  test('a user who may not write', async () => {
    const { topic } = settingsFor(cluster)
    await createTopic(cluster, topic)
    const log = await opened({ ...scram('stranger', users.stranger), topic })
    await expect(log.check()).rejects.toMatchObject({ code: 'NOT_AUTHORISED' })
    await expect(log.append([aBatch(1, 0)], new AbortController().signal)).rejects.toMatchObject({ code: 'NOT_AUTHORISED' })
  })
})
