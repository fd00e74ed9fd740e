import { createHash } from 'node:crypto'

import fc from 'fast-check'
import { expect, test } from 'vitest'

import { eventIdText, fromIdText, hostIdFromName, processEntityId, provisionalEntityId, toIdText } from '../src/index.ts'

const hostId = Uint8Array.from({ length: 16 }, (_, index) => index)

function expectedId(...parts: Uint8Array[]): string {
  return createHash('sha256').update(Buffer.concat(parts)).digest().subarray(0, 16).toString('base64url')
}

function littleEndian(processId: number, timeUs: bigint): Buffer {
  const bytes = Buffer.alloc(12)
  bytes.writeUInt32LE(processId)
  bytes.writeBigInt64LE(timeUs, 4)
  return bytes
}

test.each([
  [4, 0],
  [0, 1],
  [4_294_967_295, Number.MAX_SAFE_INTEGER],
  [1234, 1_767_225_600_123_456],
  [1234, -11_644_473_600_000_000],
])('process %d started at %d has the id that anyone computes from host, process id and start time', (processId, startUs) => {
  expect(processEntityId(hostId, processId, startUs)).toBe(expectedId(hostId, littleEndian(processId, BigInt(startUs))))
})

test('a provisional id is the same hash with a domain byte behind', () => {
  expect(provisionalEntityId(hostId, 8, 99)).toBe(expectedId(hostId, littleEndian(8, 99n), Uint8Array.of(1)))
})

test('host, process id and start time each change the id', () => {
  const otherHost = new Uint8Array(16)
  const ids = [
    processEntityId(hostId, 8, 99),
    processEntityId(otherHost, 8, 99),
    processEntityId(hostId, 12, 99),
    processEntityId(hostId, 8, 100),
  ]
  expect(new Set([...ids, provisionalEntityId(hostId, 8, 99)]).size).toBe(5)
})

test('an id text is 22 characters that lead back to the bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
      const text = toIdText(bytes)
      expect([text.length, fromIdText(text)]).toEqual([22, bytes])
    }),
  )
})

test.each(['', 'short', `${'A'.repeat(21)}B`, `${'A'.repeat(21)}!`, 'A'.repeat(23)])('"%s" is not an id', (text) => {
  expect(fromIdText(text)).toBeUndefined()
})

test('an event id is the boot id and the sequence', () => {
  expect(eventIdText('AAAAAAAAAAAAAAAAAAAAAA', 17)).toBe('AAAAAAAAAAAAAAAAAAAAAA-17')
})

test('a host id from a name does not depend on the case of its letters', () => {
  expect(hostIdFromName('WORKSTATION5.Example.org')).toEqual(hostIdFromName('workstation5.example.ORG'))
})

test('different host names have different host ids of 16 bytes', () => {
  const ids = ['a', 'b', ''].map((name) => hostIdFromName(name))
  expect([ids.map((id) => id.length), new Set(ids.map(toIdText)).size]).toEqual([[16, 16, 16], 3])
})
