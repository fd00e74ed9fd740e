const quote = 0x22
const backslash = 0x5c
const openBrace = 0x7b
const closeBrace = 0x7d
const openBracket = 0x5b
const closeBracket = 0x5d
const comma = 0x2c
const colon = 0x3a
const newline = 0x0a

/** What the byte just taken did. */
export type Step = 'inside' | 'closed' | 'broken' | 'nested'

/** Follows the braces of one object, byte by byte, and notices where it cannot be JSON any more. */
export interface ObjectScanner {
  /** The brace that opens an object was met. */
  open(): void
  /** `closed`: the byte is the last of the object. `broken`: no JSON goes on like this. `nested`: an object opens inside a list. */
  step(byte: number): Step
  /** The object that just opened inside a list is followed by somebody else. */
  leaveNested(): void
  /** Somebody else has followed an object at this place. */
  passObject(): void
}

export function createObjectScanner(): ObjectScanner {
  let containers: number[] = []
  let isInString = false
  let isEscaped = false
  /** The last byte that is no white space. */
  let before = 0

  function stepInString(byte: number): Step {
    // A string has no line ends: the record was cut off.
    if (byte === newline) return 'broken'
    if (isEscaped) isEscaped = false
    else if (byte === backslash) isEscaped = true
    else if (byte === quote) isInString = false
    return 'inside'
  }

  function opens(byte: number): Step {
    const isInList = containers.at(-1) === openBracket
    const fits = before === colon || before === openBracket || (before === comma && isInList)
    if (!fits) return 'broken'
    containers.push(byte)
    return byte === openBrace && isInList && before === openBracket ? 'nested' : 'inside'
  }

  function closes(byte: number): Step {
    const opening = containers.pop()
    if ((opening === openBrace) !== (byte === closeBrace)) return 'broken'
    return containers.length === 0 ? 'closed' : 'inside'
  }

  /** After a value comes a comma, a colon or an end; a letter or a quotation mark does not. */
  function isMisplaced(byte: number): boolean {
    if (before === quote) return byte !== comma && byte !== colon
    return byte === quote && (before === closeBrace || before === closeBracket)
  }

  return {
    leaveNested() {
      containers.pop()
      before = closeBrace
    },
    passObject() {
      before = closeBrace
    },
    open() {
      containers = [openBrace]
      isInString = false
      isEscaped = false
      before = openBrace
    },
    step(byte) {
      if (isInString) return stepInString(byte)
      if (byte <= 0x20) return 'inside'
      let step: Step = 'inside'
      if (byte === openBrace || byte === openBracket) step = opens(byte)
      else if (byte === closeBrace || byte === closeBracket) step = closes(byte)
      else if (isMisplaced(byte)) return 'broken'
      else if (byte === quote) isInString = true
      before = byte
      return step
    },
  }
}
