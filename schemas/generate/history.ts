import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import avsc from 'avsc'

import { parsingCanonicalForm, schemaFingerprint } from '../src/avro/fingerprint.ts'
import { typescriptBanner } from './artifact.ts'

/** A released schema, as it stands in `schemas/avro/history`. */
export interface ReleasedSchema {
  /** `v1`, `v2`, … */
  readonly version: string
  readonly text: string
}

/** What a history file was when it was frozen. */
export interface FrozenFingerprint {
  readonly version: string
  /** CRC-64-AVRO of the parsing canonical form: what batches carry. */
  readonly fingerprint: string
  /** Of the file's bytes: docs and defaults must not change either. */
  readonly sha256: string
}

export interface History {
  readonly schemas: readonly ReleasedSchema[]
  readonly fingerprints: readonly FrozenFingerprint[]
}

const fingerprintsFile = 'fingerprints.json'

/** Reads `schemas/avro/history`, oldest version first. */
export function readHistory(directory: string): History {
  const versions = readdirSync(directory)
    .flatMap((name) => /^v(\d+)\.avsc$/.exec(name)?.[1] ?? [])
    .map(Number)
    .toSorted((left, right) => left - right)
  const schemas = versions.map((version) => ({ version: `v${version}`, text: readText(join(directory, `v${version}.avsc`)) }))
  const listPath = join(directory, fingerprintsFile)
  const fingerprints = existsSync(listPath) ? (JSON.parse(readText(listPath)) as readonly FrozenFingerprint[]) : []
  return { schemas, fingerprints }
}

/** Why the history or the current schema must not be released as they are; empty when all is well. */
export function historyProblems(history: History, currentText: string): readonly string[] {
  return [...frozenProblems(history), ...history.schemas.flatMap((released) => compatibilityProblems(released, currentText))]
}

/** Freezes the current schema as the next version. Returns its name, or undefined when the newest version is the same already. */
export function freezeSchema(directory: string, currentText: string): string | undefined {
  const { schemas, fingerprints } = readHistory(directory)
  if (schemas.at(-1)?.text === currentText) return undefined
  const version = `v${schemas.length + 1}`
  writeFileSync(join(directory, `${version}.avsc`), currentText)
  const frozen = [...fingerprints, { version, ...fingerprintsOf(currentText) }]
  writeFileSync(join(directory, fingerprintsFile), `${JSON.stringify(frozen, null, 2)}\n`)
  return version
}

/** Text of `schemas/src/generated/history.ts`: what the decoder needs to read batches of earlier versions. */
export function historyModule(history: History, currentText: string): string {
  const current = schemaFingerprint(currentText)
  const older = history.schemas.filter(({ text }) => schemaFingerprint(text) !== current)
  const entries = older.map(
    ({ version, text }) => `  // ${version}\n  '${schemaFingerprint(text)}': ${quoted(parsingCanonicalForm(text))},`,
  )
  return `${typescriptBanner}
/** The current schema as JSON text, with its docs and defaults: for object container files and schema registries. */
export const eventBatchSchemaText = ${quoted(JSON.stringify(JSON.parse(currentText)))}

/** Parsing canonical form of every released schema that differs from the current one, by fingerprint. */
export const olderSchemas: { readonly [fingerprint: string]: string } = {
${entries.join('\n')}
}
`
}

function frozenProblems({ schemas, fingerprints }: History): readonly string[] {
  const missing = fingerprints.filter(({ version }) => !schemas.some((released) => released.version === version))
  return [
    ...missing.map(({ version }) => `${version}.avsc is listed in ${fingerprintsFile} but missing: restore the file.`),
    ...schemas.flatMap((released) => changeProblems(released, fingerprints)),
  ]
}

function changeProblems({ version, text }: ReleasedSchema, fingerprints: readonly FrozenFingerprint[]): readonly string[] {
  const frozen = fingerprints.find((entry) => entry.version === version)
  if (frozen === undefined)
    return [`${version}.avsc is not listed in ${fingerprintsFile}: freeze schemas with \`npm run generate -- --freeze\`.`]
  const { fingerprint, sha256 } = fingerprintsOf(text)
  if (frozen.sha256 === sha256 && frozen.fingerprint === fingerprint) return []
  return [`${version}.avsc has changed since it was frozen: restore the file; a released schema never changes.`]
}

/** BACKWARD_TRANSITIVE: the current schema must read what every released one has written. */
function compatibilityProblems({ version, text }: ReleasedSchema, currentText: string): readonly string[] {
  try {
    parseSchema(currentText).createResolver(parseSchema(text))
    return []
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return [`The current schema cannot read batches of ${version} (${reason}): make the new field optional, or keep what was removed.`]
  }
}

function parseSchema(text: string): avsc.Type {
  return avsc.Type.forSchema(JSON.parse(text) as avsc.Schema)
}

function fingerprintsOf(text: string): { fingerprint: string; sha256: string } {
  return { fingerprint: schemaFingerprint(text), sha256: createHash('sha256').update(text).digest('hex') }
}

/** A checkout on Windows may have other line ends; they are no change. */
function readText(path: string): string {
  return readFileSync(path, 'utf8').replaceAll('\r\n', '\n')
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
