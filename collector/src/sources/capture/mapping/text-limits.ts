import { type Event, type EventKind, eventFields, eventKinds } from '@win11mon/schemas'

interface LimitedField {
  readonly property: string
  readonly maxLength: number
}

/** Texts with a limit, of the kinds that have any. */
const limited: ReadonlyMap<EventKind, readonly LimitedField[]> = new Map(
  eventKinds.map((kind) => [kind, limitsOf(kind)] as const).filter(([, fields]) => fields.length > 0),
)

/** The limit of the one text whose JSON has to stay whole. */
export const maxValuesLength: number = eventFields.log_record.find(({ name }) => name === 'values')?.maxLength ?? 0

/** Cuts what is longer than the catalogue allows, and says so in the event. */
export function limitTexts(event: Event): void {
  const fields = limited.get(event.kind)
  if (fields === undefined) return
  const values = event as unknown as Record<string, unknown>
  for (const { property, maxLength } of fields) {
    const text = values[property]
    if (typeof text !== 'string' || text.length <= maxLength) continue
    values[property] = cut(text, maxLength)
    values['isTruncated'] = true
  }
}

/** Never in the middle of a surrogate pair. */
function cut(text: string, maxLength: number): string {
  const last = text.charCodeAt(maxLength - 1)
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? maxLength - 1 : maxLength)
}

function limitsOf(kind: EventKind): readonly LimitedField[] {
  return eventFields[kind].flatMap(({ property, maxLength }) => (maxLength === undefined ? [] : [{ property, maxLength }]))
}
