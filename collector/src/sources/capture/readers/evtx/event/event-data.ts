import type { JsonObject } from '../../../record/capture-record.ts'
import type { XmlContent, XmlElement } from '../binary-xml/xml-node.ts'
import { type Scope, contentText, forEachElement, hasElements, isAbsent, listTexts } from './content.ts'
import { type DataLayout, dataLayout } from './data-layout.ts'
import { contentJson } from './element-json.ts'
import { FieldCollector, NamedValues } from './field-collector.ts'

/** One `Data` element; older sources write them without names. */
interface DataItem {
  readonly name: string | undefined
  readonly value: unknown
}

/**
 * The values of an event by their names. Values without a name stand in a list under `Data`; beside named ones all stand in
 * it, as `{ Name, '#text' }`, so that their order is kept.
 */
export function eventDataJson(element: XmlElement, scope: Scope): JsonObject {
  const layout = scope.values === undefined ? undefined : dataLayout(element)
  return layout === undefined ? collectData(element, scope) : fillLayout(layout, scope)
}

function fillLayout(layout: DataLayout, scope: Scope): JsonObject {
  scope.chunk.allowance.spend(layout.length)
  const fields = new NamedValues()
  for (const { name, content } of layout) fields[name] = dataValue(content, scope)
  return fields
}

function collectData(element: XmlElement, scope: Scope): JsonObject {
  const items: DataItem[] = []
  forEachElement(element.content, { ...scope, depth: scope.depth + 1 }, (child, childScope) => addItems(child, childScope, items))
  const text = contentText(element.content, scope)
  if (text.trim() !== '') items.push({ name: undefined, value: text })
  return toJson(items)
}

function addItems(element: XmlElement, scope: Scope, items: DataItem[]): void {
  const name = element.name === 'Data' ? nameOf(element, scope) : element.name
  const texts = name === undefined ? listTexts(element.content, scope) : undefined
  if (texts === undefined) items.push({ name, value: dataValue(element.content, scope) })
  else for (const value of texts) items.push({ name, value })
}

function nameOf({ attributes }: XmlElement, scope: Scope): string | undefined {
  const attribute = attributes.find(({ name }) => name === 'Name')
  return attribute === undefined || isAbsent(attribute.content, scope) ? undefined : contentText(attribute.content, scope)
}

/** Almost always a text. */
function dataValue(content: readonly XmlContent[], scope: Scope): unknown {
  return hasElements(content, scope) ? contentJson(content, scope) : contentText(content, scope)
}

function toJson(items: readonly DataItem[]): JsonObject {
  const unnamed = items.filter(({ name }) => name === undefined)
  if (unnamed.length === 0) return named(items)
  if (unnamed.length === items.length) return { Data: unnamed.map(({ value }) => value) }
  return { Data: items.map(({ name, value }) => (name === undefined ? { '#text': value } : { Name: name, '#text': value })) }
}

function named(items: readonly DataItem[]): JsonObject {
  const collector = new FieldCollector()
  for (const { name, value } of items) collector.add(name ?? '', value)
  return collector.fields
}
