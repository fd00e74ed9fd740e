import { KafkaJSConnectionError, KafkaJSNumberOfRetriesExceeded, KafkaJSProtocolError } from 'kafkajs'
import { expect, test } from 'vitest'

import { describeKafkaError, refusalOf } from '../../../src/event-log/kafka/describe-error.ts'

function connectionError(code: string): Error {
  return new KafkaJSNumberOfRetriesExceeded(new KafkaJSConnectionError(`Connection error: ${code}`, { broker: 'kafka-1:9092', code }), {
    retryCount: 1,
    retryTime: 50,
  })
}

function protocolError(type: string, code: number): Error {
  const error = Object.assign(new Error(`Kafka says ${type}`), { type, code, retriable: false })
  return new KafkaJSProtocolError(error)
}

test.each([
  ['ECONNREFUSED', 'BACKEND_UNAVAILABLE'],
  ['ENOTFOUND', 'HOST_UNKNOWN'],
  ['CERT_HAS_EXPIRED', 'CERTIFICATE_EXPIRED'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'CERTIFICATE_UNTRUSTED'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'CERTIFICATE_UNTRUSTED'],
  ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'CERTIFICATE_REFUSED'],
  ['SOMETHING_NEW', 'BACKEND_UNAVAILABLE'],
])('%s is %s, names the broker and may be tried again', (nodeCode, code) => {
  const error = describeKafkaError(connectionError(nodeCode), 'Kafka: appending')
  expect(error).toMatchObject({ code, isRetryable: true })
  expect(error.message).toContain('at kafka-1:9092')
})

test.each([
  ['MESSAGE_TOO_LARGE', 10, { kind: 'too_large', reason: 'MESSAGE_TOO_LARGE' }],
  ['RECORD_LIST_TOO_LARGE', 18, { kind: 'too_large', reason: 'RECORD_LIST_TOO_LARGE' }],
  ['INVALID_RECORD', 87, { kind: 'refused', reason: 'INVALID_RECORD' }],
  ['NOT_LEADER_FOR_PARTITION', 6, undefined],
  ['TOPIC_AUTHORIZATION_FAILED', 29, undefined],
])('only what concerns the record is its refusal: %s', (type, code, refusal) => {
  expect(refusalOf(protocolError(type, code))).toEqual(refusal)
})
