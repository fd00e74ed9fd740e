/**
 * The parsing canonical form of an Avro schema and its CRC-64-AVRO fingerprint, as the Avro specification defines them:
 * two schemas with the same fingerprint read and write the same bytes.
 */

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
type JsonObject = { readonly [key: string]: Json }

const primitiveTypes = new Set(['null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string'])
const keyOrder = ['name', 'type', 'fields', 'symbols', 'items', 'values', 'size'] as const

/** Schema text without everything that does not change the bytes: docs, defaults, order, white space. */
export function parsingCanonicalForm(schemaText: string): string {
  return JSON.stringify(canonical(JSON.parse(schemaText) as Json, ''))
}

/** CRC-64-AVRO of the text's UTF-8 bytes, as 16 lower-case hex digits, most significant first. */
export function crc64Avro(text: string): string {
  let fingerprint = emptyFingerprint
  for (const byte of Buffer.from(text)) {
    fingerprint = (fingerprint >> 8n) ^ (crcTable[Number((fingerprint ^ BigInt(byte)) & 0xffn)] ?? 0n)
  }
  return fingerprint.toString(16).padStart(16, '0')
}

/** Fingerprint of a schema text: what single-object encoding writes before the payload. */
export function schemaFingerprint(schemaText: string): string {
  return crc64Avro(parsingCanonicalForm(schemaText))
}

function canonical(schema: Json, namespace: string): Json {
  if (typeof schema === 'string') return fullName(schema, namespace)
  if (Array.isArray(schema)) return schema.map((branch: Json) => canonical(branch, namespace))
  return canonicalObject(schema as JsonObject, namespace)
}

function canonicalObject(schema: JsonObject, namespace: string): Json {
  const type = schema['type'] ?? null
  if (typeof type !== 'string') return canonical(type, namespace)
  if (primitiveTypes.has(type)) return type
  const own = typeof schema['namespace'] === 'string' ? schema['namespace'] : namespace
  const name = typeof schema['name'] === 'string' ? fullName(schema['name'], own) : undefined
  const inner = name === undefined ? namespace : name.slice(0, Math.max(0, name.lastIndexOf('.')))
  const result: Record<string, Json> = {}
  for (const key of keyOrder) {
    const value = key === 'name' ? name : schema[key]
    if (value !== undefined) result[key] = canonicalAttribute(key, value, inner)
  }
  return result
}

function canonicalAttribute(key: (typeof keyOrder)[number], value: Json, namespace: string): Json {
  if (key === 'items' || key === 'values') return canonical(value, namespace)
  if (key !== 'fields') return value
  return (value as readonly JsonObject[]).map((field) => ({
    name: field['name'] ?? null,
    type: canonical(field['type'] ?? null, namespace),
  }))
}

function fullName(name: string, namespace: string): string {
  return primitiveTypes.has(name) || name.includes('.') || namespace === '' ? name : `${namespace}.${name}`
}

const emptyFingerprint = 0xc15d213aa4d7a795n

const crcTable: readonly bigint[] = Array.from({ length: 256 }, (_, index) => {
  let entry = BigInt(index)
  for (let bit = 0; bit < 8; bit += 1) entry = (entry >> 1n) ^ (entry & 1n ? emptyFingerprint : 0n)
  return entry
})
