const newline = 0x0a
const carriageReturn = 0x0d

interface LineHandlers {
  /** A line without its end: `bytes` from `start` to `end`. The bytes are only valid during the call. */
  readonly onLine: (bytes: Buffer, start: number, end: number) => void
  /** A line of more than the limit was passed over; `byteCount` is how long it was. */
  readonly onTooLong: (byteCount: number) => void
}

/** Cuts a stream of bytes into lines that end in LF or CRLF. Holds one line at most, and of a line beyond the limit nothing. */
interface LineSplitter {
  push(chunk: Buffer): void
  /** The stream has ended: what is left is a line. */
  end(): void
}

export function createLineSplitter(maxLineBytes: number, { onLine, onTooLong }: LineHandlers): LineSplitter {
  let pieces: Buffer[] = []
  let heldBytes = 0
  let isTooLong = false

  function hold(piece: Buffer): void {
    heldBytes += piece.length
    if (heldBytes > maxLineBytes) isTooLong = true
    if (isTooLong) pieces = []
    else if (piece.length > 0) pieces.push(piece)
  }

  /** Closes the line of which `pieces` holds the beginning. */
  function closeHeld(): void {
    if (isTooLong) onTooLong(heldBytes)
    else emit(pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces), 0, heldBytes)
    pieces = []
    heldBytes = 0
    isTooLong = false
  }

  function emit(bytes: Buffer, start: number, end: number): void {
    if (end - start > maxLineBytes) return onTooLong(end - start)
    onLine(bytes, start, end > start && bytes[end - 1] === carriageReturn ? end - 1 : end)
  }

  return {
    push(chunk) {
      let start = 0
      let end = chunk.indexOf(newline)
      if (end >= 0 && heldBytes > 0) {
        hold(chunk.subarray(0, end))
        closeHeld()
        start = end + 1
        end = chunk.indexOf(newline, start)
      }
      for (; end >= 0; end = chunk.indexOf(newline, start)) {
        emit(chunk, start, end)
        start = end + 1
      }
      // Copied: the chunk may be a view of a large buffer that would otherwise be kept for the sake of one line.
      hold(Buffer.from(chunk.subarray(start)))
    },
    end() {
      if (heldBytes > 0) closeHeld()
    },
  }
}
