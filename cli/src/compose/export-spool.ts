import { createRecordingWriter, openStoredSpool } from '@win11mon/collector'

import { programVersion } from '../version.ts'

export interface Exported {
  readonly batches: number
  readonly damaged: number
}

/** Writes every batch of a spool that nobody has open into a recording; the spool stays as it is. */
export async function exportSpool(directory: string, out: string): Promise<Exported> {
  const spool = await openStoredSpool(directory, programVersion)
  try {
    const { damagedBatches } = spool.contents()
    const writer = await createRecordingWriter(out)
    let batches = 0
    try {
      for (const value of spool.values()) {
        await writer.append(value)
        batches += 1
      }
    } finally {
      await writer.close()
    }
    return { batches, damaged: damagedBatches }
  } finally {
    spool.close()
  }
}
