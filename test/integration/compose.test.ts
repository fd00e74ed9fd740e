import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, onTestFinished, test } from 'vitest'

import { needTool } from '../../deploy/local/artifacts/debian-tool.ts'
import { runTool } from '../../deploy/local/artifacts/run-tool.ts'

const root = join(import.meta.dirname, '../..')
const composeFile = join(root, 'docker-compose.yml')

/** Reads a Compose file with the library that `docker compose` is made of; throws what that says is wrong. */
function check(path: string): string {
  needTool('go', 'golang-go')
  return runTool('go', ['run', '.', path], { directory: join(root, 'deploy/compose-check') })
}

test('docker-compose.yml is what Compose accepts', () => {
  expect(check(composeFile).trim()).toBe('[kafka opensearch opensearch-dashboards redis schema-registry toxiproxy]')
})

test.each([
  ['an unknown key', '    restart: unless-stopped', '    restrat: unless-stopped'],
  ['a service that depends on one that is not there', '      kafka:\n        condition', '      kafak:\n        condition'],
])('the check finds %s', (_, good, bad) => {
  const directory = mkdtempSync(join(tmpdir(), 'win11mon-compose-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  const text = readFileSync(composeFile, 'utf8')
  expect(text).toContain(good)
  const path = join(directory, 'docker-compose.yml')
  writeFileSync(path, text.replace(good, bad))
  expect(() => check(path)).toThrow('failed with 1')
})
