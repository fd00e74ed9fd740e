import { type EventBatch, PipelineError, decodeBatch, encodeBatch } from '@win11mon/schemas'

/** Two batches with the events of one, or undefined when it has one event or is no batch at all. */
export function splitBatch(framed: Uint8Array): readonly [Uint8Array, Uint8Array] | undefined {
  const batch = decoded(framed)
  if (batch === undefined || batch.events.length < 2) return undefined
  const middle = batch.events.length >> 1
  const [first, second] = [batch.events.slice(0, middle), batch.events.slice(middle)]
  const lastOfFirst = first.at(-1)?.sequence ?? batch.firstSequence
  return [
    encodeBatch({ ...batch, events: first, lastSequence: lastOfFirst }),
    encodeBatch({ ...batch, events: second, firstSequence: second[0]?.sequence ?? lastOfFirst + 1 }),
  ]
}

/** A batch for each event of one: what `framing: event` sends. What is no batch stays as it is. */
export function batchPerEvent(framed: Uint8Array): Uint8Array[] {
  const batch = decoded(framed)
  if (batch === undefined || batch.events.length < 2) return [framed]
  return batch.events.map((event) =>
    encodeBatch({ ...batch, events: [event], firstSequence: event.sequence, lastSequence: event.sequence }),
  )
}

/** The log carries any bytes: only what is a batch can be taken apart. */
function decoded(framed: Uint8Array): EventBatch | undefined {
  try {
    return decodeBatch(framed)
  } catch (error) {
    if (error instanceof PipelineError) return undefined
    throw error
  }
}
