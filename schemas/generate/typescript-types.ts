import { enums, kinds } from '../catalogue/catalogue.ts'
import type { FieldDefinition, KindDefinition } from '../catalogue/catalogue.ts'
import { typescriptBanner } from './artifact.ts'
import { allFields, enumOf } from './catalogue-fields.ts'
import { camelCase, pascalCase, symbolListName } from './names.ts'

/** Text of `schemas/src/generated/events.ts`: types, factories and tables of the kinds. */
export function eventsModule(): string {
  return [
    typescriptBanner,
    ...enums.map(enumText),
    kindTables(),
    ...kinds.map(interfaceText),
    unionText(),
    ...kinds.map(factoryText),
    factoryTable(),
  ].join('\n')
}

function enumText({ name, doc, symbols }: (typeof enums)[number]): string {
  const list = symbols.map((symbol) => `'${symbol.name}'`).join(', ')
  return `/** ${doc} */
export const ${symbolListName(name)} = [${list}] as const
export type ${name} = (typeof ${symbolListName(name)})[number]
`
}

function kindTables(): string {
  const names = kinds.map((kind) => `'${kind.name}'`)
  const ofEventLog = kinds.filter((kind) => kind.origin === 'event log').map((kind) => `'${kind.name}'`)
  const low = kinds.filter((kind) => kind.priority === 'low').map((kind) => `kind === '${kind.name}'`)
  return `/** Every kind of event, in the order of the Avro union. */
export const eventKinds = [${names.join(', ')}] as const
export type EventKind = (typeof eventKinds)[number]

/** Number of each kind on the driver's wire. */
export const kindNumber: { readonly [Kind in EventKind]: number } = {
${kinds.map((kind) => `  ${kind.name}: ${kind.wire},`).join('\n')}
}

/** True for the kinds that are refused first when a buffer is full. */
export function isLowPriorityKind(kind: EventKind): boolean {
  return ${low.join(' || ')}
}

const eventLogKinds: ReadonlySet<EventKind> = new Set([${ofEventLog.join(', ')}])

/** True for the kinds that only the event log tells of: they hang in trees, and no tree is built on them. */
export function isEventLogKind(kind: EventKind): boolean {
  return eventLogKinds.has(kind)
}
`
}

function interfaceText(kind: KindDefinition): string {
  const properties = allFields(kind).map(
    (field) => `  /** ${field.doc}${field.unit === undefined ? '' : ` Unit: ${field.unit}.`} */
  ${camelCase(field.name)}: ${typeText(field)}${field.isOptional ? ' | null' : ''}`,
  )
  return `/** ${kind.doc} */
export interface ${pascalCase(kind.name)} {
  kind: '${kind.name}'
${properties.join('\n')}
}
`
}

function typeText(field: FieldDefinition): string {
  if (field.type === 'boolean' || field.type === 'string') return field.type
  if (field.type === 'address' || field.type === 'bytes') return 'Uint8Array'
  return enumOf(field) === undefined ? 'number' : field.type
}

function unionText(): string {
  return `export interface EventOfKind {
${kinds.map((kind) => `  ${kind.name}: ${pascalCase(kind.name)}`).join('\n')}
}

/** One event of any kind; \`kind\` tells which. */
export type Event = EventOfKind[EventKind]
`
}

function factoryText(kind: KindDefinition): string {
  const name = pascalCase(kind.name)
  return `function new${name}(): ${name} {
  return {
    kind: '${kind.name}',
${allFields(kind)
  .map((field) => `    ${camelCase(field.name)}: ${initialValue(field)},`)
  .join('\n')}
  }
}
`
}

function initialValue(field: FieldDefinition): string {
  if (field.isOptional) return 'null'
  if (field.type === 'boolean') return 'false'
  if (field.type === 'string') return "''"
  if (field.type === 'address') return 'new Uint8Array(8)'
  if (field.type === 'bytes') return 'new Uint8Array(0)'
  const definition = enumOf(field)
  return definition === undefined ? '0' : `'${definition.symbols[0]?.name ?? ''}'`
}

function factoryTable(): string {
  return `/**
 * Makes an event with every property present, always in the same order, so that all events of a kind share one hidden
 * class: required numbers 0, texts empty, enums their first symbol, optional fields null.
 */
export const newEvent: { readonly [Kind in EventKind]: () => EventOfKind[Kind] } = {
${kinds.map((kind) => `  ${kind.name}: new${pascalCase(kind.name)},`).join('\n')}
}
`
}
