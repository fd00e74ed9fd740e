/** The time on the wall, and waiting for it. Everything that waits takes one, so that tests need not. */
export interface Clock {
  /** Microseconds since 1970. May step back when somebody sets the machine's clock. */
  nowUs(): number
  /** Milliseconds on a clock that nobody sets: for how long something took. Only differences mean something. */
  elapsedMs(): number
  /** Calls `wake` once after so many milliseconds; the function that is returned takes that back. */
  after(durationMs: number, wake: () => void): () => void
  /** Resolves after so many milliseconds, or at once when the signal is aborted; never rejects. */
  sleep(durationMs: number, signal: AbortSignal): Promise<void>
}

/** `sleep` of a clock that has `after`. */
export function sleepOn(clock: Pick<Clock, 'after'>, durationMs: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const wake = (): void => {
      signal.removeEventListener('abort', wake)
      cancel()
      resolve()
    }
    const cancel = clock.after(durationMs, wake)
    signal.addEventListener('abort', wake)
  })
}
