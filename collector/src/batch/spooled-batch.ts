/** A batch as the spool gives it to the publisher. */
export interface SpooledBatch {
  /** Ascending in the order of appending. */
  readonly id: number
  readonly hostId: Uint8Array
  readonly eventCount: number
  /** Framed Avro `EventBatch`. */
  readonly value: Uint8Array
}
