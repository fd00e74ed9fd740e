import { enums, kinds } from '../catalogue/catalogue.ts'
import type { FieldDefinition, KindDefinition } from '../catalogue/catalogue.ts'
import { allFields } from './catalogue-fields.ts'
import { camelCase, pascalCase } from './names.ts'

const snakeCase = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/
/** Symbols of an enum are written as one byte. */
const maxSymbols = 64

/** What is wrong with the catalogue; empty when files can be generated from it. */
export function catalogueProblems(): readonly string[] {
  return [
    ...repeated(
      'kind',
      kinds.map((kind) => kind.name),
    ),
    ...repeated(
      'wire number',
      kinds.map((kind) => String(kind.wire)),
    ),
    ...repeated('Avro type', [
      ...kinds.map((kind) => pascalCase(kind.name)),
      ...enums.map((definition) => definition.name),
      'Address',
      'Identifier',
      'EventBatch',
    ]),
    ...kinds.flatMap(kindProblems),
    ...enums.flatMap(({ name, symbols }) => [
      ...repeated(
        `${name} symbol`,
        symbols.map((symbol) => symbol.name),
      ),
      ...repeated(
        `${name} wire number`,
        symbols.map((symbol) => String(symbol.wire)),
      ),
      ...(symbols.length > maxSymbols ? [`${name} has more than ${maxSymbols} symbols.`] : []),
    ]),
    ...indexProblems(kinds.flatMap(allFields)),
  ]
}

function kindProblems(kind: KindDefinition): readonly string[] {
  const fields = allFields(kind)
  return [
    ...repeated(
      `field of ${kind.name}`,
      fields.map((field) => field.name),
    ),
    ...repeated(`property of ${kind.name}`, ['kind', ...fields.map((field) => camelCase(field.name))]),
    ...repeated(
      `index field of ${kind.name}`,
      fields.map((field) => field.index),
    ),
    ...[kind.name, ...fields.map((field) => field.name)]
      .filter((name) => !snakeCase.test(name))
      .map((name) => `${name} is not snake_case.`),
    ...[kind, { name: 'when', doc: kind.when }, ...fields]
      .filter(({ doc }) => !doc.endsWith('.'))
      .map(({ name, doc }) => `${kind.name}.${name}: "${doc}" is not a sentence.`),
  ]
}

/** One index field has one type, and a field that holds a value cannot hold other fields. */
function indexProblems(fields: readonly FieldDefinition[]): readonly string[] {
  const types = new Map<string, string>()
  const problems: string[] = []
  for (const { index, indexType } of fields) {
    const known = types.get(index) ?? indexType
    if (known !== indexType) problems.push(`Index field ${index} is both ${known} and ${indexType}.`)
    types.set(index, indexType)
  }
  for (const index of types.keys()) {
    const holder = [...types.keys()].find((other) => index.startsWith(`${other}.`))
    if (holder !== undefined) problems.push(`Index field ${index} lies inside ${holder}, which holds a value.`)
  }
  return problems
}

function repeated(what: string, names: readonly string[]): readonly string[] {
  const twice = names.filter((name, index) => names.indexOf(name) !== index)
  return [...new Set(twice)].map((name) => `The ${what} ${name} occurs more than once.`)
}
