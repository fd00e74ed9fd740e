import { type Clock, type Logger, PipelineError, type StageCounter } from '@win11mon/pipeline'

/** What lets old documents go. */
export interface RetentionTask {
  /** How often it is done. Milliseconds. */
  readonly everyMs: number
  /** Ends early when the signal is aborted. Tells what was let go of, as it goes. */
  run(tell: (what: string, count: number) => void, signal: AbortSignal): Promise<void>
}

export interface RetentionOptions {
  readonly task: RetentionTask
  /** Whether it falls to this process now: of several one is enough. */
  readonly isMine: () => boolean
  readonly clock: Clock
  readonly stage: StageCounter
  readonly log: Logger
  readonly totals: RetentionTotals
}

/** What was let go of since the start, by what it was. */
export type RetentionTotals = Map<string, number>

/** How often it is looked whether it is time, and whose turn it is. */
const lookMs = 5_000

/** Lets old documents go until the signal is aborted. What fails is told, counted, and tried again at the next turn. */
export async function keepRetention({ task, isMine, clock, stage, log, totals }: RetentionOptions, signal: AbortSignal): Promise<void> {
  let doneMs = -Infinity
  while (!signal.aborted) {
    if (isMine() && clock.elapsedMs() - doneMs >= task.everyMs) {
      await doOnce()
      doneMs = clock.elapsedMs()
    }
    await clock.sleep(lookMs, signal)
  }

  async function doOnce(): Promise<void> {
    const removed = new Map<string, number>()
    try {
      await task.run((what, count) => add(removed, what, count), signal)
    } catch (error) {
      if (!(error instanceof PipelineError)) throw error
      if (!signal.aborted) {
        stage.error(error.code)
        log.warn({ code: error.code }, `The retention did not come to its end: ${error.message}`)
      }
    }
    for (const [what, count] of removed) add(totals, what, count)
    if (removed.size > 0) log.info(Object.fromEntries(removed), 'Documents were let go, as the retention of the store asks for.')
  }
}

function add(totals: Map<string, number>, what: string, count: number): void {
  if (count > 0) totals.set(what, (totals.get(what) ?? 0) + count)
}
