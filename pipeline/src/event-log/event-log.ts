/** One record of the log. The log owns `value` from append on; nobody writes to it again. */
export interface LogRecord {
  /** Records of one key stay in order, in one partition: the host id as text. */
  readonly key: string
  readonly value: Uint8Array
}

/** A record as it lies in a partition. */
export interface PositionedRecord extends LogRecord {
  /**
   * Ascends within the partition and never falls, also when the log is made anew: documents are versioned by it. A whole
   * number below 2^53; there may be holes between two records.
   */
  readonly position: number
}

/**
 * Position up to which everything is dealt with for good, this record included; undefined when nothing new is. It may lag
 * behind what was handled (a checkpoint covers many batches), and it never falls.
 */
export type SafePosition = number | undefined

/** What a handler may ask of the log while it has the partition. */
export interface PartitionControl {
  /**
   * Call inside `handle`, and let that call resolve with undefined: its records come again, after those that were appended up
   * to so many milliseconds before them. False when there are none before them; then nothing comes again.
   */
  rewind(milliseconds: number): Promise<boolean>
}

/** Makes the handler of a partition that this consumer gets. */
export type AssignPartition = (partition: number, control: PartitionControl) => PartitionHandler

/** Whoever works on one partition, from its assignment to its revocation. The log makes one call at a time. */
export interface PartitionHandler {
  /**
   * Takes records in their order. Resolves with how far it is safe to commit; rejects when the handler cannot go on: then
   * `consume` rejects with that error, and what was not committed comes again to whoever is assigned the partition next.
   */
  handle(records: readonly PositionedRecord[], signal: AbortSignal): Promise<SafePosition>
  /** Called when there has been nothing to handle for a while, and again and again while that lasts. */
  idle(signal: AbortSignal): Promise<SafePosition>
  /**
   * The partition goes to somebody else or the consumer ends: the last call. What is not committed afterwards comes again,
   * so nothing is lost by doing little here.
   */
  revoke(): Promise<SafePosition>
}

/** A durable, ordered log in partitions. Delivery is at least once. */
export interface EventLog {
  /**
   * Resolves only when the batch is durable. Call again after the previous call settled. Rejects with
   * BACKEND_UNAVAILABLE when a retry may help; the batch may then have been written, and is to be sent again. An empty
   * batch does nothing.
   */
  append(batch: readonly LogRecord[], signal: AbortSignal): Promise<void>
  /**
   * Calls `assign` for each partition that this consumer gets, and its handler with the records from the committed position
   * on. Ends when the signal is aborted or the log is closed and drained, after every handler was revoked. Rejects with the
   * first error of a handler.
   */
  consume(assign: AssignPartition, signal: AbortSignal): Promise<void>
  /** No more appends: `consume` ends once it has handled what is there. */
  close(): Promise<void>
}
