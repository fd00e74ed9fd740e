export interface PeParts {
  readonly imports?: Readonly<Record<string, readonly string[]>>
  readonly version?: Readonly<Record<string, string>>
  /** Text somewhere in the section. */
  readonly text?: string
  readonly hasCertificate?: boolean
}

const sectionAddress = 0x1000
const sectionOffset = 0x200
const sectionBytes = 0x4000

/** The bytes of a 64-bit image with one section, which holds its imports and its version information. */
export function aPe({ imports = {}, version, text = '', hasCertificate = false }: PeParts = {}): Buffer {
  const file = Buffer.alloc(sectionOffset + sectionBytes)
  const optional = 0x40 + 24
  file.write('MZ', 0, 'latin1')
  file.writeUInt32LE(0x40, 0x3c)
  file.write('PE\0\0', 0x40, 'latin1')
  file.writeUInt16LE(0x8664, 0x44)
  file.writeUInt16LE(1, 0x46)
  file.writeUInt16LE(240, 0x54)
  file.writeUInt16LE(0x20b, optional)
  file.writeUInt32LE(16, optional + 108)
  writeSection(file, optional + 240)
  const section = new SectionWriter(file.subarray(sectionOffset))
  const directories: (readonly [index: number, address: number, bytes: number])[] = [
    [1, section.imports(imports), 20 * (Object.keys(imports).length + 1)],
    ...(version === undefined ? [] : [[2, section.version(version), 0x1000] as const]),
    ...(hasCertificate ? [[4, file.length, 8] as const] : []),
  ]
  for (const [index, address, bytes] of directories) {
    file.writeUInt32LE(address, optional + 112 + 8 * index)
    file.writeUInt32LE(bytes, optional + 116 + 8 * index)
  }
  section.text(text)
  return file
}

function writeSection(file: Buffer, at: number): void {
  file.write('.data\0\0\0', at, 'latin1')
  const numbers = [sectionBytes, sectionAddress, sectionBytes, sectionOffset]
  for (const [index, number] of numbers.entries()) file.writeUInt32LE(number, at + 8 + 4 * index)
  file.writeUInt32LE(0xe000_0020, at + 36)
}

class SectionWriter {
  readonly #bytes: Buffer
  #end = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  text(text: string): number {
    return this.#put(Buffer.from(`${text}\0`, 'latin1'))
  }

  imports(imports: Readonly<Record<string, readonly string[]>>): number {
    const descriptors = Object.entries(imports).map(([library, functions]) => {
      const names = functions.map((name) => this.#put(Buffer.from(`\0\0${name}\0`, 'latin1')))
      const thunks = Buffer.alloc(8 * (names.length + 1))
      for (const [index, address] of names.entries()) thunks.writeUInt32LE(address, 8 * index)
      return { library: this.text(library), thunks: this.#put(thunks) }
    })
    const table = Buffer.alloc(20 * (descriptors.length + 1))
    for (const [index, { library, thunks }] of descriptors.entries()) {
      table.writeUInt32LE(thunks, 20 * index)
      table.writeUInt32LE(library, 20 * index + 12)
      table.writeUInt32LE(thunks, 20 * index + 16)
    }
    return this.#put(table)
  }

  /** Three directories of one entry each, and the information behind them. */
  version(strings: Readonly<Record<string, string>>): number {
    const leaves = Object.entries(strings).map(([name, text]) => block(name, Buffer.from(`${text}\0`, 'utf16le'), [], true))
    const table = block('040904b0', Buffer.alloc(0), leaves, true)
    const info = block('VS_VERSION_INFO', Buffer.alloc(52), [block('StringFileInfo', Buffer.alloc(0), [table], true)], false)
    const data = this.#put(info)
    const tree = Buffer.alloc(3 * 24 + 16)
    for (const [index, id] of [16, 1, 0x409].entries()) {
      tree.writeUInt16LE(1, 24 * index + 14)
      tree.writeUInt32LE(id, 24 * index + 16)
      tree.writeUInt32LE(index === 2 ? 72 : 0x8000_0000 + 24 * (index + 1), 24 * index + 20)
    }
    tree.writeUInt32LE(data, 72)
    tree.writeUInt32LE(info.length, 76)
    return this.#put(tree)
  }

  #put(bytes: Buffer): number {
    const at = Math.ceil(this.#end / 8) * 8
    bytes.copy(this.#bytes, at)
    this.#end = at + bytes.length
    return sectionAddress + at
  }
}

function block(name: string, value: Buffer, children: readonly Buffer[], isText: boolean): Buffer {
  const head = padded(Buffer.concat([Buffer.alloc(6), Buffer.from(`${name}\0`, 'utf16le')]))
  const body = Buffer.concat([head, padded(value), ...children.map(padded)])
  body.writeUInt16LE(body.length, 0)
  body.writeUInt16LE(isText ? value.length / 2 : value.length, 2)
  body.writeUInt16LE(isText ? 1 : 0, 4)
  return body
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)])
}
