import { PipelineError } from '@win11mon/pipeline'

import type { JsonObject } from '../../record/capture-record.ts'
import type { RecordSink } from '../record-sink.ts'
import type { Chunk } from './binary-xml/chunk.ts'
import { Cursor } from './binary-xml/cursor.ts'
import { parseFragment } from './binary-xml/parse-fragment.ts'
import { firstRecordOffset, recordHeaderBytes } from './chunk-header.ts'
import { eventJson } from './event/event-json.ts'
import { findRecord, isRecord } from './find-record.ts'

const numberOffset = 8
/** The size, which stands at the end of a record once more. */
const trailerBytes = 4

/** How far the reading of a chunk is. */
export interface Walk {
  readonly chunk: Chunk
  readonly sink: RecordSink
  /** Number of the last record in the file, from 1. */
  position: number
  /** Records found. */
  count: number
  /** Records that gaps in the log's own numbers show to be missing where bytes were passed over. */
  skippedCount: number
  /** Behind the last record. */
  offset: number
  /** Number that the log gave the last record; undefined before the first one of a chunk without a head. */
  lastNumber: bigint | undefined
}

/** Reads the records between the head of the chunk and `end`, past any damage. */
export function readRecords(start: Pick<Walk, 'chunk' | 'sink' | 'position' | 'lastNumber'>, end: number): Walk {
  const walk: Walk = { ...start, count: 0, skippedCount: 0, offset: firstRecordOffset }
  for (let offset = findRecord(walk.chunk, walk.offset, end); offset >= 0; offset = findRecord(walk.chunk, walk.offset, end)) {
    if (offset > walk.offset) walk.skippedCount += skippedRecords(walk, offset)
    readRecord(walk, offset)
  }
  return walk
}

/**
 * Goes on behind the end that the head tells: in a log copied while Windows wrote to it the head is older than the last
 * records. They follow without a gap and go on counting; leftovers of earlier use do not.
 */
export function readNewestRecords(walk: Walk): void {
  const { chunk } = walk
  while (walk.lastNumber !== undefined && isRecord(chunk, walk.offset, chunk.bytes.length)) {
    if (numberAt(chunk, walk.offset) !== walk.lastNumber + 1n) return
    readRecord(walk, walk.offset)
  }
}

function readRecord(walk: Walk, offset: number): void {
  const { chunk, sink } = walk
  const size = chunk.view.getUint32(offset + 4, true)
  walk.position += 1
  walk.count += 1
  walk.offset = offset + size
  walk.lastNumber = numberAt(chunk, offset)
  const parsed = parseRecord(chunk, offset + recordHeaderBytes, walk.offset - trailerBytes)
  if (parsed instanceof PipelineError) sink.refuse('evtx_record_damaged', parsed.message, walk.position)
  else sink.record(parsed, walk.position)
}

function parseRecord(chunk: Chunk, offset: number, end: number): JsonObject | PipelineError {
  try {
    return eventJson(parseFragment(new Cursor(chunk, offset, end), { hasDependencyIds: false, depth: 0 }), chunk)
  } catch (error) {
    if (error instanceof PipelineError) return error
    throw error
  }
}

/** At most as many as fit into the bytes passed over: the numbers may be damaged too. */
function skippedRecords({ chunk, lastNumber, offset }: Walk, nextOffset: number): number {
  if (lastNumber === undefined) return 1
  const mostThatFit = Math.ceil((nextOffset - offset) / recordHeaderBytes)
  return Math.max(1, Math.min(mostThatFit, Number(numberAt(chunk, nextOffset) - lastNumber) - 1))
}

function numberAt({ view }: Chunk, offset: number): bigint {
  return view.getBigUint64(offset + numberOffset, true)
}
