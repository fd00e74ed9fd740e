import { ansiText } from './ansi-text.ts'
import { fixedSize, valueText } from './value-text.ts'
import { valueTypes } from './value.ts'
import type { Cursor } from './cursor.ts'
import { malformed } from './malformed.ts'
import { parseName } from './parse-name.ts'
import { tokens } from './tokens.ts'
import { utf16Text } from './utf16-text.ts'
import type { Substitution } from './xml-node.ts'

const entities: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
])

/** Parses what stands between tags or in an attribute, from its token on. Throws RECORD_MALFORMED. */
export function parseText(cursor: Cursor, token: number): string | Substitution {
  cursor.chunk.allowance.spend(1)
  const start = cursor.skip(1)
  switch (token) {
    case tokens.value:
      return parseValue(cursor)
    case tokens.substitution:
    case tokens.optionalSubstitution:
      return parseSubstitution(cursor)
    case tokens.characterData:
      return parseUtf16(cursor)
    case tokens.characterReference:
      return String.fromCharCode(cursor.u16())
    case tokens.entityReference:
      return entityText(parseName(cursor))
    default:
      throw malformed(`0x${token.toString(16)} at offset ${start} of its chunk is no token of binary XML`)
  }
}

/** The type that the template names is of no use: each value states its own. */
function parseSubstitution(cursor: Cursor): Substitution {
  const index = cursor.u16()
  cursor.skip(1)
  return { kind: 'substitution', index }
}

/** Text of a template is of the string type; records without template hold every type here. */
function parseValue(cursor: Cursor): string {
  const type = cursor.u8()
  if (type === valueTypes.text) return parseUtf16(cursor)
  if (type === valueTypes.ansiText) {
    const byteCount = cursor.u16()
    return ansiText(cursor.chunk.bytes, cursor.skip(byteCount), byteCount)
  }
  const byteCount = fixedSize(type)
  if (byteCount === undefined) throw malformed(`a value of type 0x${type.toString(16)} cannot stand between tags`)
  return valueText(cursor.chunk, { type, offset: cursor.skip(byteCount), byteCount })
}

export function parseUtf16(cursor: Cursor): string {
  const byteCount = cursor.u16() * 2
  cursor.chunk.allowance.spendText(byteCount)
  return utf16Text(cursor.chunk.bytes, cursor.skip(byteCount), byteCount)
}

function entityText(name: string): string {
  return entities.get(name) ?? `&${name};`
}
