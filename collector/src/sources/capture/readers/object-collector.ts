import { isListOpening } from '../record/envelopes.ts'
import { createListAround } from './list-around.ts'
import { createObjectScanner } from './object-scanner.ts'
import { trimLine } from './trim-line.ts'
import { findElement, findWholeObject } from './whole-object.ts'

const newline = 0x0a
const openBrace = 0x7b
const closeBrace = 0x7d

/** Enough of what stands between objects to tell what it is. */
const maxJunkBytes = 100
/** A list of records begins within so many bytes of the object around it. */
const maxPreambleBytes = 64 * 1024

/** Line numbers count from 1. */
export interface SplitHandlers {
  /** A whole line that may be one object: `bytes` from `start` to `end`, valid during the call. False when it is none. */
  readonly onLine: (bytes: Buffer, start: number, end: number, line: number) => boolean
  readonly onObject: (bytes: Buffer, line: number) => void
  /** An object that goes on as no JSON does, or a line that is neither object nor bracket, comma or white space. */
  readonly onBroken: (text: string, line: number) => void
  readonly onTooLong: (byteCount: number, line: number) => void
}

/** Collects objects byte by byte, wherever they begin and end. Holds one object at most, and of one beyond the limit nothing. */
export class ObjectCollector {
  /** Number of the line that is being read. */
  line = 1
  /** Where the object began that was begun last. */
  objectLine = 1
  /** What follows a broken record belongs to it, until a line begins a new one. */
  isRecovering = false
  readonly #handlers: SplitHandlers
  readonly #maxObjectBytes: number
  readonly #scanner = createObjectScanner()
  readonly #list = createListAround()
  #isInside = false
  #pieces: Buffer[] = []
  #heldBytes = 0
  #junk = ''
  /** Bytes since the line began, while nothing but white space was among them. */
  #indent = 0
  #objectIndent = 0

  constructor(maxObjectBytes: number, handlers: SplitHandlers) {
    this.#maxObjectBytes = maxObjectBytes
    this.#handlers = handlers
  }

  /** Whether an object that begins a line with this indentation may be a record: what is indented deeper belongs to a broken one. */
  mayBegin(indent: number): boolean {
    return !this.isRecovering || indent <= this.#objectIndent
  }

  /** In the middle of something that began on an earlier line. */
  get isBusy(): boolean {
    return this.#isInside || this.#list.isIn || this.#list.isBehind
  }

  /** Takes bytes from an offset on, up to the first line end outside of everything. Returns the offset behind it, or the end. */
  take(chunk: Buffer, from: number): { readonly offset: number; readonly isLineDone: boolean } {
    let start = from
    for (let index = from; index < chunk.length; index += 1) {
      const byte = chunk[index] ?? 0
      if (this.#isInside) {
        const next = this.#stepInside(chunk, start, index)
        if (next === undefined) continue
        if (next.isLineDone) return next
        start = next.offset
        index = next.offset - 1
      } else {
        if (this.#stepOutside(byte)) return { offset: index + 1, isLineDone: true }
        start = index
      }
    }
    if (this.#isInside) this.#hold(chunk.subarray(start))
    return { offset: chunk.length, isLineDone: false }
  }

  /** The stream has ended. False when it did so inside an object. */
  end(): boolean {
    this.#closeJunk()
    if (this.#isInside) this.#rescueLines(this.#release())
    return !this.#isInside
  }

  /** Undefined when the object goes on with the next byte; else where to go on, and whether behind a line end. */
  #stepInside(chunk: Buffer, start: number, index: number): { readonly offset: number; readonly isLineDone: boolean } | undefined {
    const byte = chunk[index] ?? 0
    const step = this.#scanner.step(byte)
    if (byte === newline) this.#endLine()
    if (step === 'inside') return undefined
    if (step === 'broken') return this.#resume(chunk, start, index)
    if (step === 'nested') return this.#enterList(chunk.subarray(start, index)) ? { offset: index, isLineDone: false } : undefined
    this.#hold(chunk.subarray(start, index + 1))
    this.#closeObject()
    return { offset: index + 1, isLineDone: false }
  }

  /** True behind a line end: the next line may be taken whole. */
  #stepOutside(byte: number): boolean {
    if (this.#list.isBehind) {
      if (byte === newline) this.#endLine()
      if (this.#list.stepBehind(byte)) this.#openObject()
    } else if (byte === openBrace && this.mayBegin(this.#indent)) this.#openObject()
    else if (this.#list.isIn) {
      if (byte === newline) this.#endLine()
      else this.#indent += indentOf(byte)
      this.#list.stepBetween(byte)
    } else if (byte === newline) {
      this.#closeJunk()
      this.#endLine()
      return true
    } else {
      this.#indent += indentOf(byte)
      if (this.#junk.length < maxJunkBytes) this.#junk += String.fromCharCode(byte)
    }
    return false
  }

  #endLine(): void {
    this.line += 1
    this.#indent = 0
  }

  #openObject(): void {
    this.#closeJunk()
    this.#objectIndent = this.#indent
    this.#isInside = true
    this.objectLine = this.line
    this.#scanner.open()
  }

  #closeObject(): void {
    this.#isInside = false
    this.isRecovering = false
    // Another object on this line is not deeper for it.
    this.#indent = 0
    this.#list.passRecord()
    const byteCount = this.#heldBytes
    const bytes = this.#release()
    if (byteCount > this.#maxObjectBytes) this.#handlers.onTooLong(byteCount, this.objectLine)
    else this.#handlers.onObject(bytes, this.objectLine)
  }

  /** An object opens in a list: of records, when the text before it says so. Then what came before is no record. */
  #enterList(piece: Buffer): boolean {
    if (this.#list.isIn || this.#heldBytes + piece.length > maxPreambleBytes) return false
    const preamble = Buffer.concat([...this.#pieces, piece])
    if (!isListOpening(preamble.toString('latin1'))) return false
    this.#list.enter(preamble)
    this.#release()
    // The brace is taken again, as that of a record.
    this.#isInside = false
    return true
  }

  /** Goes on behind a broken object: at the object that begins here, or inside the line, or on the next line. */
  #resume(chunk: Buffer, start: number, index: number): { readonly offset: number; readonly isLineDone: boolean } {
    const lineEnd = chunk.indexOf(newline, index)
    const end = lineEnd < 0 ? chunk.length : lineEnd
    const whole = chunk[index] === openBrace ? index : this.#findNext(chunk, start, index, lineEnd)
    this.#hold(chunk.subarray(start, whole < 0 ? end : whole))
    this.#breakObject()
    if (whole >= 0) {
      this.isRecovering = false
      return { offset: whole, isLineDone: false }
    }
    if (lineEnd < 0) return { offset: end, isLineDone: false }
    if (index < lineEnd) this.#endLine()
    return { offset: lineEnd + 1, isLineDone: true }
  }

  /** The next object of a broken line: one written into the broken one, or, in an array without lines, the next element. */
  #findNext(chunk: Buffer, start: number, index: number, lineEnd: number): number {
    if (lineEnd >= 0) return findWholeObject(chunk, start + 1, lineEnd)
    const whole = findWholeObject(chunk, start + 1, chunk.length)
    return whole >= 0 ? whole : findElement(chunk, index)
  }

  #breakObject(): void {
    this.#isInside = false
    this.#list.passRecord()
    const bytes = this.#release()
    if (!this.isRecovering) this.#handlers.onBroken(bytes.toString('utf8', 0, maxJunkBytes), this.objectLine)
    this.#rescueLines(bytes)
    this.isRecovering = true
  }

  /** An object that was cut off where one may follow took the next lines for its own. Indented lines are its own. */
  #rescueLines(bytes: Buffer): void {
    const { onLine, onBroken } = this.#handlers
    let line = this.objectLine
    for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) {
      line += 1
      if (bytes[at + 1] !== openBrace) continue
      const lineEnd = bytes.indexOf(newline, at + 1)
      const [start, end] = trimLine(bytes, at + 1, lineEnd < 0 ? bytes.length : lineEnd)
      const isWhole = bytes[end - 1] === closeBrace && onLine(bytes, start, end, line)
      if (!isWhole) onBroken(bytes.toString('utf8', start, Math.min(end, start + maxJunkBytes)), line)
    }
  }

  #closeJunk(): void {
    const text = withoutSeparators(this.#junk)
    this.#junk = ''
    if (text !== '' && !this.isRecovering) this.#handlers.onBroken(text, this.line)
  }

  #hold(piece: Buffer): void {
    this.#heldBytes += piece.length
    if (this.#heldBytes > this.#maxObjectBytes) this.#pieces = []
    // Copied: the chunk may be a view of a large buffer that would otherwise be kept for the sake of one object.
    else if (piece.length > 0) this.#pieces.push(Buffer.from(piece))
  }

  #release(): Buffer {
    const bytes = Buffer.concat(this.#pieces)
    this.#pieces = []
    this.#heldBytes = 0
    return bytes
  }
}

/** What may stand between objects: white space, commas, brackets, zeros, and marks of byte order (here as single bytes). */
function withoutSeparators(junk: string): string {
  const bytes = Buffer.from(junk.replaceAll(/[[\],]/g, ' '), 'latin1')
  const [start, end] = trimLine(bytes, 0, bytes.length)
  return junk.slice(start, end)
}

/** White space counts; after anything else the rest of the line is deeper than any record. */
function indentOf(byte: number): number {
  return byte === 0x20 || byte === 0x09 ? 1 : separators.has(byte) ? 0 : maxIndent
}

/** Brackets, commas, carriage returns, marks of byte order. */
const separators: ReadonlySet<number> = new Set([0x5b, 0x5d, 0x2c, 0x0d, 0xef, 0xbb, 0xbf])
const maxIndent = 1_000_000
