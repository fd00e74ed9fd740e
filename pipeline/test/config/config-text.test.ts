import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'

import { configTemplate, configText } from '../../src/config/config-text.ts'
import { type LoadedConfig, loadConfig } from '../../src/config/load-config.ts'
import { type SampleConfig, description } from './a-description.ts'

async function load(text: string, environment: Readonly<Record<string, string>> = {}): Promise<LoadedConfig<SampleConfig>> {
  const directory = mkdtempSync(join(tmpdir(), 'win11mon-config-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  writeFileSync(join(directory, 'win11mon.yaml'), text)
  return loadConfig(description, { directory, environment })
}

test('is YAML that loads to the same settings', async () => {
  const loaded = await load('enricher: { exceptions: [{ rule: "*", reason: "a: b # c", actor: "C:\\\\x\\\\*" }], lateness_seconds: 0.5 }\n')

  expect(parse(configText(description, loaded, false))).toEqual(loaded.config)
  expect(parse(configText(description, loaded, true))).toEqual(loaded.config)
})

test('shows references in place of what they stand for', async () => {
  const loaded = await load('enricher: { exceptions: [{ rule: "*", reason: "${env:WHY}" }] }\n', { WHY: 'hush' })

  expect(loaded.config.enricher.exceptions[0]?.reason).toBe('hush')
  expect(configText(description, loaded, true)).not.toContain('hush')
})

test('has a template that describes every setting and changes none', async () => {
  const template = configTemplate(description)

  for (const { path, node } of description.options) {
    expect(template).toContain(`# ${path.split('.').at(-1)}: `)
    expect(template).toContain(node.description)
  }
  expect((await load(template)).config).toEqual((await load('')).config)
})

test('has a template whose settings hold when they are uncommented', async () => {
  const uncommented = configTemplate(description).replaceAll(/^( *)# ([a-z_]+: \S.*)$/gm, '$1$2')

  expect(parse(uncommented)).toEqual((await load('')).config)
})
