import type { PartitionHandler, PositionedRecord, SafePosition } from '../../src/event-log/event-log.ts'

/** A handler that commits what it handled, unless the test says otherwise. */
export function aHandler(calls: Partial<PartitionHandler> = {}): PartitionHandler {
  return {
    handle: (records) => Promise.resolve(records.at(-1)?.position),
    idle: () => Promise.resolve(undefined),
    revoke: () => Promise.resolve(undefined),
    ...calls,
  }
}

export function lastPosition(records: readonly PositionedRecord[]): SafePosition {
  return records.at(-1)?.position
}
