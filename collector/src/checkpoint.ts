/**
 * The places at which a kill leaves the collector in a state of its own, in the order of a batch's way. Tests kill it at
 * each of them; nothing stands behind them otherwise.
 */
export const checkpoints = [
  'taken',
  'append_begun',
  'append_written',
  'append_committed',
  'spooled',
  'acknowledged',
  'read',
  'published',
  'remove_begun',
  'remove_written',
  'remove_committed',
  'removed',
] as const
export type CheckpointName = (typeof checkpoints)[number]

/** Called at every checkpoint; may not return. */
export type Checkpoint = (name: CheckpointName) => void
