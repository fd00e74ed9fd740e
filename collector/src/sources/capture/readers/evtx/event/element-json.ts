import type { XmlAttribute, XmlContent, XmlElement } from '../binary-xml/xml-node.ts'
import { type Scope, contentText, forEachElement, hasElements, isAbsent } from './content.ts'
import { FieldCollector } from './field-collector.ts'

/**
 * An element as JSON: its text, or an object of its attributes and elements, with the text beside them under `#text`. Names
 * of XML name spaces are left out.
 */
export function elementJson({ attributes, content }: XmlElement, scope: Scope): unknown {
  if (attributes.length === 0) return contentJson(content, scope)
  const collector = new FieldCollector()
  return withContent(collector, addAttributes(collector, attributes, scope), content, scope)
}

/** Content without the element around it. */
export function contentJson(content: readonly XmlContent[], scope: Scope): unknown {
  return hasElements(content, scope) ? withContent(new FieldCollector(), false, content, scope) : contentText(content, scope)
}

/** Whether any was added. */
function addAttributes(collector: FieldCollector, attributes: readonly XmlAttribute[], scope: Scope): boolean {
  let hasAny = false
  for (const { name, content } of attributes) {
    if (name.startsWith('xmlns') || isAbsent(content, scope)) continue
    collector.add(name, contentText(content, scope))
    hasAny = true
  }
  return hasAny
}

function withContent(collector: FieldCollector, hasAttributes: boolean, content: readonly XmlContent[], scope: Scope): unknown {
  let hasParts = hasAttributes
  forEachElement(content, { ...scope, depth: scope.depth + 1 }, (child, childScope) => {
    collector.add(child.name, elementJson(child, childScope))
    hasParts = true
  })
  const text = contentText(content, scope)
  if (!hasParts) return text
  if (text.trim() !== '') collector.add('#text', text)
  return collector.fields
}
