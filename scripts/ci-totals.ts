/**
 * Adds up the tiers of `.ci/run`. Its arguments are the files that the tiers left: `.json` from vitest's JSON reporter,
 * anything else is output with a closing line. A tier without a result counts as one failure. Prints the sum as the last
 * line and exits 1 when anything failed.
 */
import { readFileSync } from 'node:fs'

import { type TestTotals, addTotals, closingLineOf, totalsOfClosingLine, totalsOfVitest } from './test-totals.ts'

const total = addTotals(process.argv.slice(2).map(readTier))
process.stdout.write(`${closingLineOf(total)}\n`)
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1

function readTier(path: string): TestTotals {
  try {
    const text = readFileSync(path, 'utf8')
    const totals = path.endsWith('.json') ? totalsOfVitest(text) : totalsOfClosingLine(text)
    if (totals === undefined) throw new Error('it has no closing line')
    return totals
  } catch (error) {
    process.stderr.write(`No result in ${path}: ${String(error)}. Counted as one failure.\n`)
    return { passed: 0, failed: 1, skipped: 0 }
  }
}
