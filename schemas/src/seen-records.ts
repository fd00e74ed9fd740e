import type { Event } from './generated/events.ts'
import { PairSet } from './pair-set.ts'

const secondUs = 1_000_000
/** Exports cut or round the fraction of a second: so close to a full one it may be the other second elsewhere. */
const roundingUs = 2000
/** 256 MB: what was read after that is not looked for. */
const maxRecords = 22_000_000

/**
 * Remembers which records of the event log were read, in whatever file, archive, copy, overlap or export they came. A
 * record is known by its host, its provider (each has one channel), its number and event id, its time and what it is about:
 * a log that was cleared numbers from the start again, at other times.
 */
export interface SeenRecords {
  /** True when the record was seen before; remembers it otherwise. Records without a number are never repeats. */
  isRepeat(hostKey: string, event: Event): boolean
  /** True when the record was seen before. */
  has(hostKey: string, event: Event): boolean
}

/** True when the event tells the number of its record in its log. */
export function isOfNumberedRecord(event: Event): boolean {
  return 'sourceRecord' in event && event.sourceRecord?.includes('#') === true
}

export function createSeenRecords(): SeenRecords {
  const pairs = new PairSet(maxRecords)
  let hostKey = ''
  let hostHash = firstHash

  function holds({ number, subject }: RecordKey, second: number): boolean {
    return pairs.has(mix(subject, second), mix(second, number))
  }

  function isKnown(key: RecordKey, timeUs: number): boolean {
    const second = Math.floor(timeUs / secondUs)
    const fractionUs = timeUs - second * secondUs
    if (holds(key, second)) return true
    if (fractionUs < roundingUs && holds(key, second - 1)) return true
    return fractionUs > secondUs - roundingUs && holds(key, second + 1)
  }

  function remember({ number, subject }: RecordKey, timeUs: number): void {
    const second = Math.floor(timeUs / secondUs)
    pairs.add(mix(subject, second), mix(second, number))
  }

  function keyOf(host: string, event: Event): RecordKey | undefined {
    const record = 'sourceRecord' in event ? event.sourceRecord : null
    const mark = record?.lastIndexOf('#') ?? -1
    if (record === null || mark < 0) return undefined
    if (host !== hostKey) [hostKey, hostHash] = [host, hash(firstHash, host)]
    // The number stands by itself, so that records of one second are told apart for certain.
    return { number: Number(record.slice(mark + 1)), subject: mix(hash(hostHash, record), subjectOf(event)) }
  }

  return {
    isRepeat(host, event) {
      const key = keyOf(host, event)
      if (key === undefined) return false
      if (isKnown(key, event.timeUs)) return true
      remember(key, event.timeUs)
      return false
    },
    has(host, event) {
      if (pairs.size === 0) return false
      const key = keyOf(host, event)
      return key !== undefined && isKnown(key, event.timeUs)
    },
  }
}

interface RecordKey {
  readonly number: number
  /** Host, log, event id and what the record is about, as a hash. */
  readonly subject: number
}

/** An exporter that gives the same number to several records still says who did what. */
function subjectOf(event: Event): number {
  const processId = 'processId' in event ? (event.processId ?? 0) : 0
  const objectId = 'objectProcessId' in event ? (event.objectProcessId ?? 0) : 0
  const handle = 'handleValue' in event ? (event.handleValue ?? -1) : 0
  const numbers = mix(mix(processId, objectId), handle)
  const guid = 'sourceGuid' in event ? (event.sourceGuid ?? '') : ''
  return hash(hash(numbers, guid), pathIn(event))
}

function pathIn(event: Event): string {
  if (event.kind === 'image_load') return event.imagePath ?? ''
  return event.kind === 'registry_operation' ? (event.keyPath ?? '') : ''
}

const firstHash = 0x811c9dc5

/** FNV-1a. */
function hash(seed: number, text: string): number {
  let value = seed
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  return value
}

/** The mixing step of MurmurHash3. */
function mix(seed: number, number: number): number {
  let value = Math.imul(seed ^ (seed >>> 16), 0x85ebca6b) + Math.imul(number | 0, 0x9e3779b1)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return (value ^ (value >>> 16)) >>> 0
}
