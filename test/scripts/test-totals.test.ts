import { expect, test } from 'vitest'

import { addTotals, closingLineOf, totalsOfClosingLine, totalsOfVitest } from '../../scripts/test-totals.ts'

const report = { numPassedTests: 3, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1, testResults: [] }

test('reads what vitest reports', () => {
  expect(totalsOfVitest(JSON.stringify(report))).toEqual({ passed: 3, failed: 1, skipped: 3 })
})

test('counts a file that broke before its first test as a failure', () => {
  const testResults = [
    { status: 'failed', assertionResults: [] },
    { status: 'failed', assertionResults: [{}] },
    { status: 'passed', assertionResults: [{}] },
  ]

  expect(totalsOfVitest(JSON.stringify({ ...report, testResults })).failed).toBe(2)
})

test('reads the last closing line of a tier', () => {
  expect(totalsOfClosingLine('ok 1\n1 passed, 0 failed, 0 skipped\nmore\n12 passed, 3 failed, 4 skipped\n')).toEqual({
    passed: 12,
    failed: 3,
    skipped: 4,
  })
})

test('knows no result of a tier that never came to its closing line', () => {
  expect(totalsOfClosingLine('1 passed, 0 failed\n')).toBeUndefined()
})

test('adds up the tiers', () => {
  const total = addTotals([
    { passed: 1, failed: 0, skipped: 2 },
    { passed: 3, failed: 4, skipped: 0 },
  ])

  expect(closingLineOf(total)).toBe('4 passed, 4 failed, 2 skipped')
})
