import fc from 'fast-check'
import { expect, test } from 'vitest'

import { parsePe } from '../../src/image-facts/pe/parse-pe.ts'
import { aPe } from './a-pe.ts'

const ringImports = { 'api-ms-win-core-ioring-l1-1-0.dll': ['CreateIoRing', 'BuildIoRingReadFile'], 'KERNEL32.dll': ['ExitProcess'] }

test('reads imports, and which of them are of I/O rings', () => {
  const facts = parsePe(aPe({ imports: ringImports }))
  expect(facts?.imports).toEqual([
    { library: 'api-ms-win-core-ioring-l1-1-0.dll', functions: ['CreateIoRing', 'BuildIoRingReadFile'] },
    { library: 'KERNEL32.dll', functions: ['ExitProcess'] },
  ])
  expect(facts?.ioringImports).toEqual(['CreateIoRing', 'BuildIoRingReadFile'])
})

test('functions of that name in another library are none', () => {
  expect(parsePe(aPe({ imports: { 'mine.dll': ['CreateIoRing'] } }))?.ioringImports).toEqual([])
})

test('tells names that stand in the file from imports', () => {
  const facts = parsePe(aPe({ text: 'NtCreateIoRing' }))
  expect([facts?.ioringImports, facts?.namesIoring]).toEqual([[], true])
  expect(parsePe(aPe())?.namesIoring).toBe(false)
})

test('reads the strings of the version information', () => {
  const version = { CompanyName: 'Acme', OriginalFilename: 'grabber.exe' }
  expect(Object.fromEntries(parsePe(aPe({ version }))?.version ?? [])).toEqual(version)
  expect(parsePe(aPe())?.version?.size).toBe(0)
})

test('reads sections with their rights, and whether a signature is attached', () => {
  const facts = parsePe(aPe({ hasCertificate: true }))
  expect(facts?.sections).toMatchObject([{ name: '.data', isExecutable: true, isWritable: true, fileOffset: 0x200 }])
  expect([facts?.hasCertificate, parsePe(aPe())?.hasCertificate]).toEqual([true, false])
})

test('what is no image has no facts', () => {
  expect([Buffer.alloc(0), Buffer.from('MZ'), Buffer.alloc(100, 0x41)].map(parsePe)).toEqual([undefined, undefined, undefined])
})

test('a table that is cut is unknown, not empty, and the others stay', () => {
  const file = aPe({ imports: ringImports, version: { CompanyName: 'Acme' } })
  const cut = parsePe(file.subarray(0, 0x210))
  expect([cut?.imports, cut?.ioringImports, cut?.version, cut?.sections.length]).toEqual([null, null, null, 1])
})

test('never fails, whatever the bytes are', () => {
  const whole = aPe({ imports: ringImports, version: { CompanyName: 'Acme' }, hasCertificate: true })
  const change = fc.record({ at: fc.nat(0x1400), value: fc.oneof(fc.nat(255), fc.constantFrom(0, 0xff, 0x80, 0x7f)) })
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 40 }), fc.nat(whole.length), (changes, length) => {
      const bytes = Buffer.from(whole)
      for (const { at, value } of changes) bytes[at] = value
      expect(() => [parsePe(bytes), parsePe(bytes.subarray(0, length))]).not.toThrow()
    }),
    { numRuns: 2_000 },
  )
})

test('a table of libraries without an end is given up at a bound', () => {
  const file = aPe({ imports: { 'a.dll': ['f'] } })
  // The section is one descriptor after another, each with a name.
  for (let at = 0x200; at + 20 <= file.length; at += 4) file.writeUInt32LE(0x1000, at)
  file.writeUInt32LE(0x1000, 0x40 + 24 + 112 + 8)
  expect(parsePe(file)?.imports).toBeNull()
})
