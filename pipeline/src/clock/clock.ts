/** The time on the wall, and waiting for it. Everything that waits takes one, so that tests need not. */
export interface Clock {
  /** Microseconds since 1970. May step back when somebody sets the machine's clock. */
  nowUs(): number
  /** Resolves after so many milliseconds, or at once when the signal is aborted; never rejects. */
  sleep(durationMs: number, signal: AbortSignal): Promise<void>
}
