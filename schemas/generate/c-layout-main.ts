import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { enums, headerFields, kinds } from '../catalogue/catalogue.ts'
import { renderCHeader } from './c-layout-header.ts'
import { renderLayoutTable } from './c-layout-table.ts'

/** Writes the C header and the TypeScript table of the record layouts; with --check only says whether they are current. */
const catalogue = { enums, headerFields, kinds }
const outputs: readonly (readonly [url: URL, text: string])[] = [
  [new URL('../../driver/include/mon_records_generated.h', import.meta.url), renderCHeader(catalogue)],
  [new URL('../generated/wire/layout.ts', import.meta.url), renderLayoutTable(catalogue)],
]

function currentText(url: URL): string | undefined {
  try {
    return readFileSync(url, 'utf8')
  } catch {
    return undefined
  }
}

const stale = outputs.filter(([url, text]) => currentText(url) !== text)
if (process.argv.includes('--check')) {
  for (const [url] of stale)
    console.error(`${fileURLToPath(url)} is not what the catalogue says; run npm run generate --workspace @win11mon/driver.`)
  process.exitCode = stale.length === 0 ? 0 : 1
} else {
  for (const [url, text] of stale) writeFileSync(url, text)
}
