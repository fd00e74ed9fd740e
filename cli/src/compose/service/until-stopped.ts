import { type Logger, systemClock } from '@win11mon/pipeline'

/** Without progress for so long a service is not ready: whoever looks every few seconds knows within 30 s. */
export const stuckAfterMs = 25_000

/** How long a stop may take; what is not done by then comes again. */
const stopMs = 8_000

export interface Stopping {
  readonly stop: AbortSignal
  readonly log: Logger
}

/** Works until the signal is aborted. What does not end then by itself is left: nothing of it is committed. */
export async function untilStopped(work: (signal: AbortSignal) => Promise<void>, { stop, log }: Stopping): Promise<void> {
  let cancel = (): void => undefined
  let giveUp: () => void = () => undefined
  const givenUp = new Promise<void>((resolve) => (giveUp = resolve))
  const onStop = (): void => {
    log.info({}, 'Stopping: nothing more is taken in, and what was is written and kept.')
    cancel = systemClock.after(stopMs, () => {
      log.warn({}, 'What was taken in last could not be written in time; it comes again at the next start.')
      giveUp()
    })
  }
  stop.addEventListener('abort', onStop)
  if (stop.aborted) onStop()
  try {
    await Promise.race([work(stop), givenUp])
  } finally {
    cancel()
    stop.removeEventListener('abort', onStop)
  }
}
