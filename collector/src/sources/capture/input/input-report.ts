export type InputFormat = 'json-lines-flat' | 'json-lines-nested' | 'json-lines' | 'json' | 'evtx' | 'recording' | 'unknown'

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
  /** The first rejections, and the first record of an unknown channel: `line 17: …`. Text of the capture stands in them as it came. */
  readonly samples: readonly string[]
  /** Create records whose process id was borrowed from another record of the same process. */
  readonly borrowedProcessIds: number
  /** Events whose time had no zone and was taken for UTC because nothing in the input told the host's zone. */
  readonly assumedUtc: number
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
  readonly samples: string[]
  borrowedProcessIds: number
  assumedUtc: number
  readonly warnings: string[]
  error: string | null
}

const maxSamples = 5

export function createInputTally(path: string): InputTally {
  return {
    path,
    format: 'unknown',
    bytes: 0,
    recordsRead: 0,
    accepted: 0,
    rejected: {},
    skipped: {},
    samples: [],
    borrowedProcessIds: 0,
    assumedUtc: 0,
    warnings: [],
    error: null,
  }
}

/** With a place, the first record of the reason is named among the samples. */
export function countSkipped(tally: InputTally, reason: string, about: { where?: string; message?: string; count?: number } = {}): void {
  const { where, message = '', count = 1 } = about
  if (where !== undefined && tally.skipped[reason] === undefined) addSample(tally, `${where}: ${reason}: ${message}`)
  tally.skipped[reason] = (tally.skipped[reason] ?? 0) + count
}

/** `where` names the record: `line 17`, `record 52`. */
export function countRejected(tally: InputTally, reason: string, about: { where: string; message: string }): void {
  tally.rejected[reason] = (tally.rejected[reason] ?? 0) + 1
  addSample(tally, `${about.where}: ${reason}: ${about.message}`)
}

function addSample(tally: InputTally, text: string): void {
  if (tally.samples.length < maxSamples) tally.samples.push(text)
}

/** A copy that later counting does not change. */
export function toReport(tally: InputTally): InputReport {
  const { rejected, skipped, samples, warnings } = tally
  return { ...tally, rejected: { ...rejected }, skipped: { ...skipped }, samples: [...samples], warnings: [...warnings] }
}
