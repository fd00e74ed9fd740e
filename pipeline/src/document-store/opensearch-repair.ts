import type { BulkItem, Document } from './document-writer.ts'
import type { FamilyName } from './families.ts'
import { type FieldMapping, familyMapping, originalPath, unmappedPath } from './opensearch-mapping.ts'

type Properties = Readonly<Record<string, FieldMapping>>
type Json = Readonly<Record<string, unknown>>

/** A text among those that did not fit is found up to this length. */
const longestUnmapped = 1_024
/** Fields that are kept searchable of what did not fit; the rest is in the original. */
const mostUnmapped = 200

/**
 * The item once more, with a document that the mapping takes: what the mapping does not know or has another type for moves into one
 * field, and the document as it came stays beside it. Undefined where nothing can be done: it is no object at all.
 */
export function repairedItem(item: BulkItem): BulkItem | undefined {
  if (item.operation === 'create') {
    const document = repairedDocument(item.document)
    return document === undefined ? undefined : { operation: 'create', document }
  }
  if (item.operation !== 'put') return undefined
  const document = repairedDocument(item.document)
  return document === undefined ? undefined : { ...item, document }
}

function repairedDocument<Kind extends Document>(document: Kind): Kind | undefined {
  const doc = repairedText(document.family, String(document.doc))
  return doc === undefined ? undefined : { ...document, doc }
}

function repairedText(family: FamilyName, text: string): string | undefined {
  const given = parse(text)
  if (given === undefined) return undefined
  const moved: [path: string, value: string][] = []
  const fitting = fit(given, familyMapping(family).properties, '', moved)
  place(fitting, unmappedPath, Object.fromEntries(moved.slice(0, mostUnmapped)))
  place(fitting, originalPath, text)
  return JSON.stringify(fitting)
}

function parse(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

function fit(value: Json, properties: Properties, prefix: string, moved: [string, string][]): Record<string, unknown> {
  const fitting: Record<string, unknown> = {}
  for (const [name, inner] of Object.entries(value)) {
    const path = `${prefix}${name}`
    const mapping = Object.hasOwn(properties, name) ? properties[name] : undefined
    const kept = mapping === undefined || inner === null ? undefined : fitValue(inner, mapping, path, moved)
    if (kept !== undefined) fitting[name] = kept
    else if (inner !== null) moved.push([path.slice(0, 256), shorten(inner)])
  }
  return fitting
}

/** Undefined when it fits in no way. */
function fitValue(value: unknown, mapping: FieldMapping, path: string, moved: [string, string][]): unknown {
  if (Array.isArray(value)) {
    const parts = value.map((part: unknown) => fitValue(part, mapping, path, moved))
    return parts.every((part) => part !== undefined) ? parts : undefined
  }
  if (mapping.properties !== undefined) return isObject(value) ? fit(value, mapping.properties, `${path}.`, moved) : undefined
  return fitsType(value, mapping.type ?? '') ? value : undefined
}

function fitsType(value: unknown, type: string): boolean {
  switch (type) {
    case 'long': {
      return Number.isSafeInteger(value)
    }
    case 'double': {
      return typeof value === 'number'
    }
    case 'boolean': {
      return typeof value === 'boolean'
    }
    case 'date_nanos': {
      return typeof value === 'string' && !Number.isNaN(Date.parse(value))
    }
    default: {
      return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    }
  }
}

function shorten(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.slice(0, longestUnmapped)
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function place(root: Record<string, unknown>, path: string, value: unknown): void {
  const [first = '', last = ''] = path.split('.')
  const level = isObject(root[first]) ? root[first] : {}
  root[first] = { ...level, [last]: value }
}
