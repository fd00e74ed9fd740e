/** Lets loops wait until something they share has changed. */
export interface Change {
  /** Wakes everybody who waits. */
  notify(): void
  /** Resolves at the next `notify`, or at once when the signal is aborted; never rejects. Check the condition again afterwards. */
  next(signal: AbortSignal): Promise<void>
}

export function createChange(): Change {
  let waiting: (() => void)[] = []
  return {
    notify() {
      const woken = waiting
      waiting = []
      for (const wake of woken) wake()
    },
    next(signal) {
      if (signal.aborted) return Promise.resolve()
      return new Promise((resolve) => {
        const wake = (): void => {
          signal.removeEventListener('abort', wake)
          resolve()
        }
        signal.addEventListener('abort', wake)
        waiting.push(wake)
      })
    },
  }
}
