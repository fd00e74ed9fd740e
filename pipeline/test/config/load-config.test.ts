import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, onTestFinished, test } from 'vitest'
import * as z from 'zod'

import { describeConfig } from '../../src/config/config-description.ts'
import { configText } from '../../src/config/config-text.ts'
import { type ConfigSources, type LoadedConfig, loadConfig } from '../../src/config/load-config.ts'
import { type SampleConfig, description } from './a-description.ts'

function aDirectory(files: Readonly<Record<string, string>> = {}): string {
  const directory = mkdtempSync(join(tmpdir(), 'win11mon-config-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text)
  return directory
}

/** Loads with this text as the directory's own file. */
async function load(text: string | undefined, sources: Partial<ConfigSources> = {}): Promise<LoadedConfig<SampleConfig>> {
  return loadConfig(description, {
    directory: aDirectory(text === undefined ? {} : { 'win11mon.yaml': text }),
    environment: {},
    ...sources,
  })
}

test('has a default for every setting', async () => {
  const { config, origins } = await load(undefined)

  expect(config).toMatchObject({
    collector: { batch_events: 500, spool: { kind: 'memory' } },
    enricher: { lateness_seconds: 10, exceptions: [] },
    analysis: { min_severity: 'low', fail_on: 'never' },
  })
  expect([...origins.keys()]).toEqual(description.options.map(({ path }) => path))
  expect(new Set(origins.values())).toEqual(new Set(['default']))
})

test('lets the environment win over the file, and flags over both', async () => {
  const flags = new Map([['analysis.fail_on', { flag: '--fail-on', value: 'critical' }]])
  const environment = { WIN11MON_ANALYSIS_FAIL_ON: 'high', WIN11MON_ENRICHER_LATENESS_SECONDS: '2.5' }
  const { config, origins } = await load('analysis: { fail_on: low, min_severity: high }\nenricher: { lateness_seconds: 5 }\n', {
    environment,
    flags,
  })

  expect(config.analysis).toEqual({ fail_on: 'critical', min_severity: 'high' })
  expect(config.enricher.lateness_seconds).toBe(2.5)
  expect(origins.get('analysis.fail_on')).toBe('flag --fail-on')
  expect(origins.get('analysis.min_severity')).toMatch(/^file .*win11mon\.yaml$/)
  expect(origins.get('enricher.lateness_seconds')).toBe('environment WIN11MON_ENRICHER_LATENESS_SECONDS')
})

test('reads lists from the environment as they stand in the file', async () => {
  const environment = { WIN11MON_ENRICHER_EXCEPTIONS: '[{ rule: HD-08, reason: backup agent, expires: "2026-01-01" }]' }
  const { config } = await load(undefined, { environment })

  expect(config.enricher.exceptions).toEqual([{ rule: 'HD-08', reason: 'backup agent', expires: '2026-01-01' }])
})

test('reads lists of texts from the environment with commas between, as everybody writes them, or as in the file', async () => {
  const trustedIn = async (text: string): Promise<readonly string[]> => {
    const { config } = await load(undefined, { environment: { WIN11MON_ENRICHER_TRUSTED: text } })
    return config.enricher.trusted
  }
  expect(await trustedIn('Contoso')).toEqual(['Contoso'])
  expect(await trustedIn('Contoso, Fabrikam:1')).toEqual(['Contoso', 'Fabrikam:1'])
  expect(await trustedIn('["Contoso, Ltd.", Fabrikam]')).toEqual(['Contoso, Ltd.', 'Fabrikam'])
  await expect(trustedIn('Contoso,')).rejects.toThrow('WIN11MON_ENRICHER_TRUSTED')
})

test('takes text of the environment as it is', async () => {
  const { config } = await load(undefined, { environment: { WIN11MON_COLLECTOR_SPOOL_DIRECTORY: '1.0: [x' } })

  expect(config.collector.spool.directory).toBe('1.0: [x')
})

test.each([
  ['colector: {}', 'unknown key colector. Did you mean collector?'],
  ['collector: { batch_evnts: 5 }', 'unknown key collector.batch_evnts. Did you mean batch_events?'],
  ['lateness_seconds: 5', 'unknown key lateness_seconds. Did you mean enricher.lateness_seconds?'],
  ['something_else_entirely: 5', 'unknown key something_else_entirely. Known here: collector, enricher, analysis.'],
  ['__proto__: { x: 1 }', 'unknown key __proto__.'],
  ['collector: 5', 'collector must be a section'],
  ['- a list', 'the file must be a section'],
  ['collector: { batch_events: many }', 'collector.batch_events (file '],
  ['collector: { batch_events: 0 }', 'collector.batch_events (file '],
  ['analysis: { fail_on: hihg }', 'analysis.fail_on (file '],
  ['enricher: { exceptions: [{ rule: HD-08 }] }', 'enricher.exceptions.0.reason'],
  ['enricher: { exceptions: [{ rule: HD-08, reason: x, expires: soon }] }', 'enricher.exceptions.0.expires'],
  ['enricher: { exceptions: [{ rule: HD-08, reason: x, actr: y }] }', 'actr'],
])('refuses %s', async (text, message) => {
  const error: unknown = await load(text).catch((reason: unknown) => reason)

  expect(error).toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining(message) as string })
})

test('names file and line of text that is not YAML', async () => {
  await expect(load('collector:\n  spool: [1, 2\nanalysis: {}\n')).rejects.toThrow(/win11mon\.yaml, line \d: not valid YAML/)
})

test('takes an empty file, and one whose settings are all commented out, for no settings', async () => {
  expect((await load('')).config).toEqual((await load(undefined)).config)
  expect((await load('collector:\n  # batch_events: 5\n')).config).toEqual((await load(undefined)).config)
})

test('fails when a file that was named is missing, not when the default one is', async () => {
  await expect(load(undefined, { file: 'other.yaml' })).rejects.toMatchObject({ code: 'CONFIG_INVALID' })
  await expect(load(undefined)).resolves.toBeDefined()
})

test('names the variable when the environment holds a wrong value', async () => {
  await expect(load(undefined, { environment: { WIN11MON_COLLECTOR_BATCH_EVENTS: 'x' } })).rejects.toThrow(
    /collector\.batch_events \(environment WIN11MON_COLLECTOR_BATCH_EVENTS\)/,
  )
})

test('warns of a variable with our prefix that is no setting', async () => {
  const { warnings } = await load(undefined, { environment: { WIN11MON_COLLECTOR_BATCH_EVENT: '5', WIN11MON_DEBUG: '1', PATH: 'x' } })

  expect(warnings).toEqual([expect.stringMatching(/WIN11MON_COLLECTOR_BATCH_EVENT .*Did you mean WIN11MON_COLLECTOR_BATCH_EVENTS\?/)])
})

test('puts in what references stand for, from environment and files', async () => {
  const directory = aDirectory({
    'place.txt': 'spool-of-ann\n',
    'win11mon.yaml': 'collector: { spool: { directory: "${env:ROOT}/${file:place.txt}" } }\n',
  })
  const { config, references } = await loadConfig(description, { directory, environment: { ROOT: 'C:/data' } })

  expect(config.collector.spool.directory).toBe('C:/data/spool-of-ann')
  expect(references.get('collector.spool.directory')).toContain('${env:ROOT}/${file:place.txt}')
})

test.each([
  ['${env:MISSING}', /collector\.spool\.directory: the environment variable MISSING is not set/],
  ['${file:missing.txt}', /collector\.spool\.directory: cannot read .*missing\.txt/],
])('says which reference leads nowhere: %s', async (reference, message) => {
  await expect(load(`collector: { spool: { directory: "${reference}" } }\n`)).rejects.toThrow(message)
})

test('leaves a dollar sign alone that refers to nothing', async () => {
  expect((await load('collector: { spool: { directory: "$HOME/${x}" } }\n')).config.collector.spool.directory).toBe('$HOME/${x}')
})

test('takes a secret by reference only, and shows it to nobody', async () => {
  const secrets = describeConfig(z.strictObject({ password: z.string().default('').meta({ writeOnly: true }).describe('A secret.') }))
  const directory = aDirectory({ 'win11mon.yaml': 'password: hunter2\n' })
  await expect(loadConfig(secrets, { directory, environment: {} })).rejects.toThrow(/password is a secret .*\$\{env:NAME\}/)

  const loaded = await loadConfig(secrets, { directory: aDirectory({}), environment: { WIN11MON_PASSWORD: 'hunter2' } })
  expect(loaded.config.password).toBe('hunter2')
  expect(configText(secrets, loaded, true)).not.toContain('hunter2')
})
