import { expect, test } from 'vitest'

import { aFleetStore, dangerous } from '../a-fleet-store.ts'
import { aStore } from '../a-store.ts'
import { aFile, type CommandResult, runCommand } from '../run-command.ts'
import { asLines, captureRecords } from '../a-capture.ts'

async function handles(...args: readonly string[]): Promise<CommandResult> {
  return runCommand(['handles', '--db', await aStore(), ...args])
}

test('lists who holds which rights on whom, with the alert it led to', async () => {
  const { exitCode, stdout, stderr } = await handles()

  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  expect(stdout.trimEnd().split('\n')).toEqual([
    expect.stringMatching(/^actor +object +events +first +last +access +rights$/),
    expect.stringMatching(
      /^grab\.exe 5000 +lsass\.exe 700 +1 +2020-09-22 08:37:03 +0x1410 +▲ HD-08 +vm read, query information, query limited information$/,
    ),
  ])
})

/** Handles of one actor: lsass read twice, Explorer looked at, and a handle copied into System. */
async function aBusyStore(): Promise<string> {
  const [, , open = {}] = captureRecords()
  const guid = { SourceProcessGUID: open['SourceProcessGUID'], SourceProcessId: '5000', SourceImage: open['SourceImage'] }
  const explorer = {
    TargetProcessGUID: '{0A0B0C0D-0001-5F8B-0100-000000000700}',
    TargetProcessId: '3000',
    TargetImage: 'C:\\Windows\\explorer.exe',
  }
  const copy = {
    EventID: 4690,
    Channel: 'Security',
    SourceName: 'Microsoft-Windows-Security-Auditing',
    Hostname: open['Hostname'],
    EventTime: '2020-09-22 08:37:07',
    RecordNumber: 900,
    SourceHandleId: '0x1b8',
    SourceProcessId: '0x1388',
    TargetHandleId: '0x1e90',
    TargetProcessId: '0x4',
  }
  const system = {
    SourceProcessGUID: '{0A0B0C0D-0006-5F8B-0600-000000000700}',
    SourceProcessId: '600',
    SourceImage: 'C:\\Windows\\System32\\csrss.exe',
  }
  const all = {
    ...open,
    ...system,
    ...explorer,
    GrantedAccess: '0x1fffff',
    UtcTime: '2020-09-22 08:37:08.000',
    EventTime: '2020-09-22 08:37:08',
  }
  const more = [
    { ...open, UtcTime: '2020-09-22 08:37:05.000', EventTime: '2020-09-22 08:37:05', RecordNumber: 800 },
    {
      ...open,
      ...guid,
      ...explorer,
      GrantedAccess: '0x1000',
      UtcTime: '2020-09-22 08:37:06.000',
      EventTime: '2020-09-22 08:37:06',
      RecordNumber: 801,
    },
    copy,
    { ...all, RecordNumber: 802 },
  ]
  const path = aFile('busy.sqlite', '')
  const { exitCode, stderr } = await runCommand(['analyze', aFile('busy.json', asLines(captureRecords({ more }))), '--db', path])
  if (exitCode !== 0) throw new Error(stderr)
  return path
}

test('adds up what differs only in time, says the roles of a duplicate, and puts what led to an alert first, then the gravest', async () => {
  const store = await aBusyStore()
  const lines = (await runCommand(['handles', '--db', store])).stdout.trimEnd().split('\n').slice(1)

  expect(lines).toEqual([
    expect.stringMatching(/lsass\.exe 700 +2 +2020-09-22 08:37:03 +08:37:05 +0x1410 +▲ HD-08/),
    expect.stringMatching(/csrss\.exe 600 +explorer\.exe 3000 .* 0x1fffff +all access$/),
    expect.stringMatching(/explorer\.exe 3000 +1 .* 0x1000 +query limited information$/),
    expect.stringMatching(/ 1 +2020-09-22 08:37:07 .*duplicated from grab\.exe 5000 into System 4$/),
  ])
  const [, second] = JSON.parse((await runCommand(['handles', '--db', store, '--process', 'explorer', '-o', 'json'])).stdout) as unknown[]
  expect(second).toMatchObject({
    operation: 'opened',
    access: '0x1000',
    rights: 'query limited information',
    events: 1,
    object: { pid: 3000 },
  })
})

test('says how many there are beyond the limit, and nothing found is no error', async () => {
  expect((await runCommand(['handles', '--db', await aBusyStore(), '--limit', '1'])).stderr).toContain('Only the first 1 row of 4')
  expect(await handles('--since', '2021-01-01')).toMatchObject({
    exitCode: 0,
    stdout: '',
    stderr: expect.stringContaining('No handle event') as unknown,
  })
  expect((await handles('--process', '9999')).exitCode).toBe(66)
})

test('names the host where there are several, and prints CSV that no spreadsheet runs', async () => {
  const store = await aFleetStore()
  expect((await runCommand(['handles', '--db', store])).stdout).toMatch(/^host[\s\S]*DESK1[\s\S]*DESK2/)
  const csv = (await runCommand(['handles', '--db', store, '-o', 'csv'])).stdout
  expect(csv.split('\n')).toHaveLength(4)
  expect(csv).not.toMatch(dangerous)
  expect((await runCommand(['handles', '--db', store, '-o', 'ndjson', '--host', 'desk2'])).stdout.trimEnd().split('\n')).toHaveLength(1)
})
