/** What is told of an alert. */
export interface AlertMessage {
  /** The same for every attempt to tell the same: whoever gets it twice can drop the second. */
  readonly deliveryId: string
  readonly change: 'raised' | 'changed' | 'withdrawn'
  /** The alert's document. */
  readonly alert: Readonly<Record<string, unknown>>
}

/** Where alerts are told. */
export interface AlertSink {
  /** A word of letters. */
  readonly name: string
  /** Resolves when the other side has taken it. Rejects, retryably when that may help. */
  send(message: AlertMessage, signal: AbortSignal): Promise<void>
}
