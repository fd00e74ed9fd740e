import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { aCapture } from '../a-capture.ts'
import { aDirectory, runCommand } from '../run-command.ts'

test('analyses through the spool file that the settings ask for', async () => {
  const directory = aDirectory()
  const environment = { WIN11MON_COLLECTOR_SPOOL_KIND: 'sqlite', WIN11MON_COLLECTOR_SPOOL_DIRECTORY: 'held' }
  const { exitCode, stdout } = await runCommand(['analyze', aCapture(), '-o', 'json'], { directory, environment })

  expect(exitCode).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ ledger: { issued: 4, indexed: 4, in_flight: 0, unexplained: 0 } })
  expect(existsSync(join(directory, 'held'))).toBe(true)
})
