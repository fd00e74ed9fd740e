/** Revision, number of parts and authority, before the parts. */
const identifierHeadBytes = 8

/** `{0A0B0C0D-1111-2222-3333-444455556666}` */
export function guidText(view: DataView, offset: number): string {
  const first = hex(view.getUint32(offset, true), 8)
  const second = hex(view.getUint16(offset + 4, true), 4)
  const third = hex(view.getUint16(offset + 6, true), 4)
  const rest = hex(view.getUint32(offset + 8), 8) + hex(view.getUint32(offset + 12), 8)
  return `{${first}-${second}-${third}-${rest.slice(0, 4)}-${rest.slice(4)}}`.toUpperCase()
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

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0')
}
