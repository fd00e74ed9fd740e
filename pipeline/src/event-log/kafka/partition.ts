const seed = 0x9747b28c
const multiplier = 0x5bd1e995

/**
 * The partition of a key: murmur2 of its UTF-8 bytes without the sign, modulo the number of partitions. That is what the Java
 * client does with a key, so foreign producers and consumers that look for a host find it where they expect it.
 */
export function partitionOf(key: string, partitionCount: number): number {
  return (murmur2(Buffer.from(key)) & 0x7fffffff) % partitionCount
}

/** MurmurHash 2, 32 bits, with the seed of Kafka's clients. */
function murmur2(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let hash = seed ^ bytes.length
  const wholeBytes = bytes.length & ~3
  for (let offset = 0; offset < wholeBytes; offset += 4) {
    let word = Math.imul(view.getInt32(offset, true), multiplier)
    word = Math.imul(word ^ (word >>> 24), multiplier)
    hash = Math.imul(hash, multiplier) ^ word
  }
  if (wholeBytes < bytes.length) hash = Math.imul(hash ^ lastWord(bytes.subarray(wholeBytes)), multiplier)
  hash = Math.imul(hash ^ (hash >>> 13), multiplier)
  return (hash ^ (hash >>> 15)) | 0
}

/** Up to three bytes, little-endian. */
function lastWord(bytes: Uint8Array): number {
  return bytes.reduceRight((word, byte) => (word << 8) | byte, 0)
}
