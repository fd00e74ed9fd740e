import { type Catalogue, layOutRecords, layoutFingerprint, type PlacedField, type RecordLayout } from './c-layout.ts'

function camel(name: string): string {
  return name.replaceAll(/_([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase())
}

function renderField({ field, wire, offset, presenceBit }: PlacedField): string {
  const presence = presenceBit === undefined ? '' : `, presenceBit: ${presenceBit}`
  return `      { name: '${camel(field.name)}', type: '${field.type}', wire: '${wire}', offset: ${offset}${presence} },`
}

function renderLayout(layout: RecordLayout): string {
  const ordered = [...layout.header, ...layout.fields].toSorted((left, right) => left.offset - right.offset)
  return `  {
    kind: '${layout.kind.name}',
    wire: ${layout.kind.wire},
    fixedBytes: ${layout.fixedBytes},
    fields: [
${ordered.map(renderField).join('\n')}
    ],
  },`
}

/** As the generated module sees it. */
const typesModule = '../../wire-layout.ts'

/** The same tables for TypeScript: a module that exports the fingerprint, the layouts and the enum symbols. */
export function renderLayoutTable(catalogue: Catalogue): string {
  const layouts = layOutRecords(catalogue)
  const enums = catalogue.enums.map(({ name, symbols }) => {
    const entries = symbols.map((symbol) => `[${symbol.wire}, '${symbol.name}']`)
    return `  ${name}: { fallback: '${symbols[0]?.name ?? ''}', symbols: new Map([${entries.join(', ')}]) },`
  })
  return `// Generated from schemas/catalogue by npm run generate; never edited by hand.
import type { EnumTable, WireLayout } from '${typesModule}'
import type { EventKind } from '../events.ts'

/** Must equal the fingerprint in a batch header, or the driver speaks another layout. */
export const layoutFingerprint = 0x${layoutFingerprint(layouts).toString(16).padStart(8, '0')}

export const wireLayouts: readonly WireLayout<EventKind>[] = [
${layouts.map(renderLayout).join('\n')}
]

export const wireEnums: Readonly<Record<string, EnumTable>> = {
${enums.join('\n')}
}
`
}
