import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

const repository = join(import.meta.dirname, '../..')
const captures = process.env['WIN11MON_CAPTURES'] ?? join(repository, '../shared/data')
const hasCaptures = existsSync(join(captures, 'otrf'))
const note = hasCaptures ? '' : ` (skipped: no captures in ${captures}; set WIN11MON_CAPTURES)`

interface Report {
  readonly inputs: readonly { readonly path: string; readonly error: string | null; readonly accepted: number }[]
  readonly ledger: { readonly issued: number; readonly unexplained: number }
  readonly source_guid_comparison: {
    readonly references: number
    readonly agreeing: number
    readonly parent_edges: { readonly compared: number; readonly agreeing: number }
    readonly disagreements: readonly unknown[]
  }
}

/** The whole program on the capture files, as a person runs it. */
function analyse(directory: string): Report {
  const program = ['--conditions=@win11mon/source', '--import', 'tsx', 'cli/src/main.ts']
  const command = ['analyze', join(captures, directory), '--compare-source-guids', '--quiet', '-o', 'json']
  const { stdout, stderr, status } = spawnSync(process.execPath, [...program, ...command], {
    cwd: repository,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  })
  if (status !== 0) throw new Error(`analyze ${directory} exited with ${status}: ${stderr}`)
  return JSON.parse(stdout) as Report
}

describe.skipIf(!hasCaptures).each(['otrf', 'evtx'])(`the public captures in %s${note}`, (directory) => {
  let known: Report | undefined
  const report = (): Report => (known ??= analyse(directory))

  test('are read to their end, each with events', () => {
    expect(report().inputs.filter(({ error, accepted }) => error !== null || accepted === 0)).toEqual([])
  })

  test('have identities that agree with the GUIDs of Sysmon for at least 99.99 % of the references', () => {
    const { references, agreeing } = report().source_guid_comparison
    expect(references).toBeGreaterThan(10)
    expect(agreeing / references).toBeGreaterThanOrEqual(0.9999)
  })

  test('have no parent edge that contradicts the parent GUID', () => {
    const { compared, agreeing } = report().source_guid_comparison.parent_edges
    expect(compared).toBeGreaterThan(0)
    expect(agreeing).toBe(compared)
  })

  test('leave no event unexplained', () => {
    expect(report().ledger).toMatchObject({ unexplained: 0 })
    expect(report().ledger.issued).toBeGreaterThan(0)
  })
})
