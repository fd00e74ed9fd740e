import { type Event, eventIdText, eventToJson, indexFields, toIdText } from '@win11mon/schemas'

import type { HostName } from '../analysis/report.ts'
import type { JsonObject } from '../store/event-fields.ts'
import { type EventLine, type Party, whatOf } from '../store/event-line.ts'

/** An event that was just taken, with whose it is. */
export interface TappedEvent {
  readonly event: Event
  readonly host: HostName
  /** 16 bytes. */
  readonly bootId: Uint8Array
}

/** The line of an event of which nothing is known but itself. */
export function tappedLine({ event, host, bootId }: TappedEvent): EventLine {
  const document = documentOf(event)
  return {
    id: eventIdText(toIdText(bootId), event.sequence),
    time: new Date(event.timeUs / 1000).toISOString(),
    timeUs: event.timeUs,
    host,
    kind: event.kind,
    process: partyOf(event, 'processId', 'executable'),
    object: partyOf(event, 'objectProcessId', 'objectExecutable'),
    what: whatOf(event.kind, document),
  }
}

/** Who acts, as a name to filter by. */
export function executableOf(event: Event): string | null {
  return 'executable' in event ? event.executable : null
}

function partyOf(event: Event, pidName: string, executableName: string): Party | null {
  const values = event as unknown as JsonObject
  const [pid, executable] = [values[pidName], values[executableName]]
  if (typeof pid !== 'number' && typeof executable !== 'string') return null
  return { entity_id: null, pid: typeof pid === 'number' ? pid : null, executable: typeof executable === 'string' ? executable : null }
}

/** The event's fields where its stored document has them. */
function documentOf(event: Event): JsonObject {
  const values = eventToJson(event)
  const document: Record<string, unknown> = {}
  for (const { name, index, kinds } of indexFields) {
    if (values[name] !== undefined && kinds.includes(event.kind)) place(document, index.split('.'), values[name])
  }
  return document
}

/** Names come from the catalogue, never from an event. */
function place(document: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let section = document
  for (const name of path.slice(0, -1)) {
    const next = (section[name] ?? {}) as Record<string, unknown>
    section[name] = next
    section = next
  }
  section[path.at(-1) ?? ''] = value
}
