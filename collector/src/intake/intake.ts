import type { PipelineError } from '@win11mon/schemas'

import type { EncodedBatch } from '../batch/encoded-batch.ts'
import type { Checkpoint } from '../checkpoint.ts'
import type { LedgerWriter } from '../ledger/collector-ledger.ts'
import type { EventSource } from '../sources/source.ts'
import type { Spool } from '../spool/spool.ts'

/** A source under the name by which its counts and its failures are told. */
export interface NamedSource {
  readonly name: string
  readonly source: EventSource
  /** It runs as long as the others do (heartbeats, snapshots), and its failure ends nothing but itself. */
  readonly isCompanion?: boolean
  /** What it still has to say when everything else has been taken in. */
  readonly last?: () => EncodedBatch | undefined
}

export interface IntakeContext {
  readonly spool: Pick<Spool, 'append'>
  readonly ledger: LedgerWriter
  readonly checkpoint: Checkpoint
  /** For whoever watches. */
  readonly onTaken?: ((batch: EncodedBatch) => void) | undefined
  /** A source has failed; the others go on. */
  readonly onSourceFailure: (name: string, error: unknown) => void
}

export interface IntakeSignals {
  /** Takes nothing more from the sources. */
  readonly stop: AbortSignal
  /** Gives up what waits for the spool, too. */
  readonly abort: AbortSignal
}

/**
 * `source.next ─► spool.append ─► source.ack` for every source at once, one append at a time. Ends when all but the
 * companions have ended or the signal is aborted. Rejects with the first error of one that is no companion, after the
 * others have ended.
 */
export async function takeIn(sources: readonly NamedSource[], context: IntakeContext, signals: IntakeSignals): Promise<void> {
  const append = oneAtATime(context.spool)
  const ending = new AbortController()
  const untilEnd = AbortSignal.any([signals.stop, signals.abort, ending.signal])
  const companions = sources.filter(({ isCompanion }) => isCompanion === true)
  const accompanying = companions.map((entry) => drain(entry, { ...context, append }, untilEnd).catch(tell(entry)))
  const others = sources.filter((entry) => !companions.includes(entry))
  const untilStop = AbortSignal.any([signals.stop, signals.abort])
  const results = await Promise.allSettled(
    others.map((entry) =>
      drain(entry, { ...context, append }, untilStop).catch((error: unknown) => {
        tell(entry)(error)
        throw error
      }),
    ),
  )
  ending.abort()
  await Promise.all(accompanying)
  if (!signals.abort.aborted) await appendLast(sources, { ...context, append }, signals.abort)
  const failed = results.find((result) => result.status === 'rejected')
  if (failed !== undefined && !untilStop.aborted) throw failed.reason

  function tell({ name }: NamedSource): (error: unknown) => void {
    // A source that is told to stop may say so with an error.
    return (error) => (untilEnd.aborted ? undefined : context.onSourceFailure(name, error))
  }
}

interface DrainContext extends IntakeContext {
  readonly append: Spool['append']
}

async function drain({ name, source }: NamedSource, context: DrainContext, signal: AbortSignal): Promise<void> {
  const { ledger, append, checkpoint, onTaken } = context
  for (let batch = await source.next(signal); batch !== undefined && !signal.aborted; batch = await source.next(signal)) {
    ledger.took(name, batch)
    checkpoint('taken')
    onTaken?.(batch)
    await append(batch, signal)
    ledger.kept(name, batch)
    checkpoint('spooled')
    await source.ack(batch)
    checkpoint('acknowledged')
  }
}

async function appendLast(sources: readonly NamedSource[], { append, ledger }: DrainContext, signal: AbortSignal): Promise<void> {
  for (const { name, last } of sources) {
    const batch = last?.()
    if (batch === undefined) continue
    ledger.took(name, batch)
    await append(batch, signal)
    ledger.kept(name, batch)
  }
}

/** The spool has one appender: whoever comes while it appends waits for its turn, in the order of coming. */
function oneAtATime(spool: Pick<Spool, 'append'>): Spool['append'] {
  let turn: Promise<unknown> = Promise.resolve()
  return (batch, signal) => {
    const mine = turn.then(() => spool.append(batch, signal))
    turn = mine.catch((_failed: PipelineError) => undefined)
    return mine
  }
}
