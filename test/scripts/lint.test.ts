import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

const repository = join(import.meta.dirname, '../..')
const oxlint = join(repository, 'node_modules/oxlint/bin/oxlint')

/** Type-aware rules fall silent without a word when their program cannot be started: so a planted error has to be found. */
function lint(text: string): string {
  const directory = mkdtempSync(join(repository, 'scripts', 'planted-'))
  try {
    writeFileSync(join(directory, 'planted.ts'), text)
    const { stdout, stderr } = spawnSync(process.execPath, [oxlint, '--format=unix', directory], { cwd: repository, encoding: 'utf8' })
    return stdout + stderr
  } finally {
    rmSync(directory, { recursive: true })
  }
}

test('finds a promise that nobody waits for', () => {
  expect(lint("export function forget(): void {\n  Promise.reject(new Error('lost'))\n}\n")).toContain('typescript(no-floating-promises)')
})
