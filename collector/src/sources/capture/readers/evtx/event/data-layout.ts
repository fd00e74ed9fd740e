import type { XmlContent, XmlElement } from '../binary-xml/xml-node.ts'

/** The values of a template's `EventData`: each with its name and what stands in its place. */
export type DataLayout = readonly { readonly name: string; readonly content: readonly XmlContent[] }[]

const layouts = new WeakMap<XmlElement, DataLayout | null>()

/**
 * The layout of an element of a template, found once. Undefined when the names are not all there, fixed and different from
 * each other.
 */
export function dataLayout(element: XmlElement): DataLayout | undefined {
  let layout = layouts.get(element)
  if (layout === undefined) {
    layout = findLayout(element)
    layouts.set(element, layout)
  }
  return layout ?? undefined
}

function findLayout({ content }: XmlElement): DataLayout | null {
  const layout: DataLayout[number][] = []
  for (const item of content) {
    const name = fixedName(item)
    if (name === undefined || typeof item !== 'object' || item.kind !== 'element') return null
    layout.push({ name, content: item.content })
  }
  return new Set(layout.map(({ name }) => name)).size === layout.length ? layout : null
}

function fixedName(item: XmlContent): string | undefined {
  if (typeof item !== 'object' || item.kind !== 'element') return undefined
  if (item.name !== 'Data') return item.attributes.length === 0 ? item.name : undefined
  const name = item.attributes.find((attribute) => attribute.name === 'Name')?.content
  return name?.length === 1 && typeof name[0] === 'string' ? name[0] : undefined
}
