import { createLineSplitter } from './line-splitter.ts'
import { createObjectSplitter } from './object-splitter.ts'
import type { RecordSink } from './record-sink.ts'

/** Node's own reader behind `buffer.toString`: same result, without the argument checks. */
interface FastBuffer extends Buffer {
  utf8Slice(start: number, end: number): string
}

/** evtx_dump writes it above each record. */
const recordHeading = /^Record \d+$/

/** Reads one JSON record a line. Yields the bytes consumed after each chunk, so that the caller can take what became ready. */
export async function* readJsonLines(chunks: AsyncIterable<Buffer>, sink: RecordSink, maxLineBytes: number): AsyncGenerator<number> {
  let line = 0
  const splitter = createLineSplitter(maxLineBytes, {
    onLine(bytes, start, end) {
      line += 1
      if (end > start) parseInto(sink, (bytes as FastBuffer).utf8Slice(start, end), line)
    },
    onTooLong(byteCount) {
      line += 1
      sink.refuse('line_too_long', tooLong(byteCount, maxLineBytes), line)
    },
  })
  try {
    for await (const chunk of chunks) {
      splitter.push(chunk)
      yield chunk.length
    }
  } finally {
    // Also when the stream broke: the beginning of a line is a record that must be counted.
    splitter.end()
  }
  yield 0
}

/** Reads the objects of one JSON array, or objects spread over several lines. Positions count objects. */
export async function* readJsonObjects(chunks: AsyncIterable<Buffer>, sink: RecordSink, maxObjectBytes: number): AsyncGenerator<number> {
  let record = 0
  const splitter = createObjectSplitter(maxObjectBytes, {
    onObject: (bytes) => parseInto(sink, bytes.toString('utf8'), ++record),
    onJunk: (text) => {
      if (!recordHeading.test(text)) sink.refuse('malformed_json', `is no JSON object: ${text}`, ++record)
    },
    onTooLong: (byteCount) => sink.refuse('line_too_long', tooLong(byteCount, maxObjectBytes), ++record),
  })
  try {
    for await (const chunk of chunks) {
      splitter.push(chunk)
      yield chunk.length
    }
  } finally {
    if (!splitter.end()) sink.refuse('malformed_json', 'the input ends in the middle of a record', ++record)
  }
  yield 0
}

function parseInto(sink: RecordSink, text: string, position: number): void {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    if (text.trim() !== '') sink.refuse('malformed_json', error instanceof Error ? error.message : String(error), position)
    return
  }
  sink.record(value, position)
}

function tooLong(byteCount: number, maxBytes: number): string {
  return `has ${byteCount} bytes, more than the limit of ${maxBytes}`
}
