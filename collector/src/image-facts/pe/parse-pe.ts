import { type PeHeaders, type PeSection, readHeaders } from './pe-headers.ts'
import { type PeImport, readImports } from './pe-imports.ts'
import { readVersionStrings } from './pe-version.ts'
import { PeDamage, PeView } from './pe-view.ts'

/** What an image file says of itself. Null is unknown: its table is damaged, or beyond the bytes that were read. */
export interface PeFacts {
  readonly machine: number
  readonly is64Bit: boolean
  readonly sections: readonly PeSection[]
  readonly imports: readonly PeImport[] | null
  /** Functions of I/O rings among the imports, by any of the libraries that offer them. */
  readonly ioringImports: readonly string[] | null
  /** The names of such functions stand somewhere in the file. */
  readonly namesIoring: boolean
  readonly version: ReadonlyMap<string, string> | null
  /** A signature is attached; nobody has verified it. Files that a catalogue signs have none. */
  readonly hasCertificate: boolean
}

const certificateDirectory = 4
const ioringLibrary = /^(?:api-ms-win-core-ioring-.*|kernelbase|kernel32|ntdll)(?:\.dll)?$/iu
const ioringFunction = /IoRing/u
const ioringNames = ['CreateIoRing', 'NtCreateIoRing']

/** Undefined for what is no image file. Never fails, whatever the bytes are, and never takes longer than they and its bounds allow. */
export function parsePe(bytes: Uint8Array): PeFacts | undefined {
  const view = new PeView(bytes)
  const headers = unlessDamaged(() => readHeaders(view))
  if (headers == null) return undefined
  const imports = unlessDamaged(() => readImports(view, headers))
  return {
    machine: headers.machine,
    is64Bit: headers.is64Bit,
    sections: headers.sections,
    imports,
    ioringImports: imports === null ? null : ioringOf(imports),
    namesIoring: ioringNames.some((name) => view.has(name)),
    version: unlessDamaged(() => readVersionStrings(view, headers)),
    hasCertificate: hasCertificate(headers),
  }
}

function hasCertificate(headers: PeHeaders): boolean {
  return unlessDamaged(() => headers.directory(certificateDirectory)) != null
}

function ioringOf(imports: readonly PeImport[]): string[] {
  const named = imports.filter(({ library }) => ioringLibrary.test(library)).flatMap(({ functions }) => functions)
  return [...new Set(named.filter((name) => ioringFunction.test(name)))]
}

function unlessDamaged<Value>(read: () => Value): Value | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof PeDamage) return null
    throw error
  }
}
