import type { XmlElement } from '../binary-xml/xml-node.ts'
import { type Scope, contentText, forEachElement, hasElements, isAbsent } from './content.ts'
import { FieldCollector } from './field-collector.ts'

/**
 * An element as JSON: its text, or an object of its attributes and elements, with the text beside them under `#text`. Names
 * of XML name spaces are left out.
 */
export function elementJson(element: XmlElement, scope: Scope): unknown {
  const { attributes, content } = element
  const text = contentText(content, scope)
  if (attributes.length === 0 && !hasElements(content, scope)) return text
  const collector = new FieldCollector()
  let isPlain = true
  for (const attribute of attributes) {
    if (attribute.name.startsWith('xmlns') || isAbsent(attribute.content, scope)) continue
    collector.add(attribute.name, contentText(attribute.content, scope))
    isPlain = false
  }
  forEachElement(content, { ...scope, depth: scope.depth + 1 }, (child, childScope) => {
    collector.add(child.name, elementJson(child, childScope))
    isPlain = false
  })
  if (isPlain) return text
  if (text.trim() !== '') collector.add('#text', text)
  return collector.fields
}
