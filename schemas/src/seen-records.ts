import type { Event } from './generated/events.ts'

const secondUs = 1_000_000
/** Exports cut or round the fraction of a second: so close to a full one it may be the other second elsewhere. */
const roundingUs = 2000
const firstSlots = 1 << 14
/** 16 million records, 256 MB: what was read after that is not looked for. */
const maxSlots = 1 << 25

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
  let table = new Uint32Array(firstSlots * 2)
  let count = 0

  function find(high: number, low: number, slots: Uint32Array): number {
    const mask = slots.length / 2 - 1
    let slot = low & mask
    while ((slots[slot * 2] !== 0 || slots[slot * 2 + 1] !== 0) && (slots[slot * 2] !== high || slots[slot * 2 + 1] !== low))
      slot = (slot + 1) & mask
    return slot
  }

  function grow(): void {
    const larger = new Uint32Array(table.length * 2)
    for (let index = 0; index < table.length; index += 2) {
      const high = table[index] ?? 0
      const low = table[index + 1] ?? 0
      if (high !== 0 || low !== 0) put(larger, find(high, low, larger), high, low)
    }
    table = larger
  }

  function holds(subject: number, second: number): boolean {
    const high = mix(subject, second)
    const low = mix(second, subject)
    const slot = find(high, low, table)
    return table[slot * 2] === high && table[slot * 2 + 1] === low
  }

  function isKnown(subject: number, second: number, fractionUs: number): boolean {
    if (holds(subject, second)) return true
    if (fractionUs < roundingUs && holds(subject, second - 1)) return true
    return fractionUs > secondUs - roundingUs && holds(subject, second + 1)
  }

  function remember(subject: number, second: number): void {
    if (count * 3 >= table.length) {
      if (table.length / 2 >= maxSlots) return
      grow()
    }
    const high = mix(subject, second)
    const low = mix(second, subject)
    put(table, find(high, low, table), high, low)
    count += 1
  }

  return {
    isRepeat(hostKey, event) {
      if (!isOfNumberedRecord(event)) return false
      const subject = keyOf(hostKey, event)
      const second = Math.floor(event.timeUs / secondUs)
      if (isKnown(subject, second, event.timeUs - second * secondUs)) return true
      remember(subject, second)
      return false
    },
    has(hostKey, event) {
      if (!isOfNumberedRecord(event)) return false
      const second = Math.floor(event.timeUs / secondUs)
      return isKnown(keyOf(hostKey, event), second, event.timeUs - second * secondUs)
    },
  }
}

function keyOf(hostKey: string, event: Event): number {
  const record = 'sourceRecord' in event ? (event.sourceRecord ?? '') : ''
  return hash(hash(0x811c9dc5, hostKey), record) ^ subjectOf(event)
}

function put(table: Uint32Array, slot: number, high: number, low: number): void {
  table[slot * 2] = high
  table[slot * 2 + 1] = low
}

/** An exporter that gives the same number to several records still says who did what. */
function subjectOf(event: Event): number {
  const processId = 'processId' in event ? (event.processId ?? 0) : 0
  const objectId = 'objectProcessId' in event ? (event.objectProcessId ?? 0) : 0
  const handle = 'handleValue' in event ? (event.handleValue ?? -1) : 0
  return hash(mix(mix(processId, objectId), handle), subjectTextOf(event))
}

function subjectTextOf(event: Event): string {
  const guid = 'sourceGuid' in event ? (event.sourceGuid ?? '') : ''
  if (event.kind === 'image_load') return guid + (event.imagePath ?? '')
  return event.kind === 'registry_operation' ? guid + (event.keyPath ?? '') : guid
}

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
