import { PipelineError } from '../errors.ts'
import { AvroReader } from './reader.ts'

type Schema = string | readonly Schema[] | NamedSchema
interface NamedSchema {
  readonly type: string
  readonly name?: string
  readonly fields?: readonly { readonly type: Schema }[]
  readonly symbols?: readonly string[]
  readonly items?: Schema
  readonly size?: number
}

interface Walk {
  readonly reader: AvroReader
  readonly named: ReadonlyMap<string, NamedSchema>
  readonly maxItems: number
}

/**
 * Walks a payload along its schema (a parsing canonical form without maps) without making values: every length, count,
 * branch and symbol is checked against the bytes that are there. Throws RECORD_MALFORMED, or DECODE_LIMIT_EXCEEDED when
 * an array has more than `maxItems` items.
 */
export function checkPayload(schema: unknown, payload: Uint8Array, maxItems: number): void {
  const named = new Map<string, NamedSchema>()
  collectNamed(schema as Schema, named)
  const reader = new AvroReader(payload)
  walk(schema as Schema, { reader, named, maxItems })
  reader.finish()
}

function collectNamed(schema: Schema, named: Map<string, NamedSchema>): void {
  if (typeof schema === 'string') return
  if (isUnion(schema)) return schema.forEach((branch) => collectNamed(branch, named))
  if (schema.name !== undefined) named.set(schema.name, schema)
  for (const field of schema.fields ?? []) collectNamed(field.type, named)
  if (schema.items !== undefined) collectNamed(schema.items, named)
}

function walk(schema: Schema, state: Walk): void {
  if (isUnion(schema)) return walkUnion(schema, state)
  const definition = typeof schema === 'string' ? state.named.get(schema) : schema
  return definition === undefined ? walkPrimitive(schema as string, state.reader) : walkNamed(definition, state)
}

function walkUnion(branches: readonly Schema[], state: Walk): void {
  const index = state.reader.long()
  walk(branches[index] ?? state.reader.fail(`has no union branch number ${index}`), state)
}

function walkNamed(schema: NamedSchema, state: Walk): void {
  switch (schema.type) {
    case 'record':
      return schema.fields?.forEach((field) => walk(field.type, state))
    case 'enum':
      return void state.reader.symbol(schema.symbols ?? [])
    case 'fixed':
      return state.reader.skip(schema.size ?? 0)
    case 'array':
      return walkArray(schema.items ?? 'null', state)
    default:
      return walkPrimitive(schema.type, state.reader)
  }
}

function walkArray(items: Schema, state: Walk): void {
  const { reader, maxItems } = state
  let total = 0
  for (let count = reader.blockCount(); count > 0; count = reader.blockCount()) {
    total += count
    if (total > maxItems) throw new PipelineError('DECODE_LIMIT_EXCEEDED', `The payload claims more than ${maxItems} items in an array.`)
    if (count > reader.remaining) reader.fail(`claims ${count} items where ${reader.remaining} bytes are left`)
    for (let index = 0; index < count; index += 1) walk(items, state)
  }
}

function walkPrimitive(type: string, reader: AvroReader): void {
  switch (type) {
    case 'null':
      return
    case 'boolean':
      return void reader.boolean()
    case 'long':
      return void reader.long()
    case 'string':
    case 'bytes':
      return reader.skip(reader.length())
    default:
      throw new PipelineError('INTERNAL', `The schema has the type ${type}, which batches do not use.`)
  }
}

function isUnion(schema: Schema): schema is readonly Schema[] {
  return Array.isArray(schema)
}
