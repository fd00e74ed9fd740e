import type { PeHeaders } from './pe-headers.ts'
import { PeDamage, type PeView } from './pe-view.ts'

const resourceDirectory = 2
const versionType = 16
const mostEntries = 4_096
const mostStrings = 64
const mostUnits = 512
/** Information, table of strings, language, string. */
const mostDepth = 4

/** The strings of the version information by name, such as OriginalFilename; empty when there is none. Fails with `PeDamage`. */
export function readVersionStrings(view: PeView, headers: PeHeaders): ReadonlyMap<string, string> {
  const directory = headers.directory(resourceDirectory)
  const strings = new Map<string, string>()
  if (directory === undefined) return strings
  const root = headers.offsetOf(directory.address)
  const type = entryOf(view, root, root, (id) => id === versionType)
  const name = type === undefined ? undefined : entryOf(view, root, type, () => true)
  const language = name === undefined ? undefined : entryOf(view, root, name, () => true)
  if (language === undefined) return strings
  const start = headers.offsetOf(view.u32(language))
  readBlock(view, { start, end: start + view.u32(language + 4) }, strings, 1)
  return strings
}

/** Where the first fitting entry of a directory of resources leads. */
function entryOf(view: PeView, root: number, directory: number, fits: (id: number) => boolean): number | undefined {
  const count = view.u16(directory + 12) + view.u16(directory + 14)
  if (count > mostEntries) throw new PeDamage(`a directory of ${count} resources`)
  for (let index = 0; index < count; index += 1) {
    const at = directory + 16 + 8 * index
    if (fits(view.u32(at))) return root + (view.u32(at + 4) & 0x7fff_ffff)
  }
  return undefined
}

interface Block {
  readonly start: number
  readonly end: number
}

/** A block is a length, the length and type of its value, its name, the value, and the blocks inside of it. */
function readBlock(view: PeView, { start, end }: Block, strings: Map<string, string>, depth: number): void {
  const valueLength = view.u16(start + 2)
  const isText = view.u16(start + 4) === 1
  const name = view.wideName(start + 6, end, mostUnits)
  const value = aligned(start, start + 6 + 2 * (name.length + 1))
  if (depth === mostDepth) {
    if (strings.size < mostStrings) strings.set(name, valueLength === 0 ? '' : view.wideName(value, end, mostUnits))
    return
  }
  let inner = aligned(start, value + (isText ? 2 * valueLength : valueLength))
  while (inner + 6 < end && strings.size < mostStrings) {
    const length = view.u16(inner)
    if (length < 6) return
    readBlock(view, { start: inner, end: Math.min(inner + length, end) }, strings, depth + 1)
    inner = aligned(start, inner + length)
  }
}

/** Blocks and values start at multiples of four, counted from where the information starts. */
function aligned(start: number, offset: number): number {
  return start + Math.ceil((offset - start) / 4) * 4
}
