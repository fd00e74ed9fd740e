import fc from 'fast-check'

import type { PlainValue } from '../a-chunk.ts'
import { none, text, unsigned } from '../a-record.ts'

/** A value and the text it is to become. */
export interface Expected extends PlainValue {
  readonly text: string
}

/** Any UTF-16, with halves of surrogate pairs and zeros. */
export const anyText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.integer({ min: 32, max: 126 }), fc.nat(0xffff)), { maxLength: 30 })
  .map((units) => String.fromCharCode(...units))

const wholeNumbers = [
  { type: 0x03, byteCount: 1, isSigned: true },
  { type: 0x04, byteCount: 1, isSigned: false },
  { type: 0x05, byteCount: 2, isSigned: true },
  { type: 0x06, byteCount: 2, isSigned: false },
  { type: 0x07, byteCount: 4, isSigned: true },
  { type: 0x08, byteCount: 4, isSigned: false },
  { type: 0x09, byteCount: 8, isSigned: true },
  { type: 0x0a, byteCount: 8, isSigned: false },
] as const

const bits64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })

const wholeNumber = fc.tuple(fc.constantFrom(...wholeNumbers), bits64).map(([{ type, byteCount, isSigned }, bits]): Expected => {
  const number = isSigned ? BigInt.asIntN(byteCount * 8, bits) : BigInt.asUintN(byteCount * 8, bits)
  return { ...unsigned(type, byteCount, bits), text: String(number) }
})

const hexadecimal = fc
  .tuple(fc.constantFrom([0x14, 4] as const, [0x15, 8] as const, [0x10, 4] as const, [0x10, 8] as const), bits64)
  .map(([[type, byteCount], bits]): Expected => {
    return { ...unsigned(type, byteCount, bits), text: `0x${BigInt.asUintN(byteCount * 8, bits).toString(16)}` }
  })

const utf16 = anyText.map((value): Expected => ({ ...text(value), text: value.replace(/\0+$/, '') }))

const binary = fc
  .uint8Array({ maxLength: 20 })
  .map((bytes): Expected => ({ type: 0x0e, bytes, text: Buffer.from(bytes).toString('hex').toUpperCase() }))

const guid = fc.uuid().map((uuid): Expected => {
  const hex = Buffer.from(uuid.replaceAll('-', ''), 'hex')
  const bytes = Buffer.concat([hex.subarray(0, 4).reverse(), hex.subarray(4, 6).reverse(), hex.subarray(6, 8).reverse(), hex.subarray(8)])
  return { type: 0x0f, bytes, text: `{${uuid.toUpperCase()}}` }
})

const securityIdentifier = fc
  .tuple(fc.nat(2 ** 47), fc.array(fc.nat(0xffff_ffff), { maxLength: 15 }))
  .map(([authority, parts]): Expected => {
    const bytes = Buffer.alloc(8 + parts.length * 4)
    bytes.writeUInt8(1, 0)
    bytes.writeUInt8(parts.length, 1)
    bytes.writeUIntBE(authority, 2, 6)
    for (const [index, part] of parts.entries()) bytes.writeUInt32LE(part, 8 + index * 4)
    return { type: 0x13, bytes, text: ['S-1', authority, ...parts].join('-') }
  })

const truth = fc.boolean().map((is): Expected => ({ ...unsigned(0x0d, 4, is ? 1n : 0n), text: String(is) }))

const float = fc.double({ noNaN: true }).map((value): Expected => {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleLE(value)
  return { type: 0x0c, bytes, text: String(value) }
})

/** Milliseconds from 1601 to 9999 and the rest of 100 ns. */
const fileTime = fc
  .tuple(fc.date({ min: new Date('1601-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true }), fc.nat(9999))
  .map(([date, rest]): Expected => {
    const ticks = (BigInt(date.getTime()) + 11_644_473_600_000n) * 10_000n + BigInt(rest)
    return { ...unsigned(0x11, 8, ticks), text: date.toISOString().replace('Z', `${String(rest).padStart(4, '0')}Z`) }
  })

export const anyValue: fc.Arbitrary<Expected> = fc.oneof(
  fc.constant({ ...none(), text: '' }),
  wholeNumber,
  hexadecimal,
  utf16,
  binary,
  guid,
  securityIdentifier,
  truth,
  float,
  fileTime,
)
