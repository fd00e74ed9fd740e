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
 * `source.next ─► spool.append ─► source.ack` for every source at once. Ends when all but the
 * companions have ended or the signal is aborted. Rejects with the first error of one that is no companion, after the
 * others have ended.
 */
export async function takeIn(sources: readonly NamedSource[], context: IntakeContext, signals: IntakeSignals): Promise<void> {
  const ending = new AbortController()
  const untilEnd = AbortSignal.any([signals.stop, signals.abort, ending.signal])
  const companions = sources.filter(({ isCompanion }) => isCompanion === true)
  const accompanying = companions.map((entry) => drain(entry, context, untilEnd).catch(tell(entry)))
  const others = sources.filter((entry) => !companions.includes(entry))
  const untilStop = AbortSignal.any([signals.stop, signals.abort])
  const results = await Promise.allSettled(
    others.map((entry) =>
      drain(entry, context, untilStop).catch((error: unknown) => {
        tell(entry)(error)
        throw error
      }),
    ),
  )
  ending.abort()
  await Promise.all(accompanying)
  if (!signals.abort.aborted) await appendLast(sources, context, signals.abort)
  const failed = results.find((result) => result.status === 'rejected')
  if (failed !== undefined && !untilStop.aborted) throw failed.reason

  function tell({ name }: NamedSource): (error: unknown) => void {
    // A source that is told to stop may say so with an error.
    return (error) => (untilEnd.aborted ? undefined : context.onSourceFailure(name, error))
  }
}

/** Batches of one source that are on their way into the spool at once. */
const mostOnTheWay = 16

/**
 * Takes the next batch while the ones before it are on their way: a spool may hold back its answer until the log has them.
 * Acknowledges in the order of taking; nothing behind a batch that the spool refused.
 */
async function drain({ name, source }: NamedSource, context: IntakeContext, signal: AbortSignal): Promise<void> {
  const { ledger, checkpoint, onTaken } = context
  const failure = new AbortController()
  const either = AbortSignal.any([signal, failure.signal])
  const onTheWay: Promise<void>[] = []
  let acknowledged = Promise.resolve()

  async function keep(batch: EncodedBatch, before: Promise<void>): Promise<void> {
    const appending = context.spool.append(batch, signal)
    try {
      await Promise.all([appending, before])
      ledger.kept(name, batch)
      checkpoint('spooled')
      await source.ack(batch)
      checkpoint('acknowledged')
    } catch (error) {
      failure.abort(error)
      throw error
    }
  }

  try {
    for (let batch = await source.next(either); batch !== undefined && !either.aborted; batch = await source.next(either)) {
      ledger.took(name, batch)
      checkpoint('taken')
      onTaken?.(batch)
      acknowledged = keep(batch, acknowledged)
      // Whoever waits for it below hears of it.
      acknowledged.catch(() => undefined)
      onTheWay.push(acknowledged)
      if (onTheWay.length >= mostOnTheWay) await onTheWay.shift()
    }
  } finally {
    // What is on its way gets there, whatever the source says.
    await Promise.allSettled(onTheWay)
  }
  await acknowledged
}

async function appendLast(sources: readonly NamedSource[], { spool, ledger }: IntakeContext, signal: AbortSignal): Promise<void> {
  for (const { name, last } of sources) {
    const batch = last?.()
    if (batch === undefined) continue
    ledger.took(name, batch)
    await spool.append(batch, signal)
    ledger.kept(name, batch)
  }
}
