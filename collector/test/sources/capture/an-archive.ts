import { crc32, deflateRawSync } from 'node:zlib'

import { pack } from 'tar-stream'

export interface ArchiveMember {
  readonly name: string
  readonly content: Uint8Array
  /** Flags of the general purpose bit field: 1 says encrypted. */
  readonly flags?: number
  readonly method?: number
  /** What the directory claims instead of the truth. */
  readonly claimedSize?: number
  readonly claimedChecksum?: number
}

/** A zip file with deflated members, and with lies in its directory on demand. */
export function aZip(...members: readonly ArchiveMember[]): Buffer {
  const local: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const member of members) {
    const data = (member.method ?? 8) === 0 ? Buffer.from(member.content) : deflateRawSync(member.content)
    const header = Buffer.concat([localHeader(member, data.length), Buffer.from(member.name), data])
    directory.push(Buffer.concat([directoryHeader(member, data.length, offset), Buffer.from(member.name)]))
    local.push(header)
    offset += header.length
  }
  const directoryBytes = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(members.length, 8)
  end.writeUInt16LE(members.length, 10)
  end.writeUInt32LE(directoryBytes.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...local, directoryBytes, end])
}

function localHeader(member: ArchiveMember, compressedBytes: number): Buffer {
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  header.writeUInt16LE(20, 4)
  writeCommon(header, 6, member, compressedBytes)
  return header
}

function directoryHeader(member: ArchiveMember, compressedBytes: number, offset: number): Buffer {
  const header = Buffer.alloc(46)
  header.writeUInt32LE(0x02014b50, 0)
  header.writeUInt16LE(20, 4)
  header.writeUInt16LE(20, 6)
  writeCommon(header, 8, member, compressedBytes)
  header.writeUInt32LE(offset, 42)
  return header
}

function writeCommon(header: Buffer, at: number, member: ArchiveMember, compressedBytes: number): void {
  header.writeUInt16LE(member.flags ?? 0, at)
  header.writeUInt16LE(member.method ?? 8, at + 2)
  header.writeUInt32LE(member.claimedChecksum ?? crc32(member.content), at + 8)
  header.writeUInt32LE(compressedBytes, at + 12)
  header.writeUInt32LE(member.claimedSize ?? member.content.length, at + 16)
  header.writeUInt16LE(Buffer.byteLength(member.name), at + 20)
}

export async function aTar(...members: readonly ArchiveMember[]): Promise<Buffer> {
  const archive = pack()
  for (const { name, content } of members) archive.entry({ name }, Buffer.from(content))
  archive.finalize()
  const chunks: Buffer[] = []
  for await (const chunk of archive) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
