import { enums, kinds } from '../catalogue/catalogue.ts'
import type { FieldDefinition, KindDefinition } from '../catalogue/catalogue.ts'
import { typescriptBanner } from './artifact.ts'
import { allFields, enumOf } from './catalogue-fields.ts'
import { camelCase, pascalCase, symbolListName } from './names.ts'

/** Most bytes a value takes whose length does not depend on its content. */
const fixedBytes: Record<string, number> = { boolean: 1, long: 8, address: 8 }

/** Text of `schemas/src/generated/codec.ts`: straight-line code per kind over the writer and the reader. */
export function codecModule(fingerprint: string): string {
  return [
    typescriptBanner,
    imports(),
    constants(fingerprint),
    ...kinds.map(encoderText),
    dispatchText(),
    ...kinds.map(decoderText),
    readDispatchText(),
  ].join('\n')
}

function imports(): string {
  const used = enums.filter(({ name }) => kinds.some((kind) => kind.fields.some((field) => field.type === name)))
  const lists = used.map(({ name }) => symbolListName(name))
  return `import type { AvroReader } from '../avro/reader.ts'
import { putAddress, putBoolean, putLong, putSymbol, refuse } from '../avro/put-value.ts'
import type { AvroWriter } from '../avro/writer.ts'
import { ${lists.join(', ')} } from './events.ts'
import type { Event, ${kinds.map((kind) => pascalCase(kind.name)).join(', ')} } from './events.ts'
`
}

function constants(fingerprint: string): string {
  const largest = Math.max(...kinds.map((kind) => sum(allFields(kind).map(largestFixedPart))))
  const smallest = Math.min(...kinds.map((kind) => sum(allFields(kind).map(smallestPart))))
  return `/** CRC-64-AVRO fingerprint of the schema this code reads and writes, 16 hex digits. */
export const schemaFingerprint = '${fingerprint}'

/** Room every event needs beside the content of its texts and byte strings. */
export const eventFixedBytes = ${largest + 1}

/** No event is shorter: bounds the event count a batch can claim. */
export const smallestEventBytes = ${smallest + 1}
`
}

function encoderText(kind: KindDefinition, index: number): string {
  const name = pascalCase(kind.name)
  return `function write${name}(writer: AvroWriter, event: ${name}): void {
  let buffer = writer.buffer
  let position = writer.position
  buffer[position++] = ${index * 2}
${allFields(kind).map(writeStatement).join('\n')}
  writer.position = position
}
`
}

function writeStatement(field: FieldDefinition): string {
  const property = camelCase(field.name)
  if (!field.isOptional) return `  ${writeValue(field, `event.${property}`)}`
  return `  const ${property} = event.${property}
  if (${property} === null || ${property} === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    ${writeValue(field, property)}
  }`
}

function writeValue(field: FieldDefinition, value: string): string {
  if (field.type === 'string') return `position = writer.text(position, ${value}); buffer = writer.buffer`
  if (field.type === 'bytes') return `position = writer.bytes(position, ${value}); buffer = writer.buffer`
  const definition = enumOf(field)
  const symbols = definition === undefined ? '' : `${symbolListName(definition.name)}, `
  return `position = put${definition === undefined ? pascalCase(field.type) : 'Symbol'}(buffer, position, ${symbols}${value})`
}

function readCall(field: FieldDefinition): string {
  const definition = enumOf(field)
  if (definition !== undefined) return `reader.${methodName('symbol', field)}(${symbolListName(definition.name)})`
  return `reader.${methodName(field.type, field)}()`
}

function methodName(type: string, field: FieldDefinition): string {
  return field.isOptional ? `optional${pascalCase(type)}` : type
}

function dispatchText(): string {
  return `/** Writes the union branch and the fields. The writer must have \`eventFixedBytes\` of room; texts make their own. */
export function writeEvent(writer: AvroWriter, event: Event): void {
  switch (event.kind) {
${kinds.map((kind) => `    case '${kind.name}': return write${pascalCase(kind.name)}(writer, event)`).join('\n')}
    default: return refuse(event)
  }
}
`
}

function decoderText(kind: KindDefinition): string {
  const name = pascalCase(kind.name)
  return `function read${name}(reader: AvroReader): ${name} {
  return {
    kind: '${kind.name}',
${allFields(kind)
  .map((field) => `    ${camelCase(field.name)}: ${readCall(field)},`)
  .join('\n')}
  }
}
`
}

function readDispatchText(): string {
  return `/** Reads one member of the union. */
export function readEvent(reader: AvroReader): Event {
  const branch = reader.long()
  switch (branch) {
${kinds.map((kind, index) => `    case ${index}: return read${pascalCase(kind.name)}(reader)`).join('\n')}
    default: return reader.fail(\`has no event kind number \${branch}\`)
  }
}
`
}

function largestFixedPart(field: FieldDefinition): number {
  return (fixedBytes[field.type] ?? 5) + (field.isOptional ? 1 : 0)
}

function smallestPart(field: FieldDefinition): number {
  if (field.isOptional) return 1
  return field.type === 'address' ? 8 : 1
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
