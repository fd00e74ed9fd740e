import type { JsonObject } from '../../../record/capture-record.ts'
import type { Chunk } from '../binary-xml/chunk.ts'
import { malformed } from '../binary-xml/malformed.ts'
import type { XmlContent, XmlElement } from '../binary-xml/xml-node.ts'
import { type Scope, forEachElement } from './content.ts'
import { elementJson } from './element-json.ts'
import { eventDataJson } from './event-data.ts'
import { FieldCollector } from './field-collector.ts'

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
  forEachElement(content, { ...scope, depth: scope.depth + 1 }, (part, partScope) =>
    collector.add(part.name, part.name === 'EventData' ? eventDataJson(part, partScope) : elementJson(part, partScope)),
  )
}
