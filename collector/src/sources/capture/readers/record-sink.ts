/** Takes what a reader finds. The position is the line or number of the record, from 1. */
export interface RecordSink {
  record(value: unknown, position: number): void
  refuse(reason: string, message: string, position: number): void
}
