/** Writes what `win11mon index bootstrap` installs as files, for whoever installs it otherwise: part of `npm run generate`. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { contentFiles, opensearchSettings } from '@win11mon/pipeline'

const files = contentFiles(opensearchSettings.parse({}))
for (const directory of new Set(files.map(({ path }) => path.split('/')[0] ?? ''))) {
  rmSync(join(import.meta.dirname, directory), { recursive: true, force: true })
}
for (const { path, text } of files) {
  const absolute = join(import.meta.dirname, path)
  mkdirSync(dirname(absolute), { recursive: true })
  writeFileSync(absolute, text)
}
