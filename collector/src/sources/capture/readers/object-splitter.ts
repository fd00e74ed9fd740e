const quote = 0x22
const backslash = 0x5c
const openBrace = 0x7b
const closeBrace = 0x7d

const newline = 0x0a
/** Enough of what stands between objects to tell what it is. */
const maxJunkBytes = 100

interface ObjectHandlers {
  readonly onObject: (bytes: Buffer) => void
  /** A line, or what is left of it beside objects, that is neither object nor bracket, comma or white space. */
  readonly onJunk: (text: string) => void
  readonly onTooLong: (byteCount: number) => void
}

/** Cuts one JSON array, or objects written one after the other over several lines, into its objects. */
interface ObjectSplitter {
  push(chunk: Buffer): void
  /** The stream has ended. False when it did so inside an object. */
  end(): boolean
}

/** Holds one object at most, and of an object beyond the limit nothing. */
export function createObjectSplitter(maxObjectBytes: number, { onObject, onJunk, onTooLong }: ObjectHandlers): ObjectSplitter {
  const scanner = createObjectScanner()
  let pieces: Buffer[] = []
  let heldBytes = 0
  let junk = ''

  function hold(piece: Buffer): void {
    heldBytes += piece.length
    if (heldBytes > maxObjectBytes) pieces = []
    else pieces.push(Buffer.from(piece))
  }

  function closeObject(): void {
    if (heldBytes > maxObjectBytes) onTooLong(heldBytes)
    else onObject(Buffer.concat(pieces))
    pieces = []
    heldBytes = 0
  }

  function closeJunk(): void {
    const text = junk.replace(/^[\s,[\]]+|[\s,[\]]+$/g, '')
    junk = ''
    if (text !== '') onJunk(text)
  }

  function stepOutside(byte: number): void {
    if (byte === openBrace) scanner.open()
    if (byte === openBrace || byte === newline) closeJunk()
    else if (junk.length < maxJunkBytes) junk += String.fromCharCode(byte)
  }

  return {
    push(chunk) {
      let start = 0
      for (let index = 0; index < chunk.length; index += 1) {
        const byte = chunk[index] ?? 0
        if (!scanner.isInside) {
          stepOutside(byte)
          start = index
        } else if (scanner.closes(byte)) {
          hold(chunk.subarray(start, index + 1))
          closeObject()
        }
      }
      if (scanner.isInside) hold(chunk.subarray(start))
    },
    end() {
      closeJunk()
      return !scanner.isInside
    },
  }
}

interface ObjectScanner {
  readonly isInside: boolean
  /** The byte before was the brace that opens an object. */
  open(): void
  /** Takes the next byte of the object; true when it is the last. */
  closes(byte: number): boolean
}

/** Knows braces in strings from braces that count. */
function createObjectScanner(): ObjectScanner {
  let depth = 0
  let isInString = false
  let isEscaped = false
  return {
    get isInside() {
      return depth > 0
    },
    open() {
      depth = 1
    },
    closes(byte) {
      if (isEscaped) isEscaped = false
      else if (isInString) {
        if (byte === backslash) isEscaped = true
        else if (byte === quote) isInString = false
      } else if (byte === quote) isInString = true
      else if (byte === openBrace) depth += 1
      else if (byte === closeBrace) depth -= 1
      return depth === 0
    },
  }
}
