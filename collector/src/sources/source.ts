import type { EncodedBatch } from '../batch/encoded-batch.ts'

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
