import { SaxesParser } from 'saxes'

import type { JsonObject } from './capture-record.ts'

/** The parts of an event's XML that records are read from, as the JSON that EVTX exporters make of it. */
type EventParts = {
  System: Record<string, unknown>
  EventData: Record<string, unknown>
  UserData: Record<string, unknown>
  RenderingInfo: Record<string, unknown>
}

/**
 * Reads the XML of one event, or of its `EventData` alone. Undefined when it holds neither. What is not well-formed does
 * not end the reading: values before and after it are kept.
 */
export function parseEventXml(text: string): JsonObject | undefined {
  const parts: EventParts = { System: emptyObject(), EventData: emptyObject(), UserData: emptyObject(), RenderingInfo: emptyObject() }
  const reader = createPartsReader(parts)
  // Control characters are allowed in 1.1 only, and event logs hold them.
  const parser = new SaxesParser({ xmlns: false, fragment: true, defaultXMLVersion: '1.1', forceXMLVersion: true })
  parser.on('error', () => undefined)
  parser.on('opentag', ({ name, attributes }) => reader.open(localName(name), attributes))
  parser.on('text', reader.text)
  parser.on('cdata', reader.text)
  parser.on('closetag', ({ name }) => reader.close(localName(name)))
  parser.write(text).close()
  return reader.finish() ? parts : undefined
}

/** Names come from outside, and `__proto__` is one. */
function emptyObject(): Record<string, unknown> {
  return Object.create(null) as Record<string, unknown>
}

interface PartsReader {
  open(name: string, attributes: Readonly<Record<string, string>>): void
  text(text: string): void
  close(name: string): void
  /** True when anything was found. */
  finish(): boolean
}

function createPartsReader(parts: EventParts): PartsReader {
  let part: keyof EventParts | undefined
  let element: { key: string; isNamed: boolean; text: string; attributes: Readonly<Record<string, string>> } | undefined
  const unnamed: string[] = []
  let hasFoundAny = false

  function finish({ key, isNamed, text, attributes }: NonNullable<typeof element>, into: Record<string, unknown>): void {
    hasFoundAny = true
    if (!isNamed) unnamed.push(text)
    else into[key] = part === 'System' && Object.keys(attributes).length > 0 ? { ...attributes, '#text': text } : text
  }

  return {
    open(name, attributes) {
      if (name === 'System' || name === 'EventData' || name === 'UserData' || name === 'RenderingInfo') part = name
      else if (name === 'Data' && part === undefined) part = 'EventData'
      if (name === part || name === 'Event') return
      const key = name === 'Data' ? (attributes['Name'] ?? '') : name
      element = { key, isNamed: key !== '', text: '', attributes }
    },
    text(text) {
      if (element !== undefined) element.text += text
    },
    close(name) {
      if (element !== undefined && part !== undefined) finish(element, parts[part])
      element = undefined
      if (name === part) part = undefined
    },
    finish() {
      if (unnamed.length > 0 && Object.keys(parts.EventData).length === 0) parts.EventData['Data'] = unnamed
      return hasFoundAny
    },
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
