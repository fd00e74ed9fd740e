import type { Event } from '@win11mon/schemas'
import { expect, test } from 'vitest'

import { type Ablation, ablations } from '../../evaluation/ablations.ts'
import { type RecordedHost, recordHost } from '../../evaluation/recorded-host.ts'

let known: Promise<RecordedHost> | undefined
const exploit = async (): Promise<readonly Event[]> => {
  known ??= recordHost({ seed: 'ablations', scenario: 'ioring_afd' })
  return (await known).events
}

function reduce(id: Ablation['id'], events: readonly Event[], round = 0): readonly Event[] {
  const ablation = ablations.find((one) => one.id === id)
  if (ablation?.reduce === undefined) throw new Error(`No events are taken away by ${id}.`)
  return ablation.reduce(events, round)
}

function systemShells(events: readonly Event[]): Event[] {
  return events.filter(
    (event) => event.kind === 'process_create' && event.integrityLevel === 0x4000 && /\\(?:cmd|whoami)\.exe$/.test(event.executable ?? ''),
  )
}

test('without scans nothing tells of rings, and no number is missing', async () => {
  const events = reduce('no_scan', await exploit())
  expect((await exploit()).some(({ kind }) => kind === 'ioring_scan')).toBe(true)
  expect(events.some(({ kind }) => kind === 'ioring_scan' || kind === 'process_profile')).toBe(false)
  expect(events.some((event) => event.kind === 'process_terminate' && event.ioringOperationCount !== null)).toBe(false)
  expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1))
})

test('without System children these, and what they do, are gone, and nothing else', async () => {
  const all = await exploit()
  const events = reduce('no_child', all)
  expect(systemShells(all)).toHaveLength(2)
  expect(systemShells(events)).toEqual([])
  expect(all.length - events.length).toBeLessThan(200)
  expect(events.some((event) => event.kind === 'process_create' && event.executable?.endsWith('\\afd_elevate.exe'))).toBe(true)
})

test('truncation leaves twenty characters of every text and says so', async () => {
  const [before, after] = [await exploit(), reduce('truncated', await exploit())]
  expect(after).toHaveLength(before.length)
  for (const event of after) {
    if (event.kind !== 'process_create') continue
    expect(Math.max(event.executable?.length ?? 0, event.commandLine?.length ?? 0)).toBeLessThanOrEqual(20)
    expect(event.isTruncated).toBe(true)
  }
})

test('about a tenth of the events is lost, others each time, and their numbers stay missing', async () => {
  const all = await exploit()
  const [first, second] = [reduce('lost', all, 0), reduce('lost', all, 1)]
  for (const rest of [first, second]) expect(Math.abs(rest.length / all.length - 0.9)).toBeLessThan(0.03)
  expect(first).not.toEqual(second)
  expect(reduce('lost', all, 0)).toEqual(first)
  expect(first.at(-1)?.sequence).toBeGreaterThan(first.length)
})
