import { Admission } from '../admit/admission.ts'

/** One numbered stream of events at the enricher. Counts are in events. */
export interface Stream {
  readonly bootId: string
  readonly hostId: string
  readonly admission: Admission
  /** Highest number seen. */
  lastSequence: number
  /** Events that the store has taken, or that are counted without a document. */
  indexed: number
  /** Events kept with the reason why they have no document. */
  deadLettered: number
  /** Events whose document is on its way to the store. */
  held: number
  /** Numbered events that never arrived. */
  missing: number
  /** Events the source refused and declared in gap records; they never had a number. */
  refused: number
  /** Numbers of events that the store has under another number, or of which another was read: they were issued there. */
  elsewhere: number
  /** Events that came again and were dropped. */
  repeated: number
  /** False while only earlier runs have read from the stream. */
  isOfThisRun: boolean
  /** Highest number that was stored by earlier runs; 0 without any. */
  storedThrough: number
  /** Highest of those numbers that this run has read again. */
  readAgainThrough: number
  /** Newest event time of the stream, microseconds since 1970. */
  newestUs: number
}

const none = { lastSequence: 0, indexed: 0, deadLettered: 0, held: 0, missing: 0, refused: 0, elsewhere: 0, repeated: 0 }

export function newStream(bootId: string, hostId: string, admission: Admission = new Admission()): Stream {
  return { bootId, hostId, admission, ...none, isOfThisRun: false, storedThrough: 0, readAgainThrough: 0, newestUs: -Infinity }
}
