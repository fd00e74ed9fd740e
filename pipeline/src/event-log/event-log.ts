/** One record of the log. The log owns `value` from append on; nobody writes to it again. */
export interface LogRecord {
  /** Records of one key stay in order: the host id as text. */
  readonly key: string
  readonly value: Uint8Array
}

/** Returns when every record is dealt with for good; throws to get the same batch again. */
export type BatchHandler = (batch: readonly LogRecord[]) => Promise<void>

/** A durable, ordered log. Delivery is at least once. */
export interface EventLog {
  /**
   * Resolves only when the batch is durable. Call again after the previous call settled. Rejects with
   * BACKEND_UNAVAILABLE when a retry may help; the batch may then have been written, and is to be sent again. An empty
   * batch does nothing.
   */
  append(batch: readonly LogRecord[], signal: AbortSignal): Promise<void>
  /**
   * Calls `handle` batch by batch and commits after each; ends when the signal is aborted or the log is closed and
   * drained. Rejects with the handler's error; what that handler had is not committed and comes again to the next call.
   */
  consume(handle: BatchHandler, signal: AbortSignal): Promise<void>
  /** No more appends: `consume` ends once it has handled what is there. */
  close(): Promise<void>
}
