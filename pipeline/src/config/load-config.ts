import { PipelineError } from '@win11mon/schemas'
import type * as z from 'zod'

import type { ConfigDescription, ConfigOption, OptionNode } from './config-description.ts'
import { type ConfigFile, readConfigFile } from './read-config-file.ts'
import { hasReference, resolveReferences } from './resolve-references.ts'
import { suggest } from './suggest.ts'
import { yaml } from './yaml.ts'

export interface ConfigSources {
  /** File named with --config; else `win11mon.yaml` of the directory, if there is one. */
  readonly file?: string | undefined
  readonly directory: string
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Settings given as flags: path of the setting to its flag and value. */
  readonly flags?: ReadonlyMap<string, { readonly flag: string; readonly value: unknown }>
}

export interface LoadedConfig<Config> {
  readonly config: Config
  /** Where each setting comes from, by path: `default`, `file …`, `environment …` or `flag …`. */
  readonly origins: ReadonlyMap<string, string>
  /** Settings written as `${env:…}` or `${file:…}`, by path, as they were written: show these, not the values. */
  readonly references: ReadonlyMap<string, string>
  readonly warnings: readonly string[]
}

interface Setting {
  readonly path: string
  readonly value: unknown
  readonly origin: string
}

/** Merges file, environment and flags, later ones winning. Fails with CONFIG_INVALID that names setting, origin and remedy. */
export async function loadConfig<Config>(description: ConfigDescription<Config>, sources: ConfigSources): Promise<LoadedConfig<Config>> {
  const file = await readConfigFile(sources.file, sources.directory)
  const { options } = description
  const settings = [
    ...fileSettings(file, description),
    ...environmentSettings(sources.environment, options),
    ...flagSettings(sources.flags),
  ]
  const merged = new Map(settings.map((setting) => [setting.path, setting]))
  const references = new Map<string, string>()
  const values: Record<string, unknown> = {}
  for (const { path, value } of merged.values()) {
    if (JSON.stringify(value).includes('${') && hasReference(JSON.stringify(value))) references.set(path, JSON.stringify(value))
    place(values, path, await resolveIn(value, path, sources))
  }
  const origins = new Map(options.map(({ path }) => [path, merged.get(path)?.origin ?? 'default']))
  return { config: validate(description, values, origins), origins, references, warnings: unknownVariables(sources.environment, options) }
}

function fileSettings(file: ConfigFile | undefined, { jsonSchema, options }: ConfigDescription<unknown>): Setting[] {
  if (file === undefined || file.content === null) return []
  return settingsBelow(file.content, jsonSchema, { path: '', file: file.path, options })
}

interface FilePlace {
  /** Of the section; empty for the whole file. */
  readonly path: string
  readonly file: string
  readonly options: readonly ConfigOption[]
}

/** Walks the file beside the schema; what the schema does not know is an error here, with the key that was probably meant. */
function settingsBelow(content: unknown, node: OptionNode, at: FilePlace): Setting[] {
  const { properties } = node
  if (properties === undefined) return [fileSetting(content, node, at)]
  if (content === null) return []
  if (typeof content !== 'object' || Array.isArray(content)) {
    const keys = Object.keys(properties).join(', ')
    throw invalid(`${at.file}: ${at.path === '' ? 'the file' : at.path} must be a section with the keys ${keys}.`)
  }
  return Object.entries(content).flatMap(([key, value]) => {
    const path = at.path === '' ? key : `${at.path}.${key}`
    const child = Object.hasOwn(properties, key) ? properties[key] : undefined
    if (child === undefined) throw invalid(`${at.file}: unknown key ${path}. ${adviceFor(key, path, Object.keys(properties), at.options)}`)
    return settingsBelow(value, child, { ...at, path })
  })
}

const referenceForms = '${env:NAME} or ${file:PATH}'

/** A secret in a file is found by whoever can read the file, and by everybody who is shown it. */
function fileSetting(value: unknown, node: OptionNode, { path, file }: FilePlace): Setting {
  if (node.writeOnly === true && typeof value === 'string' && value !== '' && !hasReference(value)) {
    throw invalid(`${file}: ${path} is a secret and is not written here: write ${referenceForms} instead.`)
  }
  return { path, value, origin: `file ${file}` }
}

function adviceFor(key: string, path: string, here: readonly string[], options: readonly ConfigOption[]): string {
  const elsewhere = options.find((option) => option.path.endsWith(`.${key}`))?.path
  const meant =
    suggest(key, here) ??
    elsewhere ??
    suggest(
      path,
      options.map((option) => option.path),
    )
  return meant === undefined ? `Known here: ${here.join(', ')}.` : `Did you mean ${meant}?`
}

function environmentSettings(environment: ConfigSources['environment'], options: readonly ConfigOption[]): Setting[] {
  return options.flatMap(({ path, variable, node }) => {
    const text = environment[variable]
    if (text === undefined || text === '') return []
    return [{ path, value: valueIn(text, node), origin: `environment ${variable}` }]
  })
}

/** Texts stand as they are, several of them with commas between; numbers and other lists are written as in the file. */
function valueIn(text: string, { type, items }: OptionNode): unknown {
  if (type === 'string') return text
  if (items?.type === 'string' && !text.trim().startsWith('[')) return text.split(',').map((item) => item.trim())
  return parseValue(text)
}

function parseValue(text: string): unknown {
  try {
    return yaml().parse(text)
  } catch {
    return text
  }
}

function flagSettings(flags: ConfigSources['flags']): Setting[] {
  return [...(flags ?? [])].map(([path, { flag, value }]) => ({ path, value, origin: `flag ${flag}` }))
}

/** Switches that are no settings: stack traces of errors, and where tests find public captures. Anything else is probably a mistake. */
const otherVariables: ReadonlySet<string> = new Set(['WIN11MON_DEBUG', 'WIN11MON_CAPTURES'])

function unknownVariables(environment: ConfigSources['environment'], options: readonly ConfigOption[]): string[] {
  const known = options.map(({ variable }) => variable)
  return Object.keys(environment)
    .filter((name) => name.startsWith('WIN11MON_') && !known.includes(name) && !otherVariables.has(name))
    .map((name) => {
      const meant = suggest(name, known)
      return `The environment variable ${name} is no setting and is ignored.${meant === undefined ? '' : ` Did you mean ${meant}?`}`
    })
}

async function resolveIn(value: unknown, setting: string, sources: ConfigSources): Promise<unknown> {
  if (typeof value === 'string') return hasReference(value) ? await resolveReferences(value, setting, sources) : value
  if (Array.isArray(value)) return await Promise.all(value.map((item: unknown) => resolveIn(item, setting, sources)))
  if (typeof value !== 'object' || value === null) return value
  const entries = await Promise.all(
    Object.entries(value).map(async ([key, item]) => [key, await resolveIn(item, setting, sources)] as const),
  )
  return Object.fromEntries(entries)
}

/** Paths come from the schema, so their parts are plain names. */
function place(values: Record<string, unknown>, path: string, value: unknown): void {
  const parts = path.split('.')
  const last = parts.pop() ?? path
  let section = values
  for (const part of parts) {
    const next = (section[part] ?? {}) as Record<string, unknown>
    section[part] = next
    section = next
  }
  section[last] = value
}

function validate<Config>({ schema }: ConfigDescription<Config>, values: unknown, origins: ReadonlyMap<string, string>): Config {
  const parsed = schema.safeParse(values)
  if (parsed.success) return parsed.data
  throw invalid(parsed.error.issues.map((issue) => describeIssue(issue, origins)).join(' '))
}

function describeIssue(issue: z.core.$ZodIssue, origins: ReadonlyMap<string, string>): string {
  const path = issue.path.map(String)
  const setting = path.join('.')
  const origin = path.map((_, index) => origins.get(path.slice(0, index + 1).join('.'))).find((found) => found !== undefined)
  return `${setting} (${origin ?? 'merged configuration'}): ${issue.message}.`
}

function invalid(message: string): PipelineError {
  return new PipelineError('CONFIG_INVALID', `${message} \`win11mon config schema\` lists every key.`)
}
