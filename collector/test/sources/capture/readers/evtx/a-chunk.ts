import { crc32 } from 'node:zlib'

/** Content of an element or attribute: text, the place of a value, elements. */
export type Content = readonly (string | { readonly value: number } | { readonly raw: readonly number[] } | XmlNode)[]

export interface XmlNode {
  readonly element: string
  readonly attributes?: Readonly<Record<string, Content>>
  readonly content?: Content
}

export interface PlainValue {
  readonly type: number
  readonly bytes: Uint8Array
}

/** A value of a template instance: bytes with their type, or binary XML. */
export type TestValue = PlainValue | { readonly embedded: TestRecordBody }

/** Elements that stand in the record itself, or a template with values for it. */
export type TestRecordBody =
  | { readonly plain: XmlNode; readonly hasDependencyIds?: boolean }
  | { readonly template: XmlNode; readonly values: readonly TestValue[] }

export interface TestRecord {
  readonly body: TestRecordBody
  /** Number in the log; by default one more than the last. */
  readonly number?: bigint
}

const chunkBytes = 64 * 1024
const firstRecordOffset = 0x200

interface Table {
  readonly offset: number
  readonly slots: number
}

const nameTable: Table = { offset: 0x80, slots: 64 }
const templateTable: Table = { offset: 0x180, slots: 32 }

/** Writes one chunk the way Windows does, into a buffer of the full size. */
class ChunkWriter {
  readonly bytes: Buffer = Buffer.alloc(chunkBytes)
  readonly offsets: number[] = []
  offset = firstRecordOffset
  readonly #names = new Map<string, number>()
  readonly #templates = new Map<XmlNode, number>()

  record(body: TestRecordBody, number: bigint): void {
    const start = this.offset
    this.offsets.push(start)
    this.#bytes([0x2a, 0x2a, 0, 0, 0, 0, 0, 0])
    this.#u64(number)
    this.#u64(132_500_000_000_000_000n)
    this.#body(body)
    const size = this.offset - start + 4
    this.bytes.writeUInt32LE(size, start + 4)
    this.#u32(size)
  }

  #body(body: TestRecordBody): void {
    this.#bytes([0x0f, 1, 1, 0])
    if ('plain' in body) this.#element(body.plain, body.hasDependencyIds ?? false)
    else this.#instance(body.template, body.values)
    this.#bytes([0])
  }

  #instance(template: XmlNode, values: readonly TestValue[]): void {
    this.#bytes([0x0c, 1, 1, 2, 3, 4])
    const known = this.#templates.get(template)
    this.#u32(known ?? this.offset + 4)
    if (known === undefined) this.#definition(template)
    this.#u32(values.length)
    const descriptors = this.#skip(values.length * 4)
    for (const [index, value] of values.entries()) {
      const start = this.offset
      if ('embedded' in value) this.#body(value.embedded)
      else this.#bytes(value.bytes)
      this.bytes.writeUInt16LE(this.offset - start, descriptors + index * 4)
      this.bytes.writeUInt8('embedded' in value ? 0x21 : value.type, descriptors + index * 4 + 2)
    }
  }

  #definition(template: XmlNode): void {
    this.#enter(templateTable, this.#templates.size)
    this.#templates.set(template, this.offset)
    this.#skip(20)
    this.#sized(() => {
      this.#bytes([0x0f, 1, 1, 0])
      this.#element(template, true)
      this.#bytes([0])
    })
  }

  /** The head lists names and templates in chains; each one begins with the offset of the next. */
  #enter({ offset, slots }: Table, index: number): void {
    const slot = offset + (index % slots) * 4
    this.bytes.writeUInt32LE(this.bytes.readUInt32LE(slot), this.offset)
    this.bytes.writeUInt32LE(this.offset, slot)
  }

  #element({ element, attributes = {}, content = [] }: XmlNode, hasDependencyIds: boolean): void {
    const entries = Object.entries(attributes)
    this.#bytes([entries.length === 0 ? 0x01 : 0x41, ...(hasDependencyIds ? [0xff, 0xff] : [])])
    this.#sized(() => {
      this.#name(element)
      if (entries.length > 0) this.#sized(() => this.#attributes(entries))
      this.#bytes([content.length === 0 ? 0x03 : 0x02])
      this.#content(content, hasDependencyIds)
      if (content.length > 0) this.#bytes([0x04])
    })
  }

  #attributes(entries: readonly (readonly [string, Content])[]): void {
    for (const [index, [name, content]] of entries.entries()) {
      this.#bytes([index < entries.length - 1 ? 0x46 : 0x06])
      this.#name(name)
      this.#content(content, false)
    }
  }

  #content(content: Content, hasDependencyIds: boolean): void {
    for (const item of content) {
      if (typeof item === 'string') this.#text(item)
      else if ('value' in item) this.#bytes([0x0e, item.value & 0xff, item.value >> 8, 0x01])
      else if ('raw' in item) this.#bytes(item.raw)
      else this.#element(item, hasDependencyIds)
    }
  }

  #text(text: string): void {
    this.#bytes([0x05, 0x01])
    this.#u16(text.length)
    this.#bytes(Buffer.from(text, 'utf16le'))
  }

  #name(name: string): void {
    const known = this.#names.get(name)
    this.#u32(known ?? this.offset + 4)
    if (known !== undefined) return
    this.#enter(nameTable, this.#names.size)
    this.#names.set(name, this.offset)
    this.#skip(6)
    this.#u16(name.length)
    this.#bytes(Buffer.from(`${name}\0`, 'utf16le'))
  }

  /** Writes the number of bytes that follow, then them. */
  #sized(write: () => void): void {
    const sizeOffset = this.#skip(4)
    write()
    this.bytes.writeUInt32LE(this.offset - sizeOffset - 4, sizeOffset)
  }

  #u16(value: number): void {
    this.bytes.writeUInt16LE(value, this.#skip(2))
  }

  #u32(value: number): void {
    this.bytes.writeUInt32LE(value, this.#skip(4))
  }

  #u64(value: bigint): void {
    this.bytes.writeBigUInt64LE(value, this.#skip(8))
  }

  #bytes(bytes: ArrayLike<number>): void {
    this.bytes.set(bytes, this.#skip(bytes.length))
  }

  #skip(byteCount: number): number {
    this.offset += byteCount
    return this.offset - byteCount
  }
}

export interface TestChunk {
  readonly bytes: Buffer
  /** Where each record begins. */
  readonly offsets: readonly number[]
}

/** A chunk with these records; `headed` of them are what its head tells of. */
export function aChunk(records: readonly TestRecord[], { firstNumber = 1n, headed = records.length } = {}): TestChunk {
  const writer = new ChunkWriter()
  const numbers = records.map(({ number }, index) => number ?? firstNumber + BigInt(index))
  let headedEnd: number = firstRecordOffset
  for (const [index, { body }] of records.entries()) {
    writer.record(body, numbers[index] ?? 0n)
    if (index < headed) headedEnd = writer.offset
  }
  writeHead(writer.bytes, { first: firstNumber, last: firstNumber + BigInt(headed) - 1n, end: headedEnd })
  return { bytes: writer.bytes, offsets: writer.offsets }
}

function writeHead(bytes: Buffer, { first, last, end }: { first: bigint; last: bigint; end: number }): void {
  bytes.write('ElfChnk\0', 0, 'latin1')
  for (const offset of [0x08, 0x18]) bytes.writeBigUInt64LE(first, offset)
  for (const offset of [0x10, 0x20]) bytes.writeBigUInt64LE(last, offset)
  bytes.writeUInt32LE(0x80, 0x28)
  bytes.writeUInt32LE(end, 0x30)
  sealChunk(bytes)
}

/** Makes the checksums right again. */
export function sealChunk(bytes: Buffer): void {
  bytes.writeUInt32LE(crc32(bytes.subarray(firstRecordOffset, bytes.readUInt32LE(0x30))), 0x34)
  bytes.writeUInt32LE(crc32(bytes.subarray(0x80, firstRecordOffset), crc32(bytes.subarray(0, 0x78))), 0x7c)
}

export function aFileHeader(chunkCount: number, { isDirty = false } = {}): Buffer {
  const bytes = Buffer.alloc(4096)
  bytes.write('ElfFile\0', 0, 'latin1')
  bytes.writeUInt32LE(0x80, 0x20)
  bytes.writeUInt16LE(0x1000, 0x28)
  bytes.writeUInt16LE(chunkCount, 0x2a)
  bytes.writeUInt32LE(isDirty ? 1 : 0, 0x78)
  return bytes
}

export function anEventLog(chunks: readonly TestChunk[], { isDirty = false } = {}): Buffer {
  return Buffer.concat([aFileHeader(chunks.length, { isDirty }), ...chunks.map(({ bytes }) => bytes)])
}
