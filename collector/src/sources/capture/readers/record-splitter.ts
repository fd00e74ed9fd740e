import { ObjectCollector, type SplitHandlers } from './object-collector.ts'
import { trimLine } from './trim-line.ts'

const newline = 0x0a
const openBrace = 0x7b
const closeBrace = 0x7d

/** Longer lines are looked at before their end has come. */
const maxWholeLineBytes = 1024 * 1024

/**
 * Cuts a stream of bytes into JSON objects: one a line, one after the other with anything or nothing between, in an array,
 * in a list inside an object, spread over lines in any style. A broken one costs itself. A line that is one object is taken
 * whole, which is much cheaper than to look at each byte.
 */
export class RecordSplitter {
  readonly #collector: ObjectCollector
  readonly #maxObjectBytes: number
  readonly #onLine: SplitHandlers['onLine']
  #isAtLineStart = true
  /** The beginning of a line whose end has not come. */
  #begun: Buffer[] = []
  #begunBytes = 0

  constructor(maxObjectBytes: number, handlers: SplitHandlers) {
    this.#collector = new ObjectCollector(maxObjectBytes, handlers)
    this.#maxObjectBytes = maxObjectBytes
    this.#onLine = handlers.onLine
  }

  push(chunk: Buffer): void {
    this.#feed(chunk, this.#begunBytes > 0 ? this.#continueLine(chunk) : 0)
  }

  /** The stream has ended. False when it did so inside an object. */
  end(): boolean {
    if (this.#begunBytes > 0) this.#feed(Buffer.concat([this.#takeBegun(), Buffer.from('\n')]), 0)
    return this.#collector.end()
  }

  /** Where the object began that was begun last. */
  get line(): number {
    return this.#collector.objectLine
  }

  #feed(chunk: Buffer, from: number): void {
    let offset = from
    while (offset < chunk.length) {
      const lineEnd = this.#collector.isBusy || !this.#isAtLineStart ? undefined : chunk.indexOf(newline, offset)
      if (lineEnd === undefined) offset = this.#collect(chunk, offset)
      else offset = lineEnd < 0 ? this.#beginLine(chunk, offset) : this.#takeLine(chunk, offset, lineEnd)
    }
  }

  #collect(bytes: Buffer, from: number): number {
    const { offset, isLineDone } = this.#collector.take(bytes, from)
    this.#isAtLineStart = isLineDone
    return offset
  }

  /** A line that may be one object is taken whole; everything else goes to the collector. */
  #takeLine(bytes: Buffer, from: number, lineEnd: number): number {
    const [start, end] = trimLine(bytes, from, lineEnd)
    const isObject = bytes[start] === openBrace && start < end && this.#collector.mayBegin(start - from)
    if (isObject && this.#isWhole(bytes, start, end)) this.#collector.isRecovering = false
    else if (isObject || (start < end && !this.#collector.isRecovering)) return this.#collectLine(bytes, from, start)
    this.#collector.line += 1
    return lineEnd + 1
  }

  #isWhole(bytes: Buffer, start: number, end: number): boolean {
    return bytes[end - 1] === closeBrace && end - start <= this.#maxObjectBytes && this.#onLine(bytes, start, end, this.#collector.line)
  }

  #collectLine(bytes: Buffer, from: number, start: number): number {
    if (bytes[start] === openBrace && this.#collector.mayBegin(start - from)) this.#collector.isRecovering = false
    return this.#collect(bytes, from)
  }

  /** Copied: the chunk may be a view of a large buffer that would otherwise be kept for the sake of one line. */
  #beginLine(chunk: Buffer, from: number): number {
    const [start] = trimLine(chunk, from, chunk.length)
    if (start < chunk.length && chunk[start] !== openBrace) return this.#collectLine(chunk, from, start)
    this.#begun.push(Buffer.from(chunk.subarray(from)))
    this.#begunBytes += chunk.length - from
    return chunk.length
  }

  /** The line that began in an earlier chunk. Returns where the rest of this one starts. */
  #continueLine(chunk: Buffer): number {
    const lineEnd = chunk.indexOf(newline)
    const end = lineEnd < 0 ? chunk.length : lineEnd + 1
    this.#begun.push(Buffer.from(chunk.subarray(0, end)))
    this.#begunBytes += end
    if (lineEnd < 0 && this.#begunBytes <= maxWholeLineBytes) return end
    const bytes = this.#takeBegun()
    if (lineEnd < 0) this.#collectLine(bytes, 0, trimLine(bytes, 0, bytes.length)[0])
    else this.#feed(bytes, 0)
    return end
  }

  #takeBegun(): Buffer {
    const bytes = Buffer.concat(this.#begun)
    this.#begun = []
    this.#begunBytes = 0
    return bytes
  }
}
