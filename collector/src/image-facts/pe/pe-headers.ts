import { PeDamage, type PeView } from './pe-view.ts'

export interface PeSection {
  readonly name: string
  readonly virtualAddress: number
  readonly virtualBytes: number
  readonly fileOffset: number
  readonly fileBytes: number
  readonly isExecutable: boolean
  readonly isWritable: boolean
}

/** A table by its place in memory (of certificates: in the file). */
export interface PeDirectory {
  readonly address: number
  readonly bytes: number
}

export interface PeHeaders {
  readonly machine: number
  readonly is64Bit: boolean
  readonly sections: readonly PeSection[]
  directory(index: number): PeDirectory | undefined
  /** Where what is loaded at an address lies in the file. */
  offsetOf(address: number): number
}

const mostSections = 96
const mostDirectories = 16
const executable = 0x2000_0000
const writable = 0x8000_0000

/** Undefined when the bytes are no image file. Fails with `PeDamage` when its headers are cut. Layout: the PE format as Microsoft documents it. */
export function readHeaders(view: PeView): PeHeaders | undefined {
  if (view.length < 0x40 || view.u16(0) !== 0x5a4d) return undefined
  const start = view.u32(0x3c)
  if (start + 24 > view.length || view.u32(start) !== 0x4550) return undefined
  const optional = start + 24
  const magic = view.u16(optional)
  if (magic !== 0x10b && magic !== 0x20b) return undefined
  const is64Bit = magic === 0x20b
  const directories = optional + (is64Bit ? 112 : 96)
  const directoryCount = Math.min(view.u32(directories - 4), mostDirectories)
  const sections = readSections(view, optional + view.u16(start + 20), Math.min(view.u16(start + 6), mostSections))
  return {
    machine: view.u16(start + 4),
    is64Bit,
    sections,
    directory: (index) => {
      if (index >= directoryCount) return undefined
      const [address, bytes] = [view.u32(directories + 8 * index), view.u32(directories + 8 * index + 4)]
      return address === 0 || bytes === 0 ? undefined : { address, bytes }
    },
    offsetOf: (address) => offsetIn(sections, address),
  }
}

function readSections(view: PeView, start: number, count: number): PeSection[] {
  return Array.from({ length: count }, (_, index) => {
    const at = start + 40 * index
    const flags = view.u32(at + 36)
    const name = Array.from({ length: 8 }, (_unit, unit) => String.fromCharCode(view.u16(at + unit) & 0xff)).join('')
    return {
      name: name.replace(/\0.*$/su, ''),
      virtualBytes: view.u32(at + 8),
      virtualAddress: view.u32(at + 12),
      fileBytes: view.u32(at + 16),
      fileOffset: view.u32(at + 20),
      isExecutable: (flags & executable) !== 0,
      isWritable: (flags & writable) !== 0,
    }
  })
}

function offsetIn(sections: readonly PeSection[], address: number): number {
  const section = sections.find(({ virtualAddress, fileBytes }) => address >= virtualAddress && address < virtualAddress + fileBytes)
  if (section === undefined) throw new PeDamage(`address 0x${address.toString(16)} is in no section of the file`)
  return section.fileOffset + address - section.virtualAddress
}
