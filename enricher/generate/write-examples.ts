/** Writes the tests of the built-in rules into the product and onto their pages: part of `npm run generate`. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { exampleArtifacts } from './example-artifacts.ts'

for (const { path, text } of await exampleArtifacts()) {
  const absolute = join(import.meta.dirname, '../..', path)
  mkdirSync(dirname(absolute), { recursive: true })
  writeFileSync(absolute, text)
}
