import type { BatchHeader } from '@win11mon/schemas'

import { admitEvents } from '../admit/admit-events.ts'
import type { DeadLetter } from '../index/dead-letter-document.ts'
import { deadLetterDocument } from '../index/dead-letter-document.ts'
import { accountNumbers } from './account-numbers.ts'
import { type Arrival, arrive } from './apply-batch.ts'
import { ChangeLog, type Changes } from './changes.ts'
import type { HostState } from './host-state.ts'

/** A batch that cannot be taken although it is known which numbers went with it. */
export interface RefusedNumbers {
  readonly header: BatchHeader
  /** Ascending, each once. */
  readonly sequences: readonly number[]
  readonly letter: DeadLetter
}

/** Keeps a batch that cannot be taken as a dead letter, and its numbers as accounted for. */
export function refuseBatch(host: HostState, { header, sequences, letter }: RefusedNumbers, arrival: Arrival): Changes {
  const changes = new ChangeLog(host)
  const stream = arrive(host, header, arrival)
  const admitted = admitEvents(
    stream.admission,
    sequences.map((sequence) => ({ sequence })),
  )
  accountNumbers(host, stream, admitted, { timeUs: arrival.arrivedUs, changes })
  changes.counters.repeated += admitted.repeated.length
  changes.add(
    { operation: 'create', document: deadLetterDocument(letter) },
    { stream, events: admitted.events.length, outcome: 'deadLettered' },
  )
  return changes
}
