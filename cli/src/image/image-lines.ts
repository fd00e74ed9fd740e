import type { ImageFacts } from '@win11mon/collector'

import { factLines, section } from '../show/page-lines.ts'
import type { Fact } from '../show/process-facts.ts'
import { countOf, formatBytes } from '../terminal/format.ts'
import { sanitize } from '../terminal/sanitize.ts'
import type { Screen } from '../terminal/screen.ts'
import { drawTable } from '../terminal/table.ts'

/** Words of version information that are longer than a label may be. */
const labels: Readonly<Record<string, string>> = {
  CompanyName: 'company',
  FileDescription: 'description',
  FileVersion: 'file version',
  InternalName: 'internal name',
  LegalCopyright: 'copyright',
  OriginalFilename: 'original name',
  ProductName: 'product',
  ProductVersion: 'version',
}

const damaged = 'not known: the table is damaged, or beyond what is read'

type Pe = NonNullable<ImageFacts['pe']>

/** What a person asks of a program file. */
export function imageLines({ path, bytes, sha256, pe }: ImageFacts, screen: Screen): string[] {
  const facts: Fact[] = [
    ['size', formatBytes(bytes)],
    ['sha-256', sha256 ?? 'not made: the file is too large'],
    ...(pe === undefined ? [['kind', 'no program file'] as const] : peFacts(pe)),
  ]
  const title = screen.colours.bold(sanitize(path))
  return [title, ...factLines(facts, screen), ...(pe === undefined ? [] : tableLines(pe, screen))]
}

function peFacts({ machine, is64Bit, hasCertificate, version, ...rings }: Pe): Fact[] {
  return [
    ['kind', `${is64Bit ? '64' : '32'} bits, machine 0x${machine.toString(16)}`],
    ['signature', hasCertificate ? 'attached, not verified' : 'none attached'],
    ['I/O rings', ringText(rings)],
    ...(version === null
      ? [['version', damaged] as const]
      : [...version].map(([name, text]) => [labels[name] ?? name.slice(0, 13), text] as const)),
  ]
}

function ringText({ ioringImports, namesIoring }: Pick<Pe, 'ioringImports' | 'namesIoring'>): string {
  if (ioringImports === null) return damaged
  if (ioringImports.length > 0) return ioringImports.join(', ')
  return namesIoring ? 'none, but the names of their functions stand in the file' : 'none'
}

function tableLines({ sections, imports }: Pe, screen: Screen): string[] {
  const narrow = { ...screen, columns: screen.columns - 2 }
  const libraries = imports?.map(({ library, functions }) => [library, String(functions.length), functions.slice(0, 6).join(', ')])
  const count = libraries === undefined ? damaged : countOf(libraries.length, 'library', 'libraries')
  return [
    ...section('SECTIONS', '', indented(drawTable(sectionColumns, sections.map(sectionCells), narrow)), screen),
    ...section('IMPORTS', count, indented(drawTable(importColumns, libraries ?? [], narrow)), screen),
  ]
}

const sectionColumns = [
  { title: 'name' },
  { title: 'in the file', align: 'right' },
  { title: 'in memory', align: 'right' },
  { title: 'may' },
] as const
const importColumns = [{ title: 'library' }, { title: 'functions', align: 'right' }, { title: 'such as', cut: 'end' }] as const

function sectionCells({ name, fileBytes, virtualBytes, isExecutable, isWritable }: Pe['sections'][number]): string[] {
  const rights = [...(isWritable ? ['be written'] : []), ...(isExecutable ? ['run'] : [])].join(', ')
  return [name, formatBytes(fileBytes), formatBytes(virtualBytes), rights]
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`)
}

/** The same for programs. */
export function imageObject({ path, bytes, sha256, pe }: ImageFacts): object {
  if (pe === undefined) return { path, bytes, sha256, pe: null }
  const { machine, is64Bit, sections, imports, ioringImports, namesIoring, version, hasCertificate } = pe
  return {
    path,
    bytes,
    sha256,
    pe: {
      machine,
      is_64_bit: is64Bit,
      has_certificate: hasCertificate,
      ioring_imports: ioringImports,
      names_ioring: namesIoring,
      version: version === null ? null : Object.fromEntries(version),
      sections: sections.map(({ name, virtualAddress, virtualBytes, fileOffset, fileBytes, isExecutable, isWritable }) => ({
        name,
        virtual_address: virtualAddress,
        virtual_bytes: virtualBytes,
        file_offset: fileOffset,
        file_bytes: fileBytes,
        is_executable: isExecutable,
        is_writable: isWritable,
      })),
      imports,
    },
  }
}
