import fc from 'fast-check'

/** Strings of UTF-16 units, among them control characters, format characters and lone surrogates far more often than by chance. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0, max: 0x9f }),
      fc.integer({ min: 0x2000, max: 0x206f }),
      fc.integer({ min: 0xd800, max: 0xe000 }),
      fc.nat(0xffff),
    ),
  )
  .map((units) => String.fromCharCode(...units))
