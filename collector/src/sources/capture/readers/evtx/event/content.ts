import { checkDepth } from '../binary-xml/allowance.ts'
import type { Chunk } from '../binary-xml/chunk.ts'
import { Cursor } from '../binary-xml/cursor.ts'
import { parseFragment } from '../binary-xml/parse-fragment.ts'
import type { Substitution, XmlContent, XmlElement } from '../binary-xml/xml-node.ts'
import type { TemplateValues } from '../binary-xml/template-values.ts'
import { valueTexts } from '../binary-xml/value-list.ts'
import { type Value, listFlag, valueTypes } from '../binary-xml/value.ts'
import { valueText } from '../binary-xml/value-text.ts'

/** Where content is looked at: in which chunk, with which values, and how deep. */
export interface Scope {
  readonly chunk: Chunk
  /** Undefined outside of templates. */
  readonly values: TemplateValues | undefined
  readonly depth: number
}

const noValue: Value = { type: valueTypes.none, offset: 0, byteCount: 0 }

/** The text of content. Elements in it have none; the parts of a list are set apart by commas. */
export function contentText(content: readonly XmlContent[], scope: Scope): string {
  const [first] = content
  if (content.length === 1 && first !== undefined) return itemText(first, scope)
  let text = ''
  for (const item of content) text += itemText(item, scope)
  scope.chunk.allowance.spend(content.length)
  scope.chunk.allowance.spendText(text.length * 2)
  return text
}

function itemText(item: XmlContent, scope: Scope): string {
  if (typeof item === 'string') return item
  if (item.kind !== 'substitution') return ''
  const value = valueOf(item, scope)
  if (value.type === valueTypes.binaryXml) return ''
  return value.type < listFlag ? valueText(scope.chunk, value) : valueTexts(scope.chunk, value).join(', ')
}

/** Whether `forEachElement` would find any. */
export function hasElements(content: readonly XmlContent[], scope: Scope): boolean {
  for (const item of content) {
    if (typeof item === 'string') continue
    if (item.kind !== 'substitution' || valueOf(item, scope).type === valueTypes.binaryXml) return true
  }
  return false
}

/** The texts of content that is one list; undefined for any other. */
export function listTexts(content: readonly XmlContent[], scope: Scope): string[] | undefined {
  const [item] = content
  if (content.length !== 1 || typeof item !== 'object' || item.kind !== 'substitution') return undefined
  const value = valueOf(item, scope)
  return value.type < listFlag ? undefined : valueTexts(scope.chunk, value)
}

/** Whether content is one place for which the record has no value: Windows then leaves out what is around it. */
export function isAbsent(content: readonly XmlContent[], scope: Scope): boolean {
  const [item] = content
  return content.length === 1 && typeof item === 'object' && item.kind === 'substitution' && valueOf(item, scope).type === valueTypes.none
}

/** Calls back with every element of the content, those of templates and of binary XML in values too. Throws RECORD_MALFORMED. */
export function forEachElement(content: readonly XmlContent[], scope: Scope, visit: (element: XmlElement, scope: Scope) => void): void {
  checkDepth(scope.depth)
  scope.chunk.allowance.spend(content.length)
  for (const item of content) {
    if (typeof item === 'string') continue
    if (item.kind === 'element') visit(item, scope)
    else if (item.kind === 'instance') {
      forEachElement(item.content, { chunk: scope.chunk, values: item.values, depth: scope.depth + 1 }, visit)
    } else {
      const value = valueOf(item, scope)
      if (value.type === valueTypes.binaryXml)
        forEachElement(parseValue(value, scope), { chunk: scope.chunk, values: undefined, depth: scope.depth + 1 }, visit)
    }
  }
}

function valueOf({ index }: Substitution, { values }: Scope): Value {
  return values?.value(index) ?? noValue
}

function parseValue({ offset, byteCount }: Value, { chunk, depth }: Scope): readonly XmlContent[] {
  return parseFragment(new Cursor(chunk, offset, offset + byteCount), { hasDependencyIds: false, depth })
}
