import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, onTestFinished, test } from 'vitest'

import { readImageFacts } from '../../src/image-facts/image-facts.ts'
import { aPe } from './a-pe.ts'

function aFile(content: Uint8Array): string {
  const directory = mkdtempSync(join(tmpdir(), 'win11mon-image-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  const path = join(directory, 'tool.exe')
  writeFileSync(path, content)
  return path
}

test('reads a file of more than one piece once: its hash and its tables', async () => {
  const content = Buffer.concat([aPe({ imports: { 'ntdll.dll': ['NtCreateIoRing'] } }), Buffer.alloc(3 * 1024 * 1024, 7)])
  const facts = await readImageFacts(aFile(content))
  expect([facts.bytes, facts.sha256]).toEqual([content.length, createHash('sha256').update(content).digest('hex')])
  expect(facts.pe?.ioringImports).toEqual(['NtCreateIoRing'])
})

test('an empty file and one that is no program have a hash and no tables', async () => {
  const empty = await readImageFacts(aFile(new Uint8Array()))
  expect([empty.bytes, empty.sha256?.slice(0, 8), empty.pe]).toEqual([0, 'e3b0c442', undefined])
})
