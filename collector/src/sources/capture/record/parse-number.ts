const decimalPattern = /^-?\d{1,20}$/
const hexPattern = /^0x[0-9a-f]{1,16}$/i

/** Reads a whole number that a capture writes as a number, as decimal text or as `0x` text. Undefined when it is none. */
export function parseInteger(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : undefined
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  if (!decimalPattern.test(text) && !hexPattern.test(text)) return undefined
  const parsed = Number(text)
  return Number.isSafeInteger(parsed) ? parsed : undefined
}

/** Reads a 64-bit address as eight little-endian bytes: it may be too large for a JavaScript number. */
export function parseAddress(value: unknown): Uint8Array | undefined {
  if (typeof value === 'number' && (!Number.isSafeInteger(value) || value < 0)) return undefined
  if (typeof value !== 'number' && typeof value !== 'string') return undefined
  const text = String(value).trim()
  if (!hexPattern.test(text) && !/^\d{1,20}$/.test(text)) return undefined
  const number = BigInt(text)
  if (number >= 1n << 64n) return undefined
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, number, true)
  return bytes
}
