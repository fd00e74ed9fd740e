import { isUtf8 } from 'node:buffer'

/** Node's own reader behind `buffer.toString`: same result, without the argument checks. */
interface FastBuffer extends Buffer {
  utf8Slice(start: number, end: number): string
}

/** Reads the text of records, whatever code page it is in. */
export interface RecordText {
  read(bytes: Buffer, start: number, end: number): string
  /** Records that were not UTF-8. */
  readonly foreignRecords: number
}

/** What is not UTF-8 is taken for Windows-1252, as Windows PowerShell writes it in the west. */
export function createRecordText(): RecordText {
  let foreignRecords = 0
  return {
    read(bytes, start, end) {
      const text = (bytes as FastBuffer).utf8Slice(start, end)
      // The replacement character is rare, and stands in some captures by itself.
      if (!text.includes('\ufffd') || isUtf8(bytes.subarray(start, end))) return text
      foreignRecords += 1
      return fromWindows1252(bytes.toString('latin1', start, end))
    },
    get foreignRecords() {
      return foreignRecords
    },
  }
}

/** What a person should know of the records that were not UTF-8. */
export function foreignTextWarning({ foreignRecords }: RecordText): string | undefined {
  if (foreignRecords === 0) return undefined
  const count = `${foreignRecords} ${foreignRecords === 1 ? 'record is' : 'records are'}`
  return `${count} not UTF-8 and ${foreignRecords === 1 ? 'was' : 'were'} read as Windows-1252: names with other letters may be wrong. Export as UTF-8.`
}

/** Characters 0x80 to 0x9f of the code page; the rest is as in Latin-1, for which some versions of Node's decoder take all of it. */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

function fromWindows1252(latin1: string): string {
  return latin1.replaceAll(/[\u0080-\u009f]/g, (character) => windows1252[character.charCodeAt(0) - 0x80] ?? character)
}
