import { gzipSync } from 'node:zlib'

import fc from 'fast-check'
import { expect, test } from 'vitest'

import { gunzipMembers } from '../../../../src/sources/capture/containers/gunzip.ts'

async function* cut(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size))
}

test('gives the content of all members, and counts what stands behind them, wherever the stream is cut', async () => {
  const member = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes))
  const trailing = fc.constantFrom('', '\n', 'foreign', '\u001f', '\u001f\u008b', '\0\0\0')
  await fc.assert(
    fc.asyncProperty(
      fc.array(member, { minLength: 1, maxLength: 4 }),
      trailing,
      fc.integer({ min: 1, max: 200 }),
      async (members, behind, size) => {
        const file = Buffer.concat([...members.map((content) => gzipSync(content)), Buffer.from(behind, 'latin1')])
        const warnings: string[] = []
        const pieces: Buffer[] = []
        for await (const piece of gunzipMembers(cut(file, size), (message) => warnings.push(message))) pieces.push(piece)
        expect(Buffer.concat(pieces)).toEqual(Buffer.concat(members))
        expect(warnings.map((message) => Number.parseInt(message, 10))).toEqual(behind === '' ? [] : [behind.length])
      },
    ),
    { numRuns: 300 },
  )
})

test('refuses a file that is cut off anywhere', async () => {
  const file = gzipSync(Buffer.from('one\ntwo\nthree\n'.repeat(50)))
  for (let length = 11; length < file.length; length += 1) {
    const read = async (): Promise<void> => {
      for await (const _piece of gunzipMembers(cut(file.subarray(0, length), 50), () => undefined));
    }
    await expect(read()).rejects.toThrow(/unexpected end|ends before its checksum/)
  }
})
