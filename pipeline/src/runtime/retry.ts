import { PipelineError } from '@win11mon/schemas'

import type { Clock } from '../clock/clock.ts'

/** How often and how long something is tried again. */
export interface RetryPolicy {
  /** Upper bound of the first wait; each failure doubles it. Milliseconds. */
  readonly firstDelayMs: number
  readonly maxDelayMs: number
  /** Gives up after so long with no success, rejecting with the last error; never by default. Milliseconds. */
  readonly giveUpAfterMs?: number
}

/** For a server that may be away for a week: neither a storm when it comes back nor an end. */
export const patientRetry: RetryPolicy = { firstDelayMs: 500, maxDelayMs: 60_000 }

export interface RetryContext {
  readonly clock: Clock
  readonly policy: RetryPolicy
  readonly signal: AbortSignal
  /** Called for each failure before the wait. */
  readonly onRetry?: (error: PipelineError, delayMs: number) => void
  /** From 0 up to 1, for the jitter. */
  readonly random?: () => number
}

/**
 * The one way to try again: exponential backoff, each wait drawn between half and the whole of its bound, for errors that
 * say that a retry may help. Every other error, an aborted signal and a policy that gives up reject with the error at once.
 */
export async function retry<Result>(attempt: () => Promise<Result>, context: RetryContext): Promise<Result> {
  const { clock, policy, signal, onRetry, random = Math.random } = context
  const startedMs = clock.elapsedMs()
  let boundMs = policy.firstDelayMs
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof PipelineError) || !error.isRetryable || signal.aborted) throw error
      if (clock.elapsedMs() - startedMs >= (policy.giveUpAfterMs ?? Infinity)) throw error
      const delayMs = Math.round(boundMs * (0.5 + random() / 2))
      onRetry?.(error, delayMs)
      await clock.sleep(delayMs, signal)
      if (signal.aborted) throw error
      boundMs = Math.min(boundMs * 2, policy.maxDelayMs)
    }
  }
}
