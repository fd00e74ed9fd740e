import { closeSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs'

import { PipelineError } from '@win11mon/schemas'

/** A text file that never takes more than about twice `maxBytes`: what is older stands in `<path>.1`, and goes after that. */
export interface BoundedFile {
  /** Never throws: a full disk costs lines, which are counted, and no more. */
  write(text: string): void
  readonly failedWrites: number
  close(): void
}

/** Readable by its owner only. Throws IO_FAILED when the file cannot be opened. */
export function openBoundedFile(path: string, maxBytes: number): BoundedFile {
  let file = open(path)
  let bytes = fstatSync(file).size
  let failedWrites = 0

  function turnOver(): void {
    closeSync(file)
    renameSync(path, `${path}.1`)
    file = open(path)
    bytes = 0
  }

  return {
    write(text) {
      try {
        if (bytes > maxBytes) turnOver()
        bytes += writeSync(file, text)
      } catch {
        failedWrites += 1
      }
    },
    get failedWrites() {
      return failedWrites
    },
    close: () => closeSync(file),
  }
}

function open(path: string): number {
  try {
    return openSync(path, 'a', 0o600)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new PipelineError('IO_FAILED', `${path}: cannot be opened (${reason}). Check that the directory exists and can be written.`, {
      cause: error,
    })
  }
}
