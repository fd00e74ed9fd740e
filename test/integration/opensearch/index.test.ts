import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { openOpensearchDocumentStore, type OpensearchSettings } from '@win11mon/pipeline'
import { createManualClock, openIndexAdministration } from '@win11mon/pipeline'
import { isoTime } from '@win11mon/schemas'
import { beforeAll, expect, onTestFinished, test } from 'vitest'

import { aDirectory, runCommand } from '../../../cli/test/run-command.ts'
import { aDocument, create } from '../../../pipeline/test/document-store/a-document.ts'
import { ask, settingsOf, sharedOpensearch, startTimeoutMs } from './an-opensearch.ts'

beforeAll(sharedOpensearch, startTimeoutMs)

const day = 86_400_000_000
const nowUs = Date.UTC(2026, 2, 20, 12) * 1000

async function aCluster(): Promise<{ url: string; settings: OpensearchSettings }> {
  const [url = ''] = (await sharedOpensearch()).urls()
  const settings = settingsOf(url)
  onTestFinished(async () => {
    await ask(url, 'DELETE', `/${settings.prefix}-*`)
  })
  return { url, settings }
}

function statesOf(reports: readonly { readonly state: string }[]): string[] {
  return [...new Set(reports.map(({ state }) => state))].toSorted()
}

test('the command prepares a cluster once, and finds it as planned after that', async () => {
  const { settings } = await aCluster()
  const config = join(aDirectory(), 'win11mon.yaml')
  writeFileSync(config, JSON.stringify({ opensearch: { nodes: settings.nodes, prefix: settings.prefix, indices: { replicas: 0 } } }))
  const run = async (name: string): Promise<[number, string[]]> => {
    const { exitCode, stdout } = await runCommand(['index', name, '--config', config, '-o', 'json'])
    return [exitCode, statesOf((JSON.parse(stdout) as { objects: { state: string }[] }).objects)]
  }
  expect(await run('status')).toEqual([1, ['missing', 'no_plugin']])
  expect(await run('bootstrap')).toEqual([0, ['created', 'no_plugin']])
  expect(await run('status')).toEqual([0, ['as_planned', 'no_plugin']])
  expect(await run('bootstrap')).toEqual([0, ['as_planned', 'no_plugin']])
  expect(await run('upgrade')).toEqual([0, ['as_planned', 'no_plugin']])
})

test('what is different is shown, left alone by bootstrap, and brought to this version by upgrade', async () => {
  const { url, settings } = await aCluster()
  const first = await openIndexAdministration(settings)
  await first.bootstrap()
  await first.close()
  const other = { ...settings, indices: { ...settings.indices, refresh_interval_ms: 7_000 } }
  const administration = await openIndexAdministration(other)
  onTestFinished(() => administration.close())
  const settingsTemplate = (reports: readonly { kind: string; state: string }[]): string | undefined =>
    reports.find(({ kind }) => kind === 'component_template')?.state
  expect(settingsTemplate(await administration.status())).toBe('different')
  expect(settingsTemplate(await administration.bootstrap())).toBe('different')
  expect(settingsTemplate(await administration.upgrade())).toBe('updated')
  expect(statesOf(await administration.status())).toEqual(['as_planned', 'no_plugin'])
  expect(JSON.stringify(await ask(url, 'GET', `/_component_template/${settings.prefix}-settings-v1`))).toContain('7000ms')
})

test('an upgrade gives indices that are there the fields that are new', async () => {
  const { url, settings } = await aCluster()
  await ask(url, 'PUT', `/${settings.prefix}-hosts-v1`, {
    mappings: { dynamic: 'strict', properties: { host: { properties: { id: { type: 'keyword' } } } } },
  })
  const administration = await openIndexAdministration(settings)
  onTestFinished(() => administration.close())
  await administration.upgrade()
  expect(JSON.stringify(await ask(url, 'GET', `/${settings.prefix}-hosts-v1/_mapping`))).toContain('last_event')
})

test('a template of somebody else under our name is different, not ours', async () => {
  const { url, settings } = await aCluster()
  await ask(url, 'PUT', `/_index_template/${settings.prefix}-events-v1`, {
    index_patterns: [`${settings.prefix}-events-v1-*`],
    priority: 900,
  })
  const administration = await openIndexAdministration(settings)
  onTestFinished(() => administration.close())
  const reports = await administration.status()
  expect(reports.find(({ name }) => name.endsWith('-events-v1'))?.state).toBe('different')
  await administration.upgrade()
})

async function aHistory(): Promise<{ url: string; settings: OpensearchSettings; write(timeUs: number): Promise<unknown> }> {
  const { url, settings } = await aCluster()
  const store = await openOpensearchDocumentStore({ settings, clock: createManualClock(nowUs) })
  onTestFinished(() => store.close())
  let sequence = 0
  const write = async (timeUs: number): Promise<unknown> => {
    sequence += 1
    const id = `A-${sequence}`
    const doc = JSON.stringify({ '@timestamp': isoTime(timeUs), event: { id, action: 'gap' } })
    return await store.bulk([create({ ...aDocument('events', id, { time_us: timeUs }), doc })])
  }
  return { url, settings, write }
}

async function segmentsOf(url: string, index: string): Promise<number | undefined> {
  await ask(url, 'POST', `/${index}/_refresh`)
  const { indices } = (await ask(url, 'GET', `/${index}/_stats/segments`)) as {
    indices: Record<string, { primaries: { segments: { count: number } } }>
  }
  return indices[index]?.primaries.segments.count
}

test('days are closed and merged at their age, deleted at another, and come back for an endpoint that was away', async () => {
  const { url, settings, write } = await aHistory()
  for (const age of [0, 1, 5, 29, 32, 400]) await write(nowUs - age * day)
  await ask(url, 'POST', `/${settings.prefix}-*/_flush`)
  await write(nowUs - 5 * day)
  const administration = await openIndexAdministration(settings, createManualClock(nowUs))
  onTestFinished(() => administration.close())
  const names = (reports: readonly { name: string; step: string }[]): string[] =>
    reports.map(({ name, step }) => `${name.slice(-10)} ${step}`)
  const expected = ['ts-v1-2025 delete', '2026.02.16 delete', '2026.02.19 close', '2026.03.15 close', '2026.03.19 keep', '2026.03.20 keep']
  expect(names((await administration.retention(false)).indices)).toEqual(expected)
  expect(Object.keys(await ask(url, 'GET', `/${settings.prefix}-events-*`))).toHaveLength(6)

  await administration.retention(true)
  expect(
    Object.keys(await ask(url, 'GET', `/${settings.prefix}-events-*`))
      .map((name) => name.slice(-10))
      .toSorted(),
  ).toEqual(['2026.02.19', '2026.03.15', '2026.03.19', '2026.03.20'])
  // A reader holds the segments from before until it is opened anew.
  await expect.poll(() => segmentsOf(url, `${settings.prefix}-events-v1-2026.03.15`), { timeout: 30_000 }).toBe(1)

  expect(await write(nowUs - 5 * day)).toEqual([{ status: 'done' }])
  const after = await administration.retention(false)
  expect(names(after.indices)).toEqual(['2026.02.19 keep', '2026.03.15 close', '2026.03.19 keep', '2026.03.20 keep'])
})

test('a day that somebody else closed stays closed, and what waits for it is not lost', async () => {
  const { url, settings, write } = await aHistory()
  await write(nowUs)
  await ask(url, 'PUT', `/${settings.prefix}-events-v1-2026.03.20/_settings`, { 'index.blocks.write': true })
  expect(await write(nowUs)).toEqual([
    { status: 'failed', isRetryable: true, reason: expect.stringContaining('cluster_block_exception') as unknown },
  ])
})
