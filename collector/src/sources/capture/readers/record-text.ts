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
  const decoder = new TextDecoder('windows-1252')
  let foreignRecords = 0
  return {
    read(bytes, start, end) {
      const text = (bytes as FastBuffer).utf8Slice(start, end)
      // The replacement character is rare, and stands in some captures by itself.
      if (!text.includes('\ufffd') || isUtf8(bytes.subarray(start, end))) return text
      foreignRecords += 1
      return decoder.decode(bytes.subarray(start, end))
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
