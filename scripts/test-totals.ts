export interface TestTotals {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

interface VitestReport {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[]
}

/** What vitest's JSON reporter wrote. A file that failed before its first test counts as one failed test. */
export function totalsOfVitest(text: string): TestTotals {
  const report = JSON.parse(text) as VitestReport
  const brokenFiles = report.testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0)
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

const closingLine = /^(?<passed>\d+) passed, (?<failed>\d+) failed, (?<skipped>\d+) skipped$/gmu

/** The last line of the form `3 passed, 0 failed, 1 skipped` in a tier's output, or undefined when it never came to one. */
export function totalsOfClosingLine(output: string): TestTotals | undefined {
  const groups = [...output.matchAll(closingLine)].at(-1)?.groups
  if (groups === undefined) return undefined
  return { passed: Number(groups['passed']), failed: Number(groups['failed']), skipped: Number(groups['skipped']) }
}

export function addTotals(totals: readonly TestTotals[]): TestTotals {
  return {
    passed: totals.reduce((sum, { passed }) => sum + passed, 0),
    failed: totals.reduce((sum, { failed }) => sum + failed, 0),
    skipped: totals.reduce((sum, { skipped }) => sum + skipped, 0),
  }
}

export function closingLineOf({ passed, failed, skipped }: TestTotals): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}
