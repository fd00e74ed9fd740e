const magic = Buffer.from('ElfFile\0', 'latin1')
const chunkCountOffset = 0x2a
const flagsOffset = 0x78
const dirtyFlag = 1

export interface FileHeader {
  readonly chunkCount: number
  /** Windows was writing to the log when it was copied: what heads and checksums say is older than the records. */
  readonly isDirty: boolean
}

/** Undefined when the bytes are no head of an event log. */
export function readFileHeader(bytes: Buffer): FileHeader | undefined {
  if (bytes.length <= flagsOffset || !bytes.subarray(0, magic.length).equals(magic)) return undefined
  return { chunkCount: bytes.readUInt16LE(chunkCountOffset), isDirty: (bytes.readUInt8(flagsOffset) & dirtyFlag) !== 0 }
}
