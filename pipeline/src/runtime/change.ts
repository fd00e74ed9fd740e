/** Lets loops wait until something they share has changed. */
export interface Change {
  /** Wakes everybody who waits. */
  notify(): void
  /** Resolves at the next `notify`, or at once when the signal is aborted; never rejects. Check the condition again afterwards. */
  next(signal: AbortSignal): Promise<void>
}

export function createChange(): Change {
  /** Aborted waits leave it at once, so that it stays small where nothing ever changes. */
  let waiting = new Set<() => void>()
  return {
    notify() {
      const woken = waiting
      waiting = new Set()
      for (const wake of woken) wake()
    },
    next(signal) {
      if (signal.aborted) return Promise.resolve()
      return new Promise((resolve) => {
        const wake = (): void => {
          signal.removeEventListener('abort', wake)
          waiting.delete(wake)
          resolve()
        }
        signal.addEventListener('abort', wake)
        waiting.add(wake)
      })
    },
  }
}
