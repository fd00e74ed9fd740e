/**
 * `npm run test:integration`: the tests against real servers. Arguments go to vitest: `-- test/integration/kafka/tls.test.ts`.
 * The last line counts the tests, for `.ci/run`.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { closingLineOf, totalsOfVitest } from './test-totals.ts'

const scratch = mkdtempSync(join(tmpdir(), 'win11mon-integration-report-'))
const report = join(scratch, 'report.json')
try {
  const options = ['-c', 'vitest.integration.config.ts', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const { status } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...options, ...process.argv.slice(2)], {
    stdio: 'inherit',
  })
  process.stdout.write(`${closingLineOf(totalsOfVitest(readFileSync(report, 'utf8')))}\n`)
  process.exitCode = status ?? 1
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
