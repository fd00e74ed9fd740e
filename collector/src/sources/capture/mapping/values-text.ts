import { maxValuesLength } from './text-limits.ts'
import type { JsonObject } from '../record/capture-record.ts'

/** Of a record whose values are too long together, each may have so much. */
const longestValue = 4096

/** The values as the text of a JSON object, whole or cut to the limit: first every long value, then what comes last. */
export function valuesText(values: JsonObject): { readonly text: string; readonly isTruncated: boolean } {
  const whole = JSON.stringify(values)
  if (whole.length <= maxValuesLength) return { text: whole, isTruncated: false }
  const parts: string[] = []
  let length = 2
  for (const [name, value] of Object.entries(values)) {
    const part = `${JSON.stringify(name)}:${JSON.stringify(shortened(value))}`
    length += part.length + 1
    if (length > maxValuesLength) break
    parts.push(part)
  }
  return { text: `{${parts.join(',')}}`, isTruncated: true }
}

function shortened(value: unknown): unknown {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text === undefined || text.length <= longestValue ? (value ?? null) : text.slice(0, longestValue)
}
