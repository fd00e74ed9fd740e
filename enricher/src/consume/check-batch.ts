import { PipelineError } from '@win11mon/pipeline'
import { type BatchHeader, type Event, type EventBatch, maxBatchEvents, toIdText } from '@win11mon/schemas'

/** A batch that is taken, or why it is not and which numbers of its stream it surely used up. */
export type CheckedBatch = { readonly batch: EventBatch } | RefusedBatch

export interface RefusedBatch {
  readonly error: PipelineError
  /** Events in it; null when nobody can tell. */
  readonly eventCount: number | null
  /** The stream that the numbers are of; null when the record does not tell, or tells something that cannot be trusted. */
  readonly header: BatchHeader | null
  /** Numbers of that stream, ascending, each once. */
  readonly sequences: readonly number[]
}

/**
 * Compares what a batch claims with what it holds: the record's key is its host, its numbers ascend, and they bear out the
 * range that it claims. A batch that lies is refused whole, as nobody knows which part of it is true.
 */
export function checkBatch(key: string, batch: EventBatch): CheckedBatch {
  if (toIdText(batch.hostId) !== key) {
    const message = `A batch of host ${toIdText(batch.hostId)} came under the key of host ${key}: whoever wrote it may write for one host only.`
    return { error: refusal(message), eventCount: batch.events.length, header: null, sequences: [] }
  }
  const problem = numberProblem(batch)
  if (problem === undefined) return { batch }
  const sequences = [...new Set(batch.events.map(({ sequence }) => sequence))].toSorted((left, right) => left - right)
  const error = refusal(`A batch of host ${key} ${problem}`)
  return { error, eventCount: batch.events.length, header: batch, sequences: sequences.filter((sequence) => sequence > 0) }
}

/** A batch whose events cannot be decoded: its header says which numbers went with it, unless it cannot be believed. */
export function refusedUndecoded(key: string, error: PipelineError, header: BatchHeader | undefined): RefusedBatch {
  const isOfHost = header !== undefined && toIdText(header.hostId) === key
  if (!isOfHost || !isPlausible(header)) return { error, eventCount: null, header: null, sequences: [] }
  const { firstSequence, lastSequence } = header
  const sequences = Array.from({ length: lastSequence - firstSequence + 1 }, (_, index) => firstSequence + index)
  return { error, eventCount: sequences.length, header, sequences }
}

function isPlausible({ firstSequence, lastSequence }: BatchHeader): boolean {
  return firstSequence > 0 && lastSequence >= firstSequence && lastSequence - firstSequence < maxBatchEvents
}

function numberProblem({ firstSequence, lastSequence, events }: EventBatch): string | undefined {
  const [first] = events
  const last = events.at(-1)
  if (first === undefined || last === undefined) return 'holds no events.'
  if (firstSequence < 1) return `claims the number ${firstSequence}; numbers start at 1.`
  const place = firstDescent(events)
  if (place >= 0) return `has number ${events[place]?.sequence} after ${events[place - 1]?.sequence}; numbers ascend.`
  if (first.sequence === firstSequence && last.sequence === lastSequence) return undefined
  return `claims numbers ${firstSequence} to ${lastSequence} and holds ${first.sequence} to ${last.sequence}.`
}

/** Index of the first event whose number is not above that of the one before; -1 without one. */
function firstDescent(events: readonly Event[]): number {
  let before = 0
  for (const [index, { sequence }] of events.entries()) {
    if (sequence <= before) return index
    before = sequence
  }
  return -1
}

function refusal(message: string): PipelineError {
  return new PipelineError('BATCH_REFUSED', message)
}
