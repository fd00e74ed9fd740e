import { type DocumentReader, type StoredRow, maxPageLimit } from '@win11mon/pipeline'

import { type JsonObject, numberAt, textAt } from './event-fields.ts'
import { documentOf } from './event-line.ts'

type EventRow = StoredRow<'events'>

/** A script as PowerShell ran it, put together from the parts in which it was logged. */
export interface ScriptBlock {
  readonly blockId: string
  readonly partCount: number
  /** Ascending; each part once. */
  readonly parts: readonly ScriptPart[]
  readonly missing: readonly number[]
  readonly path: string | null
}

export interface ScriptPart {
  readonly eventId: string
  readonly number: number
  readonly text: string
}

export interface ScriptBlocks {
  /** The script of which the event is a part; undefined when it is whole in that event, or is no script. */
  of(row: EventRow): Promise<ScriptBlock | undefined>
}

/** PowerShell logs the parts of a script right after each other. */
const nearUs = 60_000_000

/** A script has thousands of parts at most. */
const mostParts = 10_000

/** Scripts that are remembered: the parts of one come together. */
const mostRemembered = 64

export function createScriptBlocks(reader: Pick<DocumentReader, 'events'>): ScriptBlocks {
  const known = new Map<string, ScriptBlock>()
  return {
    async of(row) {
      const place = placeOf(row)
      if (place === undefined) return undefined
      const key = `${row.host_id} ${place.blockId}`
      const block = known.get(key) ?? (await readBlock(reader, row, place))
      if (known.size >= mostRemembered) known.clear()
      known.set(key, block)
      return block
    },
  }
}

/** The parts below each other as they were, with a line for those that are missing. */
export function scriptText({ parts, missing, partCount }: ScriptBlock): string {
  const pieces = [
    ...parts.map(({ number, text }) => ({ number, text })),
    ...runsOf(missing).map(([first, last]) => ({ number: first, text: `\n[${missingText(first, last)} of ${partCount} not found]\n` })),
  ]
  return pieces
    .toSorted((left, right) => left.number - right.number)
    .map(({ text }) => text)
    .join('')
}

/** `3 parts`, or `3 parts, part 2 not found`. */
export function partsText({ partCount, missing }: ScriptBlock): string {
  const gaps = runsOf(missing).map(([first, last]) => missingText(first, last))
  return gaps.length === 0 ? `${partCount} parts` : `${partCount} parts, ${gaps.join(', ')} not found`
}

function missingText(first: number, last: number): string {
  return first === last ? `part ${first}` : `parts ${first} to ${last}`
}

/** First and last of the numbers that follow each other. */
function runsOf(numbers: readonly number[]): (readonly [number, number])[] {
  const runs: [number, number][] = []
  for (const number of numbers) {
    const last = runs.at(-1)
    if (last !== undefined && last[1] === number - 1) last[1] = number
    else runs.push([number, number])
  }
  return runs
}

interface Place {
  readonly blockId: string
  readonly number: number
  readonly partCount: number
}

function placeOf(row: EventRow, document?: JsonObject): Place | undefined {
  if (row.kind !== 'script_block') return undefined
  const fields = document ?? documentOf(row)
  const blockId = textAt(fields, 'win11mon.script.block_id')
  const number = numberAt(fields, 'win11mon.script.part_number')
  const partCount = numberAt(fields, 'win11mon.script.part_count')
  if (blockId === null || number === null || partCount === null) return undefined
  return partCount < 2 || partCount > mostParts ? undefined : { blockId, number, partCount }
}

async function readBlock(reader: Pick<DocumentReader, 'events'>, row: EventRow, { blockId, partCount }: Place): Promise<ScriptBlock> {
  const parts = new Map<number, ScriptPart>()
  let path: string | null = null
  for await (const other of eventsNear(reader, row)) {
    const document = documentOf(other)
    const place = placeOf(other, document)
    if (place?.blockId !== blockId || parts.has(place.number)) continue
    parts.set(place.number, { eventId: other.id, number: place.number, text: textAt(document, 'win11mon.script.text') ?? '' })
    path ??= textAt(document, 'win11mon.script.path')
  }
  return {
    blockId,
    partCount,
    parts: [...parts.values()].toSorted((left, right) => left.number - right.number),
    missing: Array.from({ length: partCount }, (_unused, index) => index + 1).filter((number) => !parts.has(number)),
    path,
  }
}

async function* eventsNear(
  reader: Pick<DocumentReader, 'events'>,
  { host_id: hostId, time_us: timeUs }: EventRow,
): AsyncGenerator<EventRow> {
  const filter = { hostId, kinds: ['script_block'], sinceUs: timeUs - nearUs, untilUs: timeUs + nearUs }
  let after: string | undefined
  do {
    const page = await reader.events(filter, { limit: maxPageLimit, ...(after === undefined ? {} : { after }) })
    yield* page.items
    after = page.next
  } while (after !== undefined)
}
