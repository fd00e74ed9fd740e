import type { JsonObject } from '../capture-record.ts'
import { insides } from '../envelopes.ts'
import { isPlainlyFlat, readFlat } from '../layouts/flat.ts'
import { layouts } from '../layouts/index.ts'
import { parseInteger } from '../parse-number.ts'
import type { RawRecord } from '../raw-record.ts'
import { respell } from '../respell.ts'

/** Records inside envelopes inside envelopes: nobody wraps more often. */
const maxDepth = 4
/** Provider or channel, event id, host, values with names. */
const complete = 4

/**
 * Reads the record in the layout that describes it best, whatever it is wrapped in. Undefined when the object is no
 * exported event at all.
 */
export function recogniseRecord(value: JsonObject): RawRecord | undefined {
  if (isPlainlyFlat(value)) {
    const raw = readFlat(value, true)
    if (raw !== undefined && completeness(raw) === complete) return raw
  }
  return best(value, 0)
}

function best(value: JsonObject, depth: number): RawRecord | undefined {
  let found: RawRecord | undefined
  let foundParts = 0
  function consider(raw: RawRecord | undefined): boolean {
    const parts = raw === undefined ? 0 : completeness(raw)
    if (parts > foundParts) {
      found = raw
      foundParts = parts
    }
    return foundParts === complete
  }
  for (const { read } of layouts) if (consider(read(value))) return found
  if (depth >= maxDepth) return found
  for (const inside of insides(value)) if (consider(best(inside, depth + 1))) return found
  const respelled = respell(value)
  if (respelled !== undefined) consider(best(respelled, maxDepth))
  return found
}

function completeness({ providerName, channel, eventId, hostName, fields, hasUnnamedValues }: RawRecord): number {
  const hasSource = typeof providerName === 'string' || typeof channel === 'string'
  const hasHost = typeof hostName === 'string' && hostName !== ''
  const hasId = parseInteger(eventId) !== undefined
  return Number(hasSource) + Number(hasId) + Number(hasHost) + Number(!hasUnnamedValues && hasAny(fields))
}

function hasAny(fields: JsonObject): boolean {
  for (const _name in fields) return true
  return false
}
