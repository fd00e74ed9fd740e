import type { RecordSink } from './record-sink.ts'
import { RecordSplitter } from './record-splitter.ts'
import { createRecordText, foreignTextWarning } from './record-text.ts'

/** evtx_dump writes it above each record. */
const recordHeading = /^Record \d+$/

interface JsonOptions {
  readonly maxRecordBytes: number
  /** Positions are those of lines, or count records. */
  readonly countsLines: boolean
  readonly warn: (message: string) => void
}

/**
 * Reads JSON records, however they are put one after the other. Yields the bytes consumed after each chunk, so that the
 * caller can take what became ready.
 */
export async function* readJson(chunks: AsyncIterable<Buffer>, sink: RecordSink, options: JsonOptions): AsyncGenerator<number> {
  const { maxRecordBytes, countsLines, warn } = options
  const text = createRecordText()
  let records = 0
  const place = (line: number): number => (countsLines ? line : ++records)
  const splitter = new RecordSplitter(maxRecordBytes, {
    onLine(bytes, start, end, line) {
      const value = parse(text.read(bytes, start, end))
      if (value instanceof Error) return false
      sink.record(value, place(line))
      return true
    },
    onObject(bytes, line) {
      const value = parse(text.read(bytes, 0, bytes.length))
      if (value instanceof Error) sink.refuse('malformed_json', value.message, place(line))
      else sink.record(value, place(line))
    },
    onBroken(broken, line) {
      if (!recordHeading.test(broken)) sink.refuse('malformed_json', `is no JSON object: ${broken}`, place(line))
    },
    onTooLong: (byteCount, line) => sink.refuse('line_too_long', tooLong(byteCount, maxRecordBytes), place(line)),
  })
  try {
    for await (const chunk of chunks) {
      splitter.push(chunk)
      yield chunk.length
    }
  } finally {
    // Also when the stream broke: the beginning of a record must be counted.
    if (!splitter.end()) sink.refuse('malformed_json', 'the input ends in the middle of a record', place(splitter.line))
    const warning = foreignTextWarning(text)
    if (warning !== undefined) warn(warning)
  }
  yield 0
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

function tooLong(byteCount: number, maxBytes: number): string {
  return `has ${byteCount} bytes, more than the limit of ${maxBytes}`
}
