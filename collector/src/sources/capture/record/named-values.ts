import { type JsonObject, isObject } from './capture-record.ts'
import { elementText } from './element-text.ts'
import { parseEventXml } from './event-xml-text.ts'

/** The event's own values by name. */
export interface NamedValues {
  readonly fields: JsonObject
  readonly hasUnnamedValues: boolean
  /** All of them in their order, where none has a name. */
  readonly unnamedValues?: readonly unknown[]
}

const noValues: NamedValues = { fields: {}, hasUnnamedValues: false }
const nameKeys = ['Name', '@Name', 'name', '@name', '-Name', '_Name', 'Key', 'key'] as const
const attributeKeys = ['#attributes', '$', '@attributes', '_attributes', 'attributes', '@'] as const

/**
 * Reads `EventData` however it is written: an object of names; an object, or a list, of `Data` elements that carry their
 * name as an attribute; the same as JSON or XML text.
 */
export function namedValues(value: unknown, depth = 0): NamedValues {
  if (depth > maxDepth) return noValues
  if (typeof value === 'string') return fromText(value, depth)
  if (Array.isArray(value)) return fromList(value)
  return isObject(value) ? fromObject(value, depth) : noValues
}

/** Text of an object that holds EventData that holds text; a hostile capture could go on for ever. */
const maxDepth = 4

function fromText(text: string, depth: number): NamedValues {
  const start = text.trimStart().charAt(0)
  if (start === '<') {
    const event = parseEventXml(text)
    return event === undefined ? noValues : namedValues(event['EventData'], depth + 1)
  }
  if (start !== '{' && start !== '[') return noValues
  try {
    return namedValues(JSON.parse(text), depth + 1)
  } catch {
    return noValues
  }
}

function fromObject(value: JsonObject, depth: number): NamedValues {
  const inner = value['EventData']
  if (isObject(inner) || Array.isArray(inner)) return namedValues(inner, depth + 1)
  const data = value['Data']
  if (data === undefined) return { fields: value, hasUnnamedValues: false }
  if (Array.isArray(data)) return fromList(data)
  // One element, or all of them by name; anything else is a value that happens to be called so, or has no name.
  if (isObject(data)) return isElement(data) ? fromList([data]) : fromDataObject(data)
  return Object.keys(value).length === 1 ? unnamed([data]) : { fields: value, hasUnnamedValues: false }
}

/** Has a name and a text; an event may have a value that is called `Name` among others. */
function isElement(data: JsonObject): boolean {
  return nameOf(data) !== undefined && Object.keys(data).length <= 2
}

function fromDataObject(data: JsonObject): NamedValues {
  const text = data['#text'] ?? data['Text']
  return text === undefined || Object.keys(data).length > 2 ? { fields: data, hasUnnamedValues: false } : unnamed([data])
}

function unnamed(values: readonly unknown[]): NamedValues {
  return { fields: {}, hasUnnamedValues: true, unnamedValues: values.map(elementText) }
}

function fromList(list: readonly unknown[]): NamedValues {
  const fields = Object.create(null) as Record<string, unknown>
  let hasUnnamedValues = false
  let hasNames = false
  for (const item of list) {
    const pair = pairOf(item)
    if (pair === undefined) hasUnnamedValues = true
    else {
      fields[pair[0]] = pair[1] ?? null
      hasNames = true
    }
  }
  return hasUnnamedValues && !hasNames ? unnamed(list) : { fields, hasUnnamedValues }
}

function pairOf(item: unknown): readonly [string, unknown] | undefined {
  if (!isObject(item)) return undefined
  const name = nameOf(item)
  if (name !== undefined) return [name, elementText(withoutName(item))]
  const [only, ...others] = Object.entries(item)
  return only === undefined || others.length > 0 || only[0].startsWith('#') ? undefined : only
}

function nameOf(item: JsonObject): string | undefined {
  for (const key of attributeKeys) {
    const attributes = item[key]
    const name = isObject(attributes) ? (attributes['Name'] ?? attributes['name']) : undefined
    if (typeof name === 'string') return name
  }
  for (const key of nameKeys) if (typeof item[key] === 'string') return item[key]
  return undefined
}

/** `$` holds the attributes in one way of writing XML as JSON, and the text in another. */
function withoutName(item: JsonObject): JsonObject {
  const attributes = item['$']
  return isObject(attributes) ? { ...item, $: undefined } : item
}

/**
 * Values of an event that is declared by a schema of its own: they stand in `UserData`, inside an element of any name.
 */
export function userDataValues(value: unknown): NamedValues {
  if (!isObject(value)) return namedValues(value)
  const inner = Object.entries(value).filter(([name, one]) => isObject(one) && !isAttribute(name))
  const [only] = inner
  const values = only !== undefined && inner.length === 1 ? only[1] : value
  const own = Object.entries(values as JsonObject).filter(([name]) => !isAttribute(name) && name !== 'xml_name')
  return { fields: Object.fromEntries(own), hasUnnamedValues: false }
}

function isAttribute(name: string): boolean {
  return /^(?:[#@$]|xmlns|-xmlns|_attributes|attributes$)/.test(name)
}
