import { enums, kinds } from '../catalogue/catalogue.ts'
import type { EnumDefinition, FieldDefinition, KindDefinition } from '../catalogue/catalogue.ts'
import type { Artifact } from './artifact.ts'
import { allFields, enumOf } from './catalogue-fields.ts'
import { markdownTable } from './markdown-table.ts'

export const pagesDirectory = 'docs/events'

const banner = '<!-- Generated from schemas/catalogue by `npm run generate`. Do not edit. -->\n'

const typeNames: Record<string, string> = {
  address: '64-bit address',
  boolean: 'boolean',
  bytes: 'bytes',
  long: 'integer',
  string: 'text',
}

const originTexts: Record<KindDefinition['origin'], string> = {
  driver: 'The driver writes it; captures and the simulator yield the same kind.',
  collector: 'The collector writes it.',
  'event log': 'A provider of the event log writes it; captures yield it.',
}

const priorityTexts: Record<KindDefinition['priority'], string> = {
  low: 'low: refused first when a buffer is full',
  high: 'high: kept as long as there is any room',
}

/** One page for each kind, and the list of them. */
export function eventPages(): readonly Artifact[] {
  return [
    { path: `${pagesDirectory}/README.md`, text: overviewText() },
    ...kinds.map((kind) => ({ path: `${pagesDirectory}/${kind.name}.md`, text: pageText(kind) })),
  ]
}

function overviewText(): string {
  const rows = kinds.map((kind) => [`[\`${kind.name}\`](${kind.name}.md)`, String(kind.wire), kind.origin, kind.priority, kind.doc])
  return `${banner}
# Events

Every kind of event. The word is the same in the driver, in TypeScript, in Avro and in the index field \`event.action\`.
The number is the record type on the driver's wire. When a buffer is full, kinds of low priority are refused first.

${markdownTable(['Kind', 'Number', 'Origin', 'Priority', 'What it says'], rows)}
## How to read the pages

- A field that is not required is \`null\` when its source does not know it; zero never stands for "unknown".
- Integers stay within ±(2^53 - 1). Times are microseconds. Addresses are eight little-endian bytes; as text \`0x\` and 16 hex digits.
- The typed event in TypeScript has the same fields in camelCase, and \`kind\`.
- Driver is the type on the driver's wire: little-endian integers, counted UTF-16 text, counted bytes. Fields without one come from other sources.
- The index field is the field's place in the document; names outside \`win11mon.\` and \`ioring.\` are those of ECS.
`
}

function pageText(kind: KindDefinition): string {
  const fields = allFields(kind)
  const usedEnums = enums.filter(({ name }) => fields.some((field) => field.type === name))
  return `${banner}
# ${kind.name}

${kind.doc} ${originTexts[kind.origin]}

${markdownTable(
  ['', ''],
  [
    ['When', kind.when],
    ['Wire number', String(kind.wire)],
    ['Priority', priorityTexts[kind.priority]],
  ],
)}
## Fields

${markdownTable(['Field', 'Type', 'Unit', 'Required', 'Driver', 'Index field', 'Meaning'], fields.map(fieldRow))}${usedEnums.map(enumText).join('')}`
}

function fieldRow(field: FieldDefinition): readonly string[] {
  const type = enumOf(field) === undefined ? (typeNames[field.type] ?? field.type) : `\`${field.type}\``
  return [
    `\`${field.name}\``,
    type,
    field.unit ?? '',
    field.isOptional ? 'no' : 'yes',
    field.wire ?? '',
    `\`${field.index}\` (${field.indexType})`,
    field.maxLength === undefined ? field.doc : `${field.doc} At most ${field.maxLength} characters.`,
  ]
}

function enumText({ name, doc, symbols }: EnumDefinition): string {
  const rows = symbols.map((symbol) => [`\`${symbol.name}\``, String(symbol.wire), symbol.doc])
  return `
## ${name}

${doc} A reader that does not know a symbol takes it for \`${symbols[0]?.name ?? ''}\`.

${markdownTable(['Symbol', 'Number', 'Meaning'], rows)}`
}
