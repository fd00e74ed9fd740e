import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

import { contentFiles, opensearchSettings } from '@win11mon/pipeline'
import { expect, test } from 'vitest'

const directory = join(import.meta.dirname, '../../deploy/opensearch')

test('the files for OpenSearch are what the product installs: npm run generate writes them', () => {
  const files = contentFiles(opensearchSettings.parse({}))
  for (const { path, text } of files) expect([path, readFileSync(join(directory, path), 'utf8')]).toEqual([path, text])
  const found = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((path) => /\.(?:json|ndjson)$/u.test(path))
  expect(found.toSorted()).toEqual(files.map(({ path }) => path).toSorted())
})
