import type { CaptureLimits } from '../input/capture-options.ts'
import type { Detected } from './detect-format.ts'
import type { Peeked } from './peek.ts'

/** A file on disk that may be a capture. */
export interface CaptureFile {
  readonly path: string
  /** The user named it, so what is wrong with it must be said. Others are files of a directory. */
  readonly isNamed: boolean
  readonly sizeBytes: number
  readonly modifiedUs: number
  /** A pipe or device: it is read once, from its beginning, and its size is not known. */
  readonly isStream?: true
}

/** The path that stands for the standard input. */
export const standardInput = '-'

/** Something in a directory or archive that is no capture, and that nobody named. */
export interface PassedOver {
  readonly path: string
  /** What it is. */
  readonly reason: string
}

/** A capture ready to be read: a file, or a member of an archive. */
export interface Member {
  /** As shown: `archive.zip!member.json`. */
  readonly path: string
  /** The user named it, or the file it is in. */
  readonly isNamed: boolean
  /** Uncompressed size; null when it is not known before the end. */
  readonly sizeBytes: number | null
  readonly detected: Detected
  readonly content: Peeked
}

/** Something that cannot be read at all. */
export interface Unreadable {
  readonly path: string
  readonly error: string
}

export interface OpenContext {
  readonly limits: CaptureLimits
  /** Told of every piece read from the file itself. */
  readonly onBytesRead: (byteCount: number) => void
  /** Told of what was found beside the captures. */
  readonly onPassedOver?: (passed: PassedOver) => void
  /** Told of what is odd about the file and did not keep it from being read. */
  readonly onWarning?: (message: string) => void
}
