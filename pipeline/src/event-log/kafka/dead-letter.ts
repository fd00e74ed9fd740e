import { readBatchHeader, toIdText } from '@win11mon/schemas'
import type { IHeaders } from 'kafkajs'

import type { OutgoingRecord } from './producer.ts'

export interface DeadLetterReason {
  /** A word that programs look at: `record_too_large`, or what the broker called it in lower case. */
  readonly reason: string
  /** A sentence. */
  readonly message: string
  /** Where the record was to go. */
  readonly topic: string
  readonly partition: number | undefined
}

/** A record of the dead-letter topic: the bytes as they were, and in its headers why and whose they are. */
export function deadLetter(key: string, value: Uint8Array, reason: DeadLetterReason): OutgoingRecord {
  return { key, value, headers: { ...reasonHeaders(reason), ...originHeaders(value) } }
}

/** The same letter with as many bytes as fit, and a header that says how many there were. */
export function shortened(letter: OutgoingRecord, maxBytes: number): OutgoingRecord {
  const headers = { ...letter.headers, 'win11mon-original-bytes': String(letter.value.length) }
  return { ...letter, value: letter.value.subarray(0, maxBytes), headers }
}

function reasonHeaders({ reason, message, topic, partition }: DeadLetterReason): IHeaders {
  const origin = partition === undefined ? {} : { 'win11mon-partition': String(partition) }
  return { 'win11mon-reason': reason, 'win11mon-message': message, 'win11mon-topic': topic, ...origin }
}

/** Which events they are, so that the ledger can account for them without decoding. */
function originHeaders(value: Uint8Array): IHeaders {
  const header = readBatchHeader(value)
  if (header === undefined) return {}
  return {
    'win11mon-host-id': toIdText(header.hostId),
    'win11mon-boot-id': toIdText(header.bootId),
    'win11mon-first-sequence': String(header.firstSequence),
    'win11mon-last-sequence': String(header.lastSequence),
  }
}

/** Events of a batch by its header; one for what is no batch. */
export function eventCountOf(value: Uint8Array): number {
  const header = readBatchHeader(value)
  return header === undefined ? 1 : Math.max(1, header.lastSequence - header.firstSequence + 1)
}
