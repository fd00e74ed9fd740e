import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, describe, expect, test } from 'vitest'

const repository = join(import.meta.dirname, '../..')
const captures = join(process.env['WIN11MON_CAPTURES'] ?? join(repository, '../shared/data'), 'otrf')
const hasCaptures = existsSync(captures)
const note = hasCaptures ? '' : ` (skipped: no captures in ${captures}; set WIN11MON_CAPTURES)`

/** Rules as a person would write them, one for each log source whose events the captures hold. */
const rules = String.raw`
title: Memory dump by comsvcs
logsource: {product: windows, category: process_creation}
detection: {s: {CommandLine|contains|all: [comsvcs, MiniDump]}, condition: s}
---
title: Handler key of a class of the user
logsource: {product: windows, category: registry_event}
detection: {s: {TargetObject|contains: '\ms-settings\shell\open\command'}, condition: s}
---
title: Remote thread by PowerShell
logsource: {product: windows, category: create_remote_thread}
detection: {s: {SourceImage|endswith: '\powershell.exe'}, condition: s}
---
title: Dump file
logsource: {product: windows, category: file_event}
detection: {s: {TargetFilename|endswith: .dmp}, condition: s}
---
title: Logon with debug privilege
logsource: {product: windows, service: security}
detection: {s: {EventID: 4672, PrivilegeList|contains: SeDebugPrivilege}, condition: s}
---
title: lsass opened
name: lsass_opened
logsource: {product: windows, category: process_access}
detection: {s: {TargetImage|endswith: '\lsass.exe'}, condition: s}
---
title: lsass opened often
correlation: {type: event_count, rules: [lsass_opened], group-by: [SourceImage], timespan: 10s, condition: {gte: 20}}
`

/** Capture, rule, and the image that acted; null where the record names no process. */
const steps = [
  ['psh_lsass_memory_dump_comsvcs', 'Memory dump by comsvcs', 'rundll32.exe'],
  ['psh_lsass_memory_dump_comsvcs', 'Dump file', 'rundll32.exe'],
  ['cmd_lsass_memory_dumpert_syscalls', 'Dump file', 'Outflank-Dumpert.exe'],
  ['rdp_interactive_taskmanager_lsass_dump', 'Dump file', 'Taskmgr.exe'],
  ['empire_uac_shellapi_fodhelper', 'Handler key of a class of the user', 'powershell.exe'],
  ['empire_psinject_PEinjection', 'Remote thread by PowerShell', 'powershell.exe'],
  ['empire_mimikatz_sam_access', 'lsass opened often', 'powershell.exe'],
  ['empire_psinject_PEinjection', 'Logon with debug privilege', null],
] as const

interface Alert {
  readonly id: string
  readonly rule_name: string
  readonly actor: { readonly executable: string | null } | null
  readonly occurrences: number
}

const directory = mkdtempSync(join(tmpdir(), 'win11mon-sigma-'))
writeFileSync(join(directory, 'rules.yml'), rules)
afterAll(() => rmSync(directory, { recursive: true, force: true }))

const known = new Map<string, readonly Alert[]>()

/** The whole program on one capture, as a person runs it. */
function alertsOf(capture: string): readonly Alert[] {
  const program = ['--conditions=@win11mon/source', '--import', 'tsx', 'cli/src/main.ts']
  const command = ['analyze', join(captures, `${capture}.zip`), '--rules', directory, '--quiet', '-o', 'json']
  const { stdout, stderr, status } = spawnSync(process.execPath, [...program, ...command], {
    cwd: repository,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  })
  if (status !== 0) throw new Error(`analyze ${capture} exited with ${status}: ${stderr}`)
  return (JSON.parse(stdout) as { alerts: Alert[] }).alerts
}

function knownAlerts(capture: string): readonly Alert[] {
  const alerts = known.get(capture) ?? alertsOf(capture)
  known.set(capture, alerts)
  return alerts
}

describe.skipIf(!hasCaptures)(`public captures under rules of a person${note}`, () => {
  test.each(steps)('%s: "%s" by %s', (capture, rule, image) => {
    const actors = knownAlerts(capture)
      .filter(({ rule_name: name }) => name === rule)
      .map(({ actor }) => actor?.executable?.split('\\').at(-1) ?? null)

    expect(actors).toContain(image)
  })

  test('rules of a person find the same, under the same ids, in every run', () => {
    const capture = 'psh_lsass_memory_dump_comsvcs'
    expect(alertsOf(capture)).toEqual(knownAlerts(capture))
  })
})
