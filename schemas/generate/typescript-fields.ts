import { kinds } from '../catalogue/catalogue.ts'
import type { FieldDefinition } from '../catalogue/catalogue.ts'
import { typescriptBanner } from './artifact.ts'
import { allFields, enumOf } from './catalogue-fields.ts'
import { camelCase, symbolListName } from './names.ts'

/** Text of `schemas/src/generated/fields.ts`: the fields of each kind as data, for code that does not care which kind it has. */
export function fieldsModule(): string {
  const enumNames = new Set(kinds.flatMap((kind) => kind.fields.map((field) => enumOf(field)?.name)).filter((name) => name !== undefined))
  return `${typescriptBanner}
import { ${[...enumNames].map(symbolListName).join(', ')} } from './events.ts'
import type { EventKind } from './events.ts'

export interface FieldDescription {
  /** Name in Avro, C and the docs. */
  readonly name: string
  /** Name in the typed event. */
  readonly property: string
  readonly type: 'boolean' | 'long' | 'address' | 'string' | 'bytes' | 'enum'
  readonly isOptional: boolean
  /** What an enum can be. */
  readonly symbols?: readonly string[]
  /** Longest text in UTF-16 code units. */
  readonly maxLength?: number
}

/** The fields of every kind, in encoding order. */
export const eventFields: { readonly [Kind in EventKind]: readonly FieldDescription[] } = {
${kinds.map((kind) => `  ${kind.name}: [\n${allFields(kind).map(entryText).join('\n')}\n  ],`).join('\n')}
}
`
}

function entryText(field: FieldDefinition): string {
  const definition = enumOf(field)
  const type = definition === undefined ? `type: '${field.type}'` : "type: 'enum'"
  const symbols = definition === undefined ? '' : `, symbols: ${symbolListName(definition.name)}`
  const limit = field.maxLength === undefined ? '' : `, maxLength: ${field.maxLength}`
  return `    { name: '${field.name}', property: '${camelCase(field.name)}', ${type}, isOptional: ${field.isOptional}${symbols}${limit} },`
}
