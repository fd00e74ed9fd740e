/** Revision, number of parts and authority, before the parts. */
const identifierHeadBytes = 8

/** Of every byte. */
const hexPairs: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).toUpperCase().padStart(2, '0'))

/** `{0A0B0C0D-1111-2222-3333-444455556666}` */
export function guidText(view: DataView, offset: number): string {
  const hex = (index: number): string => hexPairs[view.getUint8(offset + index)] ?? ''
  const first = hex(3) + hex(2) + hex(1) + hex(0)
  const rest = hex(10) + hex(11) + hex(12) + hex(13) + hex(14) + hex(15)
  return `{${first}-${hex(5)}${hex(4)}-${hex(7)}${hex(6)}-${hex(8)}${hex(9)}-${rest}}`
}

/** `S-1-5-21-…`; undefined when the bytes are none. */
export function securityIdentifierText(view: DataView, offset: number, byteCount: number): string | undefined {
  if (byteCount < identifierHeadBytes) return undefined
  const partCount = view.getUint8(offset + 1)
  if (identifierHeadBytes + partCount * 4 > byteCount) return undefined
  const authority = view.getUint16(offset + 2) * 2 ** 32 + view.getUint32(offset + 4)
  let text = `S-${view.getUint8(offset)}-${authority}`
  for (let index = 0; index < partCount; index += 1) text += `-${view.getUint32(offset + identifierHeadBytes + index * 4, true)}`
  return text
}
