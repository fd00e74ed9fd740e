import { existsSync } from 'node:fs'
import { join } from 'node:path'

const repository = join(import.meta.dirname, '../../../..')

/** Public captures lie outside the repository. */
export const capturesDirectory: string = process.env['WIN11MON_CAPTURES'] ?? join(repository, '../shared/data')

export const hasCaptures: boolean = existsSync(join(capturesDirectory, 'otrf'))

/** Ends the title of a test that needs them, so that a skipped one says why. */
export const captureNote: string = hasCaptures ? '' : ` (skipped: no captures in ${capturesDirectory}; set WIN11MON_CAPTURES)`
