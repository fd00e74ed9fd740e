import { crc32 } from 'node:zlib'

import { PipelineError } from '@win11mon/schemas'

import { type Page, type PageRequest, type StoredRow, maxPageLimit } from './document-reader.ts'

/** Where a page of events ends. */
export interface Position {
  readonly timeUs: number
  readonly id: string
}

/** Where the page asked for begins; undefined for the first. Throws USAGE when it cannot be a page. */
export function startOf({ limit, after }: PageRequest): Position | undefined {
  if (!Number.isInteger(limit) || limit < 1 || limit > maxPageLimit) {
    throw new PipelineError('USAGE', `A page has 1 to ${maxPageLimit} events, not ${limit}. Ask for fewer and follow \`next\`.`)
  }
  return after === undefined ? undefined : toPosition(after)
}

/** The page of rows that were read with one more than the limit, which tells whether there is another. */
export function toPage(rows: readonly StoredRow<'events'>[], limit: number): Page<StoredRow<'events'>> {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, next: last === undefined || rows.length <= limit ? undefined : toToken({ timeUs: last.time_us, id: last.id }) }
}

/** A token goes through URLs and people's hands, so it carries a checksum: one that was cut or mistyped leads nowhere, not elsewhere. */
function toToken({ timeUs, id }: Position): string {
  const text = JSON.stringify([timeUs, id])
  return Buffer.from(JSON.stringify([timeUs, id, crc32(text)])).toString('base64url')
}

function toPosition(token: string): Position {
  const position = parse(token)
  if (position !== undefined && toToken(position) === token) return position
  const shown = JSON.stringify(token.slice(0, 80))
  throw new PipelineError('USAGE', `${shown} does not continue any list. Use \`next\` of the page before as it is, or start without it.`)
}

function parse(token: string): Position | undefined {
  try {
    const [timeUs, id] = JSON.parse(Buffer.from(token, 'base64url').toString()) as unknown[]
    return typeof timeUs === 'number' && typeof id === 'string' ? { timeUs, id } : undefined
  } catch {
    return undefined
  }
}
