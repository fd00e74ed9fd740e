export type InputFormat = 'json-lines-flat' | 'json-lines-nested' | 'json-lines' | 'json' | 'xml' | 'evtx' | 'recording' | 'unknown'

/** What became of one file or archive member. `recordsRead` = `accepted` + the sums of `rejected` and `skipped`. */
export interface InputReport {
  /** As given; members of an archive as `archive.zip!member.json`. */
  readonly path: string
  readonly format: InputFormat
  /** Bytes read after decompression. */
  readonly bytes: number
  readonly recordsRead: number
  /** Records that became events. */
  readonly accepted: number
  /** Records that should have been events and could not be, by reason. They are declared as gaps. */
  readonly rejected: Readonly<Record<string, number>>
  /** Records that are no part of the event contract, or that a filter left out, by reason. */
  readonly skipped: Readonly<Record<string, number>>
  /** The first record of each reason, rejected or skipped: `line 17: …`. */
  readonly examples: Readonly<Record<string, string>>
  /** Skipped records by channel or provider and event id, `Security/4624`; those beyond the first 200 kinds under `other`. */
  readonly skippedEvents: Readonly<Record<string, number>>
  /** Optional values that could not be read and were left out, by field. The records were kept. */
  readonly unreadableValues: Readonly<Record<string, number>>
  /** Rejected records that name no host; `rejected` has them too. */
  readonly rejectedWithoutHost: number
  /** The first rejections, and the first record of an unknown channel: `line 17: …`. Text of the capture stands in them as it came. */
  readonly samples: readonly string[]
  /** Records whose process id was borrowed from another record of the same process. */
  readonly borrowedProcessIds: number
  /** Events whose time had no zone and was taken for UTC because nothing in the input told the host's zone. */
  readonly assumedUtc: number
  /** Events whose zone was measured before or after, with a change of daylight saving possible in between. */
  readonly unsureZone: number
  /** What a person should know although nothing was rejected for it. */
  readonly warnings: readonly string[]
  /** Why reading stopped early; null when the input was read to its end. */
  readonly error: string | null
}

/** Counts one input while it is read. */
export interface InputTally {
  readonly path: string
  format: InputFormat
  bytes: number
  recordsRead: number
  accepted: number
  readonly rejected: Record<string, number>
  readonly skipped: Record<string, number>
  readonly examples: Record<string, string>
  readonly skippedEvents: Record<string, number>
  readonly unreadableValues: Record<string, number>
  rejectedWithoutHost: number
  /** Records that were records of an event log, whatever became of them. */
  recognised: number
  readonly samples: string[]
  borrowedProcessIds: number
  assumedUtc: number
  unsureZone: number
  readonly warnings: string[]
  error: string | null
}

const maxSamples = 5
const maxEventKinds = 200

export function createInputTally(path: string): InputTally {
  return {
    path,
    format: 'unknown',
    bytes: 0,
    recordsRead: 0,
    accepted: 0,
    rejected: {},
    skipped: {},
    examples: {},
    skippedEvents: {},
    unreadableValues: {},
    rejectedWithoutHost: 0,
    recognised: 0,
    samples: [],
    borrowedProcessIds: 0,
    assumedUtc: 0,
    unsureZone: 0,
    warnings: [],
    error: null,
  }
}

/** What is known of a record that became no event. */
interface Said {
  /** Names the record: `line 17`, `record 52`. */
  readonly where: string
  readonly message: string
}

/** `event` is its channel or provider and event id; `isSample` when a person should see the first of the reason. */
export function countSkipped(
  tally: InputTally,
  reason: string,
  about: Said & { readonly event: string | null; readonly isSample?: boolean },
): void {
  const isFirst = noteExample(tally, reason, about)
  if (isFirst && about.isSample === true) addSample(tally, `${about.where}: ${reason}: ${about.message}`)
  tally.skipped[reason] = (tally.skipped[reason] ?? 0) + 1
  if (about.event !== null) countSkippedEvent(tally, about.event)
}

/** Those that a filter left out, many at a time. */
export function countFiltered(tally: InputTally, reason: string, count = 1): void {
  tally.skipped[reason] = (tally.skipped[reason] ?? 0) + count
}

function countSkippedEvent({ skippedEvents }: InputTally, event: string): void {
  const key = skippedEvents[event] === undefined && Object.keys(skippedEvents).length >= maxEventKinds ? 'other' : event
  skippedEvents[key] = (skippedEvents[key] ?? 0) + 1
}

export function countRejected(tally: InputTally, reason: string, about: Said): void {
  tally.rejected[reason] = (tally.rejected[reason] ?? 0) + 1
  noteExample(tally, reason, about)
  addSample(tally, `${about.where}: ${reason}: ${about.message}`)
}

export function countUnreadable({ unreadableValues }: InputTally, names: readonly string[]): void {
  for (const name of names) unreadableValues[name] = (unreadableValues[name] ?? 0) + 1
}

/** True for the first record of the reason. */
function noteExample({ examples }: InputTally, reason: string, { where, message }: Said): boolean {
  if (examples[reason] !== undefined) return false
  examples[reason] = `${where}: ${message}`
  return true
}

function addSample(tally: InputTally, text: string): void {
  if (tally.samples.length < maxSamples) tally.samples.push(text)
}

/** A copy that later counting does not change. */
export function toReport({ recognised: _recognised, ...tally }: InputTally): InputReport {
  const { rejected, skipped, examples, skippedEvents, unreadableValues, samples, warnings } = tally
  return {
    ...tally,
    rejected: { ...rejected },
    skipped: { ...skipped },
    examples: { ...examples },
    skippedEvents: { ...skippedEvents },
    unreadableValues: { ...unreadableValues },
    samples: [...samples],
    warnings: [...warnings],
  }
}
