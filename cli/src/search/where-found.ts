import { type SearchTerm, matcherOf } from '@win11mon/pipeline'

import type { JsonObject } from '../store/event-fields.ts'

/** A field in which something was found. */
export interface FoundField {
  readonly field: string
  readonly value: string
}

/** For each term the first field that fits it, unless what is shown anyway says it. */
export function whereFound(document: JsonObject, terms: readonly SearchTerm[], shown: string): FoundField[] {
  const all = [...fieldsOf(document, '')]
  const found = terms.flatMap((term) => {
    const matches = matcherOf([{ ...term, fields: [] }])
    const fitting = all.filter(({ field, value }) => (term.fields.length === 0 || term.fields.includes(field)) && matches(value))
    if (fitting.some(({ value }) => shown.includes(value) || isPathShown(value, shown))) return []
    return fitting.slice(0, 1)
  })
  return found.filter(({ field }, index) => found.findIndex((other) => other.field === field) === index)
}

/** Of a path a line shows the last part. */
function isPathShown(value: string, shown: string): boolean {
  const name = /[\\/]/.test(value) && !/\s/.test(value) ? value.split(/[\\/]/).at(-1) : undefined
  return name !== undefined && name !== '' && shown.includes(name)
}

function* fieldsOf(value: unknown, path: string): Generator<FoundField> {
  if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) yield* fieldsOf(inner, path === '' ? name : `${path}.${name}`)
  } else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    yield { field: path.replace(/\.\d+$/, ''), value: String(value) }
  }
}
