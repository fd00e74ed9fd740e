/**
 * Writes the tests of the built-in rules into the product and onto their pages: part of `npm run generate`.
 *   --check   writes nothing; names what is stale and exits 1
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { exampleArtifacts, staleExamples } from './example-artifacts.ts'

const artifacts = await exampleArtifacts()
if (process.argv.includes('--check')) {
  const stale = staleExamples(artifacts)
  for (const path of stale) process.stderr.write(`${path} is stale: run \`npm run generate\`.\n`)
  process.exitCode = stale.length === 0 ? 0 : 1
} else {
  for (const { path, text } of artifacts) {
    const absolute = join(import.meta.dirname, '../..', path)
    mkdirSync(dirname(absolute), { recursive: true })
    writeFileSync(absolute, text)
  }
}
