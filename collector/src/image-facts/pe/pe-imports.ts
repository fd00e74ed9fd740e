import type { PeHeaders } from './pe-headers.ts'
import { PeDamage, type PeView } from './pe-view.ts'

/** A library and what is imported from it; what is imported by its number has no name. */
export interface PeImport {
  readonly library: string
  readonly functions: readonly string[]
}

const importDirectory = 1
const delayImportDirectory = 13
const mostLibraries = 1_024
const mostFunctions = 32_768
const mostNameBytes = 512
/** Where the descriptors of both tables have what is read of them, in bytes. */
const layouts = {
  [importDirectory]: { size: 20, name: 12, names: 0, otherNames: 16 },
  [delayImportDirectory]: { size: 32, name: 4, names: 16, otherNames: 16 },
} as const

/** What the image imports, also that which is loaded at the first call. Fails with `PeDamage`. */
export function readImports(view: PeView, headers: PeHeaders): PeImport[] {
  const allowance = { functions: mostFunctions }
  return ([importDirectory, delayImportDirectory] as const).flatMap((index) => {
    const directory = headers.directory(index)
    return directory === undefined
      ? []
      : readTable(view, headers, { start: headers.offsetOf(directory.address), layout: layouts[index], allowance })
  })
}

interface Table {
  readonly start: number
  readonly layout: (typeof layouts)[keyof typeof layouts]
  readonly allowance: { functions: number }
}

function readTable(view: PeView, headers: PeHeaders, { start, layout, allowance }: Table): PeImport[] {
  const imports: PeImport[] = []
  for (let at = start; ; at += layout.size) {
    const nameAddress = view.u32(at + layout.name)
    if (nameAddress === 0) return imports
    if (imports.length >= mostLibraries) throw new PeDamage(`more than ${mostLibraries} libraries`)
    const names = view.u32(at + layout.names) || view.u32(at + layout.otherNames)
    const library = view.name(headers.offsetOf(nameAddress), mostNameBytes)
    imports.push({ library, functions: names === 0 ? [] : readNames(view, headers, headers.offsetOf(names), allowance) })
  }
}

function readNames(view: PeView, headers: PeHeaders, start: number, allowance: Table['allowance']): string[] {
  const size = headers.is64Bit ? 8 : 4
  const functions: string[] = []
  for (let at = start; ; at += size) {
    const [low, high] = [view.u32(at), headers.is64Bit ? view.u32(at + 4) : 0]
    if (low === 0 && high === 0) return functions
    allowance.functions -= 1
    if (allowance.functions < 0) throw new PeDamage(`more than ${mostFunctions} functions`)
    const isByNumber = ((headers.is64Bit ? high : low) & 0x8000_0000) !== 0
    if (!isByNumber) functions.push(view.name(headers.offsetOf(low) + 2, mostNameBytes))
  }
}
