import { enums, kinds } from '../catalogue/catalogue.ts'
import type { EnumDefinition, FieldDefinition, KindDefinition } from '../catalogue/catalogue.ts'
import { allFields, enumOf } from './catalogue-fields.ts'
import { pascalCase } from './names.ts'

type JsonObject = { readonly [key: string]: unknown }

const primitives: Record<string, JsonObject> = {
  boolean: { type: 'boolean' },
  long: { type: 'integer', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER },
  string: { type: 'string' },
  address: { $ref: '#/$defs/Address' },
  bytes: { type: 'string', contentEncoding: 'base64' },
}

/** JSON Schema (2020-12) of an event as `eventToJson` writes it: the field names of the catalogue, and `kind`. */
export function jsonSchema(): JsonObject {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:win11mon:event',
    title: 'win11mon event',
    description: 'One event as JSON. Generated from schemas/catalogue. A field whose value is not known is absent or null.',
    type: 'object',
    required: ['kind'],
    oneOf: kinds.map((kind) => ({ $ref: `#/$defs/${pascalCase(kind.name)}` })),
    $defs: {
      Address: { type: 'string', pattern: '^0x[0-9a-f]{16}$', description: '64-bit address.' },
      ...Object.fromEntries(enums.map((definition) => [definition.name, enumSchema(definition)])),
      ...Object.fromEntries(kinds.map((kind) => [pascalCase(kind.name), kindSchema(kind)])),
    },
  }
}

function enumSchema({ doc, symbols }: EnumDefinition): JsonObject {
  return { description: doc, enum: symbols.map((symbol) => symbol.name) }
}

function kindSchema(kind: KindDefinition): JsonObject {
  const fields = allFields(kind)
  return {
    description: kind.doc,
    type: 'object',
    required: ['kind', ...fields.filter((field) => !field.isOptional).map((field) => field.name)],
    properties: { kind: { const: kind.name }, ...Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field)])) },
    additionalProperties: false,
  }
}

function fieldSchema(field: FieldDefinition): JsonObject {
  const description = field.unit === undefined ? field.doc : `${field.doc} Unit: ${field.unit}.`
  const definition = enumOf(field)
  const value = definition === undefined ? primitives[field.type] : { $ref: `#/$defs/${definition.name}` }
  return field.isOptional ? { description, anyOf: [value, { type: 'null' }] } : { description, ...value }
}
