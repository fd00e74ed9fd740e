const quote = 0x22
const backslash = 0x5c
const openBrace = 0x7b
const closeBrace = 0x7d

export interface ObjectHandlers {
  readonly onObject: (bytes: Buffer) => void
  /** Something other than objects, brackets, commas and white space; told once for each stretch. */
  readonly onJunk: () => void
  readonly onTooLong: (byteCount: number) => void
}

/** Cuts one JSON array, or objects written one after the other over several lines, into its objects. */
export interface ObjectSplitter {
  push(chunk: Buffer): void
  /** False when the stream ended inside an object. */
  end(): boolean
}

/** Holds one object at most, and of an object beyond the limit nothing. */
export function createObjectSplitter(maxObjectBytes: number, { onObject, onJunk, onTooLong }: ObjectHandlers): ObjectSplitter {
  let pieces: Buffer[] = []
  let heldBytes = 0
  let depth = 0
  let isInString = false
  let isEscaped = false
  let isInJunk = false

  function hold(piece: Buffer): void {
    heldBytes += piece.length
    if (heldBytes > maxObjectBytes) pieces = []
    else pieces.push(Buffer.from(piece))
  }

  function close(): void {
    if (heldBytes > maxObjectBytes) onTooLong(heldBytes)
    else onObject(Buffer.concat(pieces))
    pieces = []
    heldBytes = 0
  }

  /** Moves the state over one byte; true when it closed an object. */
  function step(byte: number): boolean {
    if (isEscaped) isEscaped = false
    else if (isInString) {
      if (byte === backslash) isEscaped = true
      else if (byte === quote) isInString = false
    } else if (byte === quote) isInString = true
    else if (byte === openBrace) depth += 1
    else if (byte === closeBrace) depth -= 1
    return depth === 0
  }

  function stepOutside(byte: number): void {
    if (byte === openBrace) depth = 1
    const isExpected = byte === openBrace || isSeparator(byte)
    if (!isExpected && !isInJunk) onJunk()
    isInJunk = !isExpected
  }

  return {
    push(chunk) {
      let start = 0
      for (let index = 0; index < chunk.length; index += 1) {
        const byte = chunk[index] ?? 0
        if (depth === 0) {
          stepOutside(byte)
          start = index
        } else if (step(byte)) {
          hold(chunk.subarray(start, index + 1))
          close()
        }
      }
      if (depth > 0) hold(chunk.subarray(start))
    },
    end: () => depth === 0,
  }
}

/** White space, comma, brackets of the surrounding array. */
function isSeparator(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09 || byte === 0x2c || byte === 0x5b || byte === 0x5d
}
