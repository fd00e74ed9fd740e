import type { JsonObject } from '../../../record/capture-record.ts'
import type { Chunk } from '../binary-xml/chunk.ts'
import { malformed } from '../binary-xml/malformed.ts'
import type { XmlContent, XmlElement } from '../binary-xml/xml-node.ts'
import { type Scope, forEachElement } from './content.ts'
import { elementJson } from './element-json.ts'
import { eventDataJson } from './event-data.ts'
import { FieldCollector } from './field-collector.ts'
import { systemJson } from './system-json.ts'

/**
 * An event as the JSON that EVTX exporters write, every value as text: `System`, and `EventData`, `UserData` or what else
 * the event has. Throws RECORD_MALFORMED.
 */
export function eventJson(content: readonly XmlContent[], chunk: Chunk): JsonObject {
  const collector = new FieldCollector()
  forEachElement(content, { chunk, values: undefined, depth: 0 }, (event, scope) => {
    if (event.name === 'Event') collectParts(event, scope, collector)
  })
  if (collector.fields['System'] === undefined) throw malformed('holds no event with a System part')
  return collector.fields
}

function collectParts({ content }: XmlElement, scope: Scope, collector: FieldCollector): void {
  const partScope = { ...scope, depth: scope.depth + 1 }
  forEachElement(content, partScope, (part, found) => collector.add(part.name, partJson(part, found)))
}

function partJson(part: XmlElement, scope: Scope): unknown {
  switch (part.name) {
    case 'System':
      return systemJson(part, scope)
    case 'EventData':
      return eventDataJson(part, scope)
    default:
      return elementJson(part, scope)
  }
}
