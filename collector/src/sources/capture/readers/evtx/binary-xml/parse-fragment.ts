import { checkDepth } from './allowance.ts'
import type { Cursor } from './cursor.ts'
import { malformed } from './malformed.ts'
import { parseName } from './parse-name.ts'
import { parseTemplateInstance } from './parse-template-instance.ts'
import { parseText, parseUtf16 } from './parse-text.ts'
import { moreFlag, tokens } from './tokens.ts'
import type { XmlAttribute, XmlContent, XmlElement } from './xml-node.ts'

interface ParseOptions {
  /** Elements of templates carry two bytes more than others. */
  readonly hasDependencyIds: boolean
  /** Elements around this place. */
  readonly depth: number
}

const fragmentHeaderBytes = 4
const dependencyIdBytes = 2

/** Parses binary XML up to the end of its fragment or of the element around it. Throws RECORD_MALFORMED. */
export function parseFragment(cursor: Cursor, options: ParseOptions): readonly XmlContent[] {
  checkDepth(options.depth)
  const content: XmlContent[] = []
  while (cursor.offset < cursor.end) {
    const token = cursor.peek() & ~moreFlag
    if (token === tokens.endOfFragment || token === tokens.endElement) break
    const item = parseContent(cursor, token, options)
    if (item !== undefined) content.push(item)
  }
  return content
}

/** Undefined for what carries nothing of the event. */
function parseContent(cursor: Cursor, token: number, options: ParseOptions): XmlContent | undefined {
  switch (token) {
    case tokens.openElement:
      return parseElement(cursor, options)
    case tokens.templateInstance:
      return parseTemplateInstance(cursor, options.depth + 1)
    case tokens.fragmentHeader:
      cursor.skip(fragmentHeaderBytes)
      return undefined
    case tokens.instructionTarget:
      cursor.skip(1)
      parseName(cursor)
      return undefined
    case tokens.instructionData:
      cursor.skip(1)
      parseUtf16(cursor)
      return undefined
    default:
      return parseText(cursor, token)
  }
}

function parseElement(cursor: Cursor, options: ParseOptions): XmlElement {
  cursor.chunk.allowance.spend(1)
  const hasDependencyIds = findsDependencyId(cursor, options.hasDependencyIds)
  const hasAttributes = (cursor.u8() & moreFlag) !== 0
  cursor.skip((hasDependencyIds ? dependencyIdBytes : 0) + 4)
  const name = parseName(cursor)
  const attributes = hasAttributes ? parseAttributes(cursor) : []
  const content = parseElementContent(cursor, { hasDependencyIds, depth: options.depth + 1 })
  return { kind: 'element', name, attributes, content }
}

function parseElementContent(cursor: Cursor, options: ParseOptions): readonly XmlContent[] {
  const start = cursor.offset
  const closing = cursor.u8()
  if (closing === tokens.closeEmptyElement) return []
  if (closing !== tokens.closeStartTag) throw malformed(`the start tag before offset ${start} of its chunk does not end`)
  const content = parseFragment(cursor, options)
  if (cursor.u8() !== tokens.endElement) throw malformed(`the element that opens before offset ${start} of its chunk does not end`)
  return content
}

/**
 * Whether this element carries a dependency id. Elements of templates should and others should not, but writers differ: the
 * claimed size and the offset of the name show it, and what should be decides only when they do not.
 */
function findsDependencyId(cursor: Cursor, isExpected: boolean): boolean {
  if (isElementStart(cursor, isExpected)) return isExpected
  return isElementStart(cursor, !isExpected) ? !isExpected : isExpected
}

function isElementStart({ chunk, offset, end }: Cursor, hasDependencyId: boolean): boolean {
  const sizeOffset = offset + 1 + (hasDependencyId ? dependencyIdBytes : 0)
  if (sizeOffset + 8 > end) return false
  const claimedEnd = sizeOffset + 4 + chunk.view.getUint32(sizeOffset, true)
  return claimedEnd <= end && chunk.view.getUint32(sizeOffset + 4, true) <= sizeOffset + 8
}

function parseAttributes(cursor: Cursor): readonly XmlAttribute[] {
  const attributes: XmlAttribute[] = []
  cursor.skip(4)
  while ((cursor.peek() & ~moreFlag) === tokens.attribute) {
    cursor.chunk.allowance.spend(1)
    cursor.skip(1)
    attributes.push({ name: parseName(cursor), content: parseAttributeContent(cursor) })
  }
  return attributes
}

function parseAttributeContent(cursor: Cursor): readonly XmlContent[] {
  const content: XmlContent[] = []
  for (let token = cursor.peek() & ~moreFlag; isText(token); token = cursor.peek() & ~moreFlag) content.push(parseText(cursor, token))
  return content
}

function isText(token: number): boolean {
  const isReference = token === tokens.characterReference || token === tokens.entityReference
  return isReference || token === tokens.value || token === tokens.substitution || token === tokens.optionalSubstitution
}
