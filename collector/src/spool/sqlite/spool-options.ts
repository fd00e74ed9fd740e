import type { Checkpoint } from '../../checkpoint.ts'

export interface SqliteSpoolOptions {
  /** Belongs to this spool alone; made when it is missing. */
  readonly directory: string
  /** Bytes of batches held at most. Transaction log and ballast take up to 8 MB more. */
  readonly maxBytes: number
  /** Bytes of the disk the spool leaves free for others; it stops growing before. */
  readonly reserveBytes?: number
  /**
   * `drop`: the oldest low-priority batches make room, then the oldest of all, each declared by a gap event. `wait`:
   * `append` waits, for sources that can.
   */
  readonly whenFull?: 'drop' | 'wait'
  /**
   * How long a batch may go without being written while the log takes it: what the log acknowledged by then is never
   * written. `append` waits for the one or the other. 0 by default: everything is written at once.
   */
  readonly writeDelayMs?: number
  /** Files up to this size are looked through at the opening; 64 MiB by default. What is damaged in others shows when it is read. */
  readonly checkedBytes?: number
  /** Stands in the gap events. */
  readonly agentVersion: string
  readonly checkpoint?: Checkpoint
}
