import { isListOpening } from '../record/envelopes.ts'
import { createObjectScanner } from './object-scanner.ts'

const newline = 0x0a
const openBrace = 0x7b
const closeBrace = 0x7d
const closeBracket = 0x5d

/** Longer lines are looked at before their end has come. */
const maxWholeLineBytes = 1024 * 1024
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

/**
 * Cuts a stream of bytes into JSON objects: one a line, one after the other with anything or nothing between, in an array,
 * in a list inside an object, spread over lines in any style. A broken one costs itself. Holds one object at most, and of
 * an object beyond the limit nothing.
 */
export interface RecordSplitter {
  push(chunk: Buffer): void
  /** The stream has ended. False when it did so inside an object. */
  end(): boolean
  /** Where the object began that was begun last. */
  readonly line: number
}

export function createRecordSplitter(maxObjectBytes: number, handlers: SplitHandlers): RecordSplitter {
  const { onLine, onObject, onBroken, onTooLong } = handlers
  const scanner = createObjectScanner()
  /** Follows what stands around a list of records. */
  const outer = createObjectScanner()
  let line = 1
  /** The beginning of a line whose end has not come. */
  let lineStart: Buffer[] = []
  let lineBytes = 0
  let isAtLineStart = true
  let isInside = false
  /** Between the brackets of a list of records inside an object. */
  let isInList = false
  /** Behind such a list, inside the object around it. */
  let isBehindList = false
  let behindList = ''
  /** What follows a broken record belongs to it, until a line begins a new one. */
  let isRecovering = false
  let pieces: Buffer[] = []
  let heldBytes = 0
  let objectLine = 1
  let junk = ''

  function hold(piece: Buffer): void {
    heldBytes += piece.length
    if (heldBytes > maxObjectBytes) pieces = []
    else if (piece.length > 0) pieces.push(Buffer.from(piece))
  }

  function release(): Buffer {
    const bytes = Buffer.concat(pieces)
    pieces = []
    heldBytes = 0
    return bytes
  }

  function closeObject(): void {
    isInside = false
    isRecovering = false
    if (isInList) outer.passObject()
    if (heldBytes > maxObjectBytes) onTooLong(heldBytes, objectLine)
    else onObject(Buffer.concat(pieces), objectLine)
    release()
  }

  function breakObject(): void {
    isInside = false
    if (isInList) outer.passObject()
    const bytes = release()
    if (!isRecovering) onBroken(bytes.toString('utf8', 0, maxJunkBytes), objectLine)
    rescueLines(bytes)
    isRecovering = true
  }

  /** An object that was cut off where one may follow took the next lines for its own. Indented lines are its own. */
  function rescueLines(bytes: Buffer): void {
    let number = objectLine
    for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) {
      number += 1
      if (bytes[at + 1] !== openBrace) continue
      const lineEnd = bytes.indexOf(newline, at + 1)
      const [start, end] = trimmed(bytes, at + 1, lineEnd < 0 ? bytes.length : lineEnd)
      const isWhole = bytes[end - 1] === closeBrace && onLine(bytes, start, end, number)
      if (!isWhole) onBroken(bytes.toString('utf8', start, Math.min(end, start + maxJunkBytes)), number)
    }
  }

  function openObject(): void {
    closeJunk()
    isInside = true
    objectLine = line
    scanner.open()
  }

  function closeJunk(): void {
    const text = junk.replace(/^[\s,[\]\0\u001a]+|[\s,[\]\0\u001a]+$/g, '').replaceAll('ï»¿', '')
    junk = ''
    if (text !== '' && !isRecovering) onBroken(text, line)
  }

  /** Feeds bytes to the scanner. Stops behind a line end outside of objects. */
  function scan(chunk: Buffer, from: number): number {
    let start = from
    for (let index = from; index < chunk.length; index += 1) {
      const byte = chunk[index] ?? 0
      if (isBehindList) {
        stepBehindList(byte)
        start = index + 1
        continue
      }
      if (!isInside) {
        if (stepOutside(byte)) return index + 1
        start = index
        continue
      }
      const step = scanner.step(byte)
      if (byte === newline) line += 1
      if (step === 'inside') continue
      if (step === 'closed') {
        hold(chunk.subarray(start, index + 1))
        closeObject()
      } else if (step === 'nested') {
        if (!isPreamble(chunk.subarray(start, index))) continue
        start = index
      } else {
        const next = resume(chunk, start, index)
        if (next.isLineDone) return next.index
        index = next.index - 1
        start = next.index
      }
    }
    if (isInside) hold(chunk.subarray(start))
    return chunk.length
  }

  /** The rest of the object around a list is read for its end only, and for another list in it. */
  function stepBehindList(byte: number): void {
    if (byte === newline) line += 1
    const step = outer.step(byte)
    if (step === 'closed' || step === 'broken') isBehindList = false
    if (step !== 'nested' || !isListOpening(behindList)) behindList = (behindList + String.fromCharCode(byte)).slice(-maxJunkBytes)
    else {
      enterList()
      isBehindList = false
    }
  }

  function enterList(): void {
    outer.leaveNested()
    isInList = true
    isInside = true
    objectLine = line
    scanner.open()
  }

  function stepInList(byte: number): void {
    if (byte === newline) line += 1
    if (outer.step(byte) === 'broken') isInList = false
    else if (byte === closeBracket) {
      isInList = false
      isBehindList = true
      behindList = ''
    }
  }

  /** True behind a line end: the next line may be taken whole. */
  function stepOutside(byte: number): boolean {
    if (byte === openBrace) openObject()
    else if (isInList) stepInList(byte)
    else if (byte === newline) {
      closeJunk()
      line += 1
      isAtLineStart = true
      return true
    } else if (junk.length < maxJunkBytes) junk += String.fromCharCode(byte)
    return false
  }

  /** An object opens in a list: of records, when the text before it says so. Then what came before is no record. */
  function isPreamble(piece: Buffer): boolean {
    if (isInList || heldBytes + piece.length > maxPreambleBytes) return false
    const preamble = Buffer.concat([...pieces, piece])
    if (!isListOpening(preamble.toString('latin1'))) return false
    outer.open()
    for (const byte of preamble.subarray(1)) outer.step(byte)
    outer.step(openBrace)
    release()
    enterList()
    return true
  }

  /** Where reading goes on after a broken object: at the object that begins here, or inside the line, or on the next line. */
  function resume(chunk: Buffer, start: number, index: number): { readonly index: number; readonly isLineDone: boolean } {
    const lineEnd = chunk.indexOf(newline, index)
    const end = lineEnd < 0 ? chunk.length : lineEnd
    const salvaged = chunk[index] === openBrace ? index : findWhole(chunk, start + 1, end)
    hold(chunk.subarray(start, salvaged < 0 ? end : salvaged))
    breakObject()
    if (salvaged >= 0) {
      isRecovering = false
      return { index: salvaged, isLineDone: false }
    }
    if (lineEnd < 0) return { index: end, isLineDone: false }
    if (index < lineEnd) line += 1
    isAtLineStart = true
    return { index: lineEnd + 1, isLineDone: true }
  }

  /** A line that may be one object is taken whole; everything else goes to the scanner. */
  function takeLine(bytes: Buffer, from: number, lineEnd: number): number {
    const [start, end] = trimmed(bytes, from, lineEnd)
    if (start === end) return closeLine(lineEnd)
    const isObject = bytes[start] === openBrace
    if (isObject && bytes[end - 1] === closeBrace) {
      if (end - start > maxObjectBytes || !onLine(bytes, start, end, line)) return scanLine(bytes, start)
      isRecovering = false
      return closeLine(lineEnd)
    }
    return isRecovering && !isObject ? closeLine(lineEnd) : scanLine(bytes, from)
  }

  function scanLine(bytes: Buffer, from: number): number {
    if (bytes[from] === openBrace) isRecovering = false
    isAtLineStart = false
    return scan(bytes, from)
  }

  function closeLine(lineEnd: number): number {
    line += 1
    return lineEnd + 1
  }

  /** The line that began in an earlier chunk. Returns where the rest of this chunk starts. */
  function finishHeldLine(chunk: Buffer): number {
    const lineEnd = chunk.indexOf(newline)
    const end = lineEnd < 0 ? chunk.length : lineEnd + 1
    lineStart.push(Buffer.from(chunk.subarray(0, end)))
    lineBytes += end
    if (lineEnd < 0 && lineBytes <= maxWholeLineBytes) return end
    const bytes = Buffer.concat(lineStart)
    lineStart = []
    lineBytes = 0
    if (lineEnd < 0) scanLine(bytes, 0)
    else feed(bytes, 0)
    return end
  }

  function feed(chunk: Buffer, from: number): void {
    let offset = from
    while (offset < chunk.length) {
      if (isInside || isInList || isBehindList || !isAtLineStart) offset = scan(chunk, offset)
      else {
        const lineEnd = chunk.indexOf(newline, offset)
        if (lineEnd >= 0) offset = takeLine(chunk, offset, lineEnd)
        else offset = holdLine(chunk, offset)
      }
    }
  }

  /** Copied: the chunk may be a view of a large buffer that would otherwise be kept for the sake of one line. */
  function holdLine(chunk: Buffer, from: number): number {
    const [start] = trimmed(chunk, from, chunk.length)
    if (start < chunk.length && chunk[start] !== openBrace) return scanLine(chunk, from)
    lineStart.push(Buffer.from(chunk.subarray(from)))
    lineBytes += chunk.length - from
    return chunk.length
  }

  return {
    push(chunk) {
      feed(chunk, lineBytes > 0 ? finishHeldLine(chunk) : 0)
    },
    end() {
      if (lineBytes > 0) {
        const bytes = Buffer.concat([...lineStart, Buffer.from('\n')])
        lineStart = []
        lineBytes = 0
        feed(bytes, 0)
      }
      closeJunk()
      if (isInside) rescueLines(release())
      return !isInside
    },
    get line() {
      return objectLine
    },
  }
}

const ignoredBefore: ReadonlySet<number> = new Set([0x00, 0x09, 0x0d, 0x1a, 0x20, 0xef, 0xbb, 0xbf])
const ignoredBehind: ReadonlySet<number> = new Set([0x00, 0x09, 0x0d, 0x1a, 0x20, 0x2c])

/** Without white space, marks of byte order and a comma behind. */
function trimmed(bytes: Buffer, from: number, to: number): readonly [number, number] {
  let start = from
  let end = to
  while (start < end && ignoredBefore.has(bytes[start] ?? 0)) start += 1
  while (end > start && ignoredBehind.has(bytes[end - 1] ?? 0)) end -= 1
  return [start, end]
}

/** Beginnings of objects that are tried in a broken line. */
const maxTries = 64

/** A whole object at the end of a broken line: the next record was written into it. */
function findWhole(bytes: Buffer, from: number, end: number): number {
  const [, last] = trimmed(bytes, from, end)
  if (bytes[last - 1] !== closeBrace || end - from > maxWholeLineBytes) return -1
  let tries = 0
  for (let at = bytes.indexOf(openBrace, from); at >= 0 && at < last && tries < maxTries; at = bytes.indexOf(openBrace, at + 1)) {
    tries += 1
    if (isJson(bytes.toString('utf8', at, last))) return at
  }
  return -1
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
