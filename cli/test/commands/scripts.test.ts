import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { aDirectory, runCommand } from '../run-command.ts'

/** What PowerShell logs of a script that it logs in parts. */
function aPart(number: number, count: number, text: string, { seconds = number, block = 'b1' } = {}): object {
  return {
    EventID: 4104,
    Channel: 'Microsoft-Windows-PowerShell/Operational',
    SourceName: 'Microsoft-Windows-PowerShell',
    Hostname: 'DESK1.example.com',
    EventTime: `2020-09-22 08:37:0${seconds}`,
    '@timestamp': `2020-09-22T08:37:0${seconds}.000Z`,
    RecordNumber: seconds + (block === 'b1' ? 0 : 10),
    ExecutionProcessID: '4242',
    ScriptBlockId: block,
    MessageNumber: String(number),
    MessageTotal: String(count),
    ScriptBlockText: text,
    Path: 'C:\\Tools\\dump.ps1',
  }
}

async function aScriptStore(parts: readonly object[]): Promise<string> {
  const directory = aDirectory()
  const capture = join(directory, 'scripts.json')
  writeFileSync(capture, parts.map((part) => JSON.stringify(part)).join('\n'))
  const store = join(directory, 'store.sqlite')
  const { exitCode, stderr } = await runCommand(['analyze', capture, '--db', store])
  if (exitCode !== 0) throw new Error(stderr)
  return store
}

const first = 'function Get-Dump {\n    $handle = Open-'
const middle = 'Process lsass\n    Write-'
const last = 'Dump $handle\n}'

async function idOfPart(store: string, number: number): Promise<string> {
  const sql = `SELECT id FROM events WHERE kind = 'script_block' AND json_extract(doc, '$.win11mon.script.part_number') = ${number}`
  return (await runCommand(['query', sql, '--db', store, '-o', 'csv'])).stdout.split('\n')[1] ?? ''
}

test('shows a script whole, whichever of its parts is asked for and in whatever order they were logged', async () => {
  const store = await aScriptStore([
    aPart(3, 3, last, { seconds: 1 }),
    aPart(1, 3, first, { seconds: 2 }),
    aPart(2, 3, middle, { seconds: 3 }),
  ])
  const { stdout } = await runCommand(['show', '--db', store, '--', await idOfPart(store, 2)])
  expect(stdout).toMatch(
    /SCRIPT {2}3 parts\n {2}function Get-Dump \{\n {6}\$handle = Open-Process lsass\n {6}Write-Dump \$handle\n {2}\}\n/,
  )
  expect(stdout).not.toContain('win11mon.script.text')
  const json = await runCommand(['show', '--db', store, '-o', 'json', '--', await idOfPart(store, 1)])
  expect(JSON.parse(json.stdout)).toMatchObject({
    script: { block_id: 'b1', part_count: 3, missing_parts: [], text: `${first}${middle}${last}`, path: 'C:\\Tools\\dump.ps1' },
  })
})

test('names the parts of a script that are not there, where they would be', async () => {
  const store = await aScriptStore([aPart(1, 6, first, { seconds: 1 }), aPart(4, 6, 'four', { seconds: 2 })])
  const { stdout } = await runCommand(['show', '--db', store, '--', await idOfPart(store, 4)])
  expect(stdout).toMatch(/SCRIPT {2}6 parts, parts 2 to 3, parts 5 to 6 not found\n/)
  expect(stdout).toMatch(/Open-\n {2}\[parts 2 to 3 of 6 not found\]\n {2}four\n {2}\[parts 5 to 6 of 6 not found\]\n/)
})

test('lists a script once for a person, and each of its parts for a program', async () => {
  const other = aPart(1, 2, 'another', { seconds: 5, block: 'b2' })
  const store = await aScriptStore([aPart(1, 3, first), aPart(3, 3, last), other])
  for (const command of [['timeline'], ['search', 'kind=script_block']]) {
    const { stdout } = await runCommand([...command, '--db', store])
    expect(stdout.match(/script_block/g)).toHaveLength(2)
    expect(stdout).toContain('(3 parts, part 2 not found) function Get-Dump { $handle = Open- [part 2 of 3 not found] Dump $handle }')
    expect(stdout).toContain('(2 parts, part 2 not found) another')
    const { stdout: lines } = await runCommand([...command, '--db', store, '-o', 'ndjson'])
    expect(lines.match(/"action":"script_block"/g)).toHaveLength(3)
  }
})

test('leaves a script that was logged whole as it is', async () => {
  const store = await aScriptStore([aPart(1, 1, 'Get-Date')])
  expect((await runCommand(['show', '--db', store, '--', await idOfPart(store, 1)])).stdout).toMatch(/win11mon\.script\.text +Get-Date\n/)
  expect((await runCommand(['timeline', '--db', store])).stdout).not.toContain('parts')
})
