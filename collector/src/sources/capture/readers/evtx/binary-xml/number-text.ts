/** 2^53 / 2^32: below it both halves fit into one exact number. */
const exactHighHalf = 0x20_0000

export function unsigned64Text(view: DataView, offset: number): string {
  const high = view.getUint32(offset + 4, true)
  return high < exactHighHalf ? String(high * 2 ** 32 + view.getUint32(offset, true)) : String(view.getBigUint64(offset, true))
}

export function signed64Text(view: DataView, offset: number): string {
  const high = view.getInt32(offset + 4, true)
  return high >= 0 ? unsigned64Text(view, offset) : String(view.getBigInt64(offset, true))
}

/** `0x1f4`, of four or eight bytes. */
export function hexadecimalText(view: DataView, offset: number, byteCount: number): string {
  const low = view.getUint32(offset, true)
  const high = byteCount === 8 ? view.getUint32(offset + 4, true) : 0
  return high === 0 ? `0x${low.toString(16)}` : `0x${high.toString(16)}${low.toString(16).padStart(8, '0')}`
}
