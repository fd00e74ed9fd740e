import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { enums, headerFields, kinds } from '../catalogue/catalogue.ts'
import { schemaFingerprint } from '../src/avro/fingerprint.ts'
import type { Artifact } from './artifact.ts'
import { avroSchema } from './avro-schema.ts'
import { renderControlHeader } from './c-control-header.ts'
import { renderCHeader } from './c-layout-header.ts'
import { renderLayoutTable } from './c-layout-table.ts'
import { eventPages, pagesDirectory } from './event-pages.ts'
import { type History, historyModule, readHistory } from './history.ts'
import { indexFieldsModule } from './index-fields.ts'
import { jsonSchema } from './json-schema.ts'
import { controlModule } from './typescript-control.ts'
import { documentModule } from './typescript-document.ts'
import { codecModule } from './typescript-codec.ts'
import { transcodeModule } from './typescript-transcode.ts'
import { fieldsModule } from './typescript-fields.ts'
import { eventsModule } from './typescript-types.ts'

export const repositoryDirectory: string = fileURLToPath(new URL('../../', import.meta.url))
export const historyDirectory: string = join(repositoryDirectory, 'schemas/avro/history')

const catalogue = { enums, headerFields, kinds }

/** The current Avro schema as it stands in its file. */
export function avroSchemaText(): string {
  return jsonText(avroSchema())
}

/** Everything that is generated from the catalogue. */
export function generatedArtifacts(history: History = readHistory(historyDirectory)): readonly Artifact[] {
  const schemaText = avroSchemaText()
  return [
    { path: 'schemas/src/generated/event-batch.avsc', text: schemaText },
    { path: 'schemas/src/generated/event-batch.schema.json', text: jsonText(jsonSchema()) },
    { path: 'schemas/src/generated/events.ts', text: eventsModule() },
    { path: 'schemas/src/generated/fields.ts', text: fieldsModule() },
    { path: 'schemas/src/generated/codec.ts', text: codecModule(schemaFingerprint(schemaText)) },
    { path: 'schemas/src/generated/history.ts', text: historyModule(history, schemaText) },
    { path: 'schemas/src/generated/index-fields.ts', text: indexFieldsModule() },
    { path: 'schemas/src/generated/document.ts', text: documentModule() },
    { path: 'schemas/src/generated/wire/layout.ts', text: renderLayoutTable(catalogue) },
    { path: 'schemas/src/generated/wire/transcode.ts', text: transcodeModule() },
    { path: 'schemas/src/generated/wire/control.ts', text: controlModule() },
    { path: 'driver/include/mon_control_generated.h', text: renderControlHeader() },
    { path: 'driver/include/mon_records_generated.h', text: renderCHeader(catalogue) },
    ...eventPages(),
  ]
}

/** Paths of generated files that are missing or differ from what the catalogue says now. */
export function staleArtifacts(artifacts: readonly Artifact[]): readonly string[] {
  return artifacts.filter(({ path, text }) => readGenerated(path) !== text).map(({ path }) => path)
}

/** Pages of kinds that the catalogue no longer has. */
export function leftoverPages(artifacts: readonly Artifact[]): readonly string[] {
  const directory = join(repositoryDirectory, pagesDirectory)
  const present = existsSync(directory) ? readdirSync(directory).map((name) => `${pagesDirectory}/${name}`) : []
  return present.filter((path) => !artifacts.some((artifact) => artifact.path === path))
}

/** A checkout on Windows may have other line ends; they are no change. */
function readGenerated(path: string): string | undefined {
  const absolute = join(repositoryDirectory, path)
  return existsSync(absolute) ? readFileSync(absolute, 'utf8').replaceAll('\r\n', '\n') : undefined
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
