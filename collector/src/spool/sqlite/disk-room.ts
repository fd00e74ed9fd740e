import { randomFillSync } from 'node:crypto'
import { existsSync, rmSync, statSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Enough for one run of the transaction log and its write-back, so that a spool on a full disk can delete again. */
const ballastBytes = 2 * 1024 * 1024

/** How often the disk is looked at for room to make the ballast again. */
const remakeMs = 1_000

/** The space around the spool file: what it may still take, and the ballast that is given up when the disk is full. */
export interface DiskRoom {
  /** Bytes the file may grow by without touching the reserve. */
  freeBytes(): number
  /** Unlinks the ballast; false when there is none left. */
  giveUpBallast(): boolean
  /** Makes the ballast again when there is room for twice its size; cheap enough to call after every write. */
  remakeBallast(): void
}

export function createDiskRoom(directory: string, reserveBytes: number): DiskRoom {
  const path = join(directory, 'ballast')
  let hasBallast = existsSync(path) && statSync(path).size === ballastBytes
  let nextRemakeMs = 0

  function availableBytes(): number {
    const { bavail, bsize } = statfsSync(directory)
    return bavail * bsize
  }

  return {
    freeBytes: () => Math.max(0, availableBytes() - reserveBytes),
    giveUpBallast() {
      if (!hasBallast) return false
      rmSync(path, { force: true })
      hasBallast = false
      return true
    },
    remakeBallast() {
      const nowMs = performance.now()
      if (hasBallast || nowMs < nextRemakeMs) return
      nextRemakeMs = nowMs + remakeMs
      if (availableBytes() < 2 * ballastBytes) return
      hasBallast = writeBallast(path)
    },
  }
}

/** Random bytes, which no file system can keep in less space. */
function writeBallast(path: string): boolean {
  try {
    writeFileSync(path, randomFillSync(new Uint8Array(ballastBytes)), { mode: 0o600 })
    return true
  } catch {
    // Somebody else took the room meanwhile: half a ballast would only be in the way. Something else of that name stays.
    if (existsSync(path) && statSync(path).isFile()) rmSync(path, { force: true })
    return false
  }
}
