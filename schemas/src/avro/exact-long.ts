import type avsc from 'avsc'

/** avsc computes longs in doubles, which loses bits beyond 2^52; through BigInt all that a JavaScript number holds is exact. */
export function exactLongType({ types }: typeof avsc): avsc.Type {
  return types.LongType.__with({
    fromBuffer: (buffer: Buffer) => Number(buffer.readBigInt64LE()),
    toBuffer: littleEndian,
    fromJSON: Number,
    toJSON: Number,
    isValid: Number.isSafeInteger,
    compare: (left: number, right: number) => Math.sign(left - right),
  })
}

function littleEndian(value: number): Buffer {
  const buffer = Buffer.alloc(8)
  buffer.writeBigInt64LE(BigInt(value))
  return buffer
}
