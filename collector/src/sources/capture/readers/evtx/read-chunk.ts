import type { RecordSink } from '../record-sink.ts'
import { Chunk } from './binary-xml/chunk.ts'
import { type ChunkHeader, chunkBytes, readChunkHeader } from './chunk-header.ts'
import { type Walk, readNewestRecords, readRecords } from './read-records.ts'

/** What reading a chunk found, apart from its records. */
interface ChunkResult {
  /** Number of the last record read or refused. */
  readonly position: number
  readonly isChecksumWrong: boolean
}

const zeros = Buffer.alloc(chunkBytes)

/**
 * Reads every record of a chunk that can be read. Damage is passed over to the next record; what the head says should be
 * there and was not found is refused.
 *
 * @param bytes one chunk, or the beginning of one whose rest is missing.
 * @param position number of the last record before this chunk.
 */
export function readChunk(bytes: Buffer, sink: RecordSink, position: number): ChunkResult {
  if (bytes.equals(zeros.subarray(0, bytes.length))) return { position, isChecksumWrong: false }
  const chunk = new Chunk(bytes)
  const header = readChunkHeader(chunk)
  const walk = readRecords({ chunk, sink, position, lastNumber: header && header.firstNumber - 1n }, header?.recordsEnd ?? bytes.length)
  if (header !== undefined) readNewestRecords(walk)
  refuseMissing(walk, missingRecords(walk, header), header !== undefined)
  return { position: walk.position, isChecksumWrong: header?.isChecksumWrong ?? walk.count > 0 }
}

/**
 * What the head tells, and gaps in the numbers of the records: the head may be older than records that follow a gap. Without
 * a usable head something was there for sure.
 */
function missingRecords({ count, skippedCount }: Walk, header: ChunkHeader | undefined): number {
  if (header?.recordCount === undefined) return count === 0 ? 1 : skippedCount
  return Math.max(header.recordCount - count, skippedCount)
}

function refuseMissing(walk: Walk, missing: number, hasHeader: boolean): void {
  const byteCount = walk.chunk.bytes.length
  const reason = byteCount === chunkBytes ? 'evtx_record_damaged' : 'evtx_chunk_cut_off'
  const cutOff = hasHeader ? `its chunk ends ${chunkBytes - byteCount} bytes early` : `${byteCount} bytes are part of no chunk`
  const message = byteCount === chunkBytes ? 'the record is damaged beyond recognition' : cutOff
  for (let index = 0; index < missing; index += 1) walk.sink.refuse(reason, message, ++walk.position)
}
