import { isObject } from './capture-record.ts'

/** Keys under which the ways of writing XML as JSON keep the text of an element that has attributes beside it. */
const textKeys = ['#text', '_', '$t', 'content', 'text', 'Text', '__text', '$', 'Value', 'value', '@value'] as const

/** The text of an element written as an object; every other value as it is. An element without text is undefined. */
export function elementText(value: unknown): unknown {
  if (!isObject(value)) return value
  for (const key of textKeys) if (value[key] !== undefined && !isObject(value[key])) return value[key]
  return undefined
}
