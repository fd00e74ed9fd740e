import type { JsonObject } from '../../../record/capture-record.ts'
import type { XmlElement } from '../binary-xml/xml-node.ts'
import { type Scope, contentText, forEachElement, isAbsent } from './content.ts'

/** What every event says of itself. Parts that an event lacks are undefined. */
interface SystemParts {
  Provider: { Name: string | undefined } | undefined
  EventID: string | undefined
  Level: string | undefined
  Keywords: string | undefined
  TimeCreated: { SystemTime: string | undefined } | undefined
  EventRecordID: string | undefined
  Execution: { ProcessID: string | undefined; ThreadID: string | undefined } | undefined
  Channel: string | undefined
  Computer: string | undefined
  Security: { UserID: string | undefined } | undefined
}

/** The parts of `System` that tell what happened when, where and by whom; the rest would only take time. */
export function systemJson({ content }: XmlElement, scope: Scope): JsonObject {
  const parts: SystemParts = {
    Provider: undefined,
    EventID: undefined,
    Level: undefined,
    Keywords: undefined,
    TimeCreated: undefined,
    EventRecordID: undefined,
    Execution: undefined,
    Channel: undefined,
    Computer: undefined,
    Security: undefined,
  }
  forEachElement(content, scope, (element, elementScope) => setPart(parts, element, elementScope))
  return parts as unknown as JsonObject
}

function setPart(parts: SystemParts, element: XmlElement, scope: Scope): void {
  switch (element.name) {
    case 'Provider':
      parts.Provider = { Name: attributeText(element, 'Name', scope) }
      break
    case 'TimeCreated':
      parts.TimeCreated = { SystemTime: attributeText(element, 'SystemTime', scope) }
      break
    case 'Execution':
      parts.Execution = { ProcessID: attributeText(element, 'ProcessID', scope), ThreadID: attributeText(element, 'ThreadID', scope) }
      break
    case 'Security':
      parts.Security = { UserID: attributeText(element, 'UserID', scope) }
      break
    case 'EventID':
    case 'Level':
    case 'Keywords':
    case 'EventRecordID':
    case 'Channel':
    case 'Computer':
      parts[element.name] = contentText(element.content, scope)
      break
    default:
  }
}

function attributeText({ attributes }: XmlElement, name: string, scope: Scope): string | undefined {
  for (const attribute of attributes) {
    if (attribute.name === name) return isAbsent(attribute.content, scope) ? undefined : contentText(attribute.content, scope)
  }
  return undefined
}
