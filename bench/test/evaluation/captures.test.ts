import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { newEvent } from '@win11mon/schemas'
import { describe, expect, test } from 'vitest'

import { ActiveMinutes } from '../../evaluation/activity.ts'
import { labelOf, readLabels, stepOf } from '../../evaluation/attack-labels.ts'
import { type EvaluatedCapture, capturesIn, evaluateCapture, totalsOf } from '../../evaluation/captures.ts'
import { falseAlertGate } from '../../evaluation/gates.ts'
import { PlainBaseline } from '../../evaluation/plain-baseline.ts'
import { histogramOf } from '../../evaluation/score-histogram.ts'

const root = process.env['WIN11MON_CAPTURES'] ?? join(import.meta.dirname, '../../../../shared/data')
const hasCaptures = existsSync(join(root, 'otrf'))
const note = hasCaptures ? '' : ` (skipped: no captures in ${root}; set WIN11MON_CAPTURES)`

/** Made of process creates only, of programs of Windows that do what they are for: rules that people write are for these. */
const withoutHandles = ['security4688_scheduled_task', 'sysmon1_spn_discovery', 'sysmon1_wmiexec']

describe.skipIf(!hasCaptures)(`the public captures${note}`, () => {
  let known: Promise<EvaluatedCapture[]> | undefined
  const evaluated = (): Promise<EvaluatedCapture[]> => (known ??= evaluateAll())

  test('show every labelled step of which more than an ordinary start was recorded', async () => {
    const missed = (await evaluated()).filter(({ figures }) => figures.missedSteps.length > 0).map(({ name }) => name.split('.')[0])
    expect(missed).toEqual(withoutHandles)
  })

  test('raise at most 0.3 grave alerts a host-hour that show no step', async () => {
    const { gravest, activeHostHours } = totalsOf(await evaluated())
    expect(gravest.labelled).toBeGreaterThan(15)
    expect(gravest.others / activeHostHours).toBeLessThanOrEqual(falseAlertGate)
  })

  test('have no process whose reported abuse score reaches one half', async () => {
    const { reportedAbuse } = totalsOf(await evaluated())
    expect(reportedAbuse.counts.slice(-2)).toEqual([0, 0])
  })
})

async function evaluateAll(): Promise<EvaluatedCapture[]> {
  const captures: EvaluatedCapture[] = []
  for (const path of ['otrf', 'evtx'].flatMap((name) => capturesIn(join(root, name)))) captures.push(await evaluateCapture(path))
  return captures
}

test('an alert shows the step whose actor and object it names', () => {
  const label = labelOf('empire_uac_shellapi_fodhelper_2020.zip')
  expect(stepOf(label, 'C:\\X\\PowerShell.exe', 'C:\\Windows\\powershell.exe')?.step).toBe('fodhelper starts PowerShell elevated')
  expect(stepOf(label, 'C:\\X\\other.exe', 'C:\\Windows\\powershell.exe')).toBeUndefined()
  expect(stepOf(labelOf('of somebody else.zip'), 'C:\\X\\powershell.exe', null)).toBeUndefined()
})

test('labels of others are taken when they are in the form of ours', () => {
  const text = '[{"capture":"mine","technique":"T1","steps":[{"step":"reads","actors":["a.exe"],"object":"lsass.exe"}]}]'
  expect(labelOf('mine.json', readLabels(text))?.technique).toBe('T1')
  expect(() => readLabels(text.replace('"actors"', '"actor"'))).toThrow('labels are a list')
  expect(() => readLabels('{}')).toThrow('labels are a list')
})

test('a host is active in the minutes in which something was recorded, not between them', () => {
  const activity = new ActiveMinutes()
  for (const [hostId, minute] of [
    ['one', 0],
    ['one', 0],
    ['one', 90],
    ['two', 90],
  ] as const)
    activity.note(hostId, { ...newEvent.process_create(), timeUs: minute * 60_000_000 + 5 })
  activity.note('one', { ...newEvent.gap(), timeUs: 500 * 60_000_000 })
  expect(activity.hostHours * 60).toBeCloseTo(3)
})

test("the plan's rule flags whoever loads one of two libraries, of processes whose first loads were seen", () => {
  const baseline = new PlainBaseline()
  const load = (processId: number, imagePath: string): void =>
    baseline.note('host', { ...newEvent.image_load(), processId, processStartUs: processId, imagePath })
  for (const processId of [1, 2, 3]) baseline.note('host', { ...newEvent.process_create(), processId, processStartUs: processId })
  load(1, 'C:\\Windows\\System32\\ntdll.dll')
  load(2, 'C:\\Windows\\System32\\user32.dll')
  load(9, 'C:\\Windows\\System32\\KernelBase.dll')
  expect(baseline.figures()).toEqual({ processes: 2, flagged: 1 })
})

test('every probability falls into one bin of a histogram', () => {
  const { upTo, counts } = histogramOf([0, 1e-5, 0.4999, 0.5, 0.95, 1])
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(6)
  expect(counts[upTo.indexOf(1)]).toBe(2)
  expect(counts[upTo.indexOf(0.5)]).toBe(2)
})
