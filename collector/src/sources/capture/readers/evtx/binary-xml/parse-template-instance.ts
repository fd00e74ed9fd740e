import { TemplateValues } from './template-values.ts'
import type { Cursor } from './cursor.ts'
import type { TemplateInstance } from './xml-node.ts'

/** Offset of the next template and GUID, before the size of the binary XML. */
const sizeOffset = 20
const definitionHeaderBytes = 24
/** Token, a byte of unknown use and the template's id. */
const instanceHeadBytes = 6

/** Parses the reference to a template, the template where it stands here, and the values. Throws RECORD_MALFORMED. */
export function parseTemplateInstance(cursor: Cursor, depth: number): TemplateInstance {
  const { chunk } = cursor
  chunk.allowance.spend(1)
  cursor.skip(instanceHeadBytes)
  const definition = cursor.u32()
  const byteCount = chunk.u32(definition + sizeOffset)
  const content = chunk.template(definition + definitionHeaderBytes, byteCount, depth)
  if (definition === cursor.offset) cursor.skip(definitionHeaderBytes + byteCount)
  return { kind: 'instance', content, values: new TemplateValues(cursor) }
}
