import { parseEventXml } from '../record/event-xml-text.ts'
import type { RecordSink } from './record-sink.ts'
import { createRecordText, foreignTextWarning } from './record-text.ts'

const opening = Buffer.from('<Event')
const closing = Buffer.from('</Event>')

interface XmlOptions {
  readonly maxRecordBytes: number
  readonly warn: (message: string) => void
}

/**
 * Reads `<Event>` elements one after the other, as Event Viewer, wevtutil and python-evtx write them, with or without an
 * element around them. Positions count records. Yields the bytes consumed.
 */
export async function* readXml(chunks: AsyncIterable<Buffer>, sink: RecordSink, options: XmlOptions): AsyncGenerator<number> {
  const text = createRecordText()
  let position = 0
  const splitter = createElementSplitter(options.maxRecordBytes, {
    onElement(bytes) {
      position += 1
      const event = parseEventXml(text.read(bytes, 0, bytes.length))
      if (event === undefined) sink.refuse('malformed_xml', 'the event holds neither System nor EventData', position)
      else sink.record(event, position)
    },
    onTooLong: (byteCount) =>
      sink.refuse('line_too_long', `has ${byteCount} bytes, more than the limit of ${options.maxRecordBytes}`, ++position),
    onCutOff: (message) => sink.refuse('malformed_xml', message, ++position),
  })
  try {
    for await (const chunk of chunks) {
      splitter.push(chunk)
      yield chunk.length
    }
  } finally {
    splitter.end()
    const warning = foreignTextWarning(text)
    if (warning !== undefined) options.warn(warning)
  }
  yield 0
}

interface ElementHandlers {
  readonly onElement: (bytes: Buffer) => void
  readonly onTooLong: (byteCount: number) => void
  readonly onCutOff: (message: string) => void
}

interface ElementSplitter {
  push(chunk: Buffer): void
  end(): void
}

/** Holds one element at most, and of one beyond the limit nothing but its size. */
function createElementSplitter(maxBytes: number, { onElement, onTooLong, onCutOff }: ElementHandlers): ElementSplitter {
  let held: Buffer = Buffer.alloc(0)
  let skippedBytes = 0

  function takeElements(): void {
    for (;;) {
      const start = skippedBytes > 0 ? 0 : findOpening(held, 0)
      const end = start < 0 ? -1 : held.indexOf(closing, start)
      if (start < 0 || end < 0) return keep(start)
      takeElement(start, end)
    }
  }

  function takeElement(start: number, end: number): void {
    const behind = end + closing.length
    const next = skippedBytes > 0 ? -1 : findOpening(held.subarray(0, end), start + 1)
    if (skippedBytes > 0) onTooLong(skippedBytes + behind)
    else if (next >= 0) onCutOff('the event has no end')
    else if (behind - start > maxBytes) onTooLong(behind - start)
    else onElement(held.subarray(start, behind))
    skippedBytes = 0
    held = held.subarray(next >= 0 ? next : behind)
  }

  function keep(start: number): void {
    if (start < 0) held = held.subarray(Math.max(0, held.length - opening.length))
    else if (held.length - start > maxBytes || skippedBytes > 0) {
      const kept = Math.min(held.length, closing.length - 1)
      skippedBytes += held.length - kept
      held = held.subarray(held.length - kept)
    } else held = held.subarray(start)
  }

  return {
    push(chunk) {
      held = held.length === 0 ? Buffer.from(chunk) : Buffer.concat([held, chunk])
      takeElements()
    },
    end() {
      if (skippedBytes > 0 || findOpening(held, 0) >= 0) onCutOff('the input ends in the middle of a record')
    },
  }
}

/** `<Event>` or `<Event xmlns=…>`, not `<Events>` or `<EventData>`. */
function findOpening(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(opening, from); at >= 0; at = bytes.indexOf(opening, at + 1)) {
    const next = bytes[at + opening.length]
    if (next !== undefined && (next === 0x3e || next <= 0x20)) return at
  }
  return -1
}
