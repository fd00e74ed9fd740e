import { severities } from '@win11mon/enricher'
import { loadConfig } from '@win11mon/pipeline'
import { expect, test } from 'vitest'

import { type Config, configDescription } from '../src/settings.ts'
import { aFile } from './run-command.ts'

async function load(text: string, environment: Readonly<Record<string, string>> = {}): Promise<Config> {
  const { config } = await loadConfig(configDescription, { file: aFile('settings.yaml', text), directory: '.', environment })
  return config
}

test('joins the sections of the rooms and those of the command', async () => {
  expect(await load('')).toMatchObject({
    collector: { batch_events: 500, spool: { kind: 'auto' } },
    enricher: { lateness_seconds: 10, horizon_seconds: 3_600 },
    analysis: { min_severity: 'informational', fail_on: 'never' },
    log: { level: 'info' },
    metrics: { address: '' },
  })
})

test('takes a setting of every section from file and environment', async () => {
  const text = 'collector: { batch_events: 5 }\nenricher: { max_processes: 2000 }\nanalysis: { min_severity: low }\nlog: { level: warn }\n'
  const environment = { WIN11MON_ENRICHER_HORIZON_SECONDS: '1800', WIN11MON_ENRICHER_MAX_MENTIONS: '5000' }

  expect(await load(text, environment)).toMatchObject({
    collector: { batch_events: 5 },
    enricher: { horizon_seconds: 1_800, max_processes: 2_000, max_mentions: 5_000 },
    analysis: { min_severity: 'low' },
    log: { level: 'warn' },
  })
})

test('names the setting and the variable when a horizon is too short', async () => {
  await expect(load('', { WIN11MON_ENRICHER_HORIZON_SECONDS: '5' })).rejects.toThrow(
    /enricher\.horizon_seconds \(environment WIN11MON_ENRICHER_HORIZON_SECONDS\)/,
  )
})

test('knows the severities that alerts have, and no others', async () => {
  const loaded = await Promise.all(severities.map((severity) => load(`analysis: { min_severity: ${severity}, fail_on: ${severity} }`)))

  expect(loaded.map(({ analysis }) => analysis.fail_on)).toEqual(severities)
  await expect(load('analysis: { min_severity: never }')).rejects.toThrow('analysis.min_severity')
})
