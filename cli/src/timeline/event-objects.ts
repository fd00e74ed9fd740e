import type { EventLine, Party } from '../store/event-line.ts'

/** An event of a timeline in JSON. */
export function eventObject(line: EventLine): Readonly<Record<string, unknown>> {
  const { time, host, id, kind, process, object, what } = line
  return { time, host, event_id: id, action: kind, process, object, what }
}

export const eventCsvColumns = [
  'time',
  'host',
  'event_id',
  'action',
  'process',
  'pid',
  'process_id',
  'object',
  'object_pid',
  'object_id',
  'what',
] as const

export function eventCsvRow({ time, host, id, kind, process, object, what }: EventLine): (string | number | null)[] {
  return [time, host.name ?? host.id, id, kind, ...partyCells(process), ...partyCells(object), what]
}

function partyCells(party: Party | null): (string | number | null)[] {
  return party === null ? [null, null, null] : [party.executable, party.pid, party.entity_id]
}
