import { createHash } from 'node:crypto'
import { join, resolve } from 'node:path'

/** Where the collector of a spool is listened to: a socket in its directory, on Windows a pipe named after the directory. */
export function tapAddress(spoolDirectory: string): string {
  if (process.platform !== 'win32') return join(spoolDirectory, 'tap.sock')
  const name = createHash('sha256').update(resolve(spoolDirectory).toLowerCase()).digest('hex').slice(0, 16)
  return `\\\\.\\pipe\\win11mon-tap-${name}`
}

/**
 * A listener has to show what stands in this file, which only those can read who can read the spool. On Windows everybody
 * on the machine may connect to a pipe.
 */
export function tapTokenPath(spoolDirectory: string): string {
  return join(spoolDirectory, 'tap-token')
}

export const tapTokenBytes = 32

/** In front of each batch: its length, 32 bits, little endian. This length stands for a 32-bit count of events that were left out. */
export const leftOutMark = 0xffff_ffff
export const lengthBytes = 4
