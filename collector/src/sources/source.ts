/** One encoded batch of one stream, ready to be spooled and published. The receiver owns `value`; nobody writes to it again. */
export interface EncodedBatch {
  /** 16 bytes. */
  readonly hostId: Uint8Array
  readonly hostName: string | null
  /** 16 bytes; one numbered stream of events. */
  readonly bootId: Uint8Array
  readonly firstSequence: number
  readonly lastSequence: number
  readonly eventCount: number
  /** Earliest and latest `time_us` of the events. */
  readonly firstTimeUs: number
  readonly lastTimeUs: number
  /** True when every event is of a low-priority kind: such batches are the first to go when a spool is full. */
  readonly isLowPriority: boolean
  /** Framed Avro `EventBatch`. */
  readonly value: Uint8Array
}

/** Where events come from: a device, capture files, the simulator. */
export interface EventSource {
  /**
   * The next batch, or undefined at the end of the source. Call again only after the previous call settled. A source
   * that cannot go on rejects with a PipelineError; what it could read until then has been returned before.
   */
  next(signal: AbortSignal): Promise<EncodedBatch | undefined>
  /** The batch is durable downstream: the source may forget it. Called once a batch, in order. */
  ack(batch: EncodedBatch): Promise<void>
  close(): Promise<void>
}
