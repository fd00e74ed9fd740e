import { type Event, createBatchEncoder, decodeBatch } from '@win11mon/schemas'

/** The same batch as Sysmon would tell it: without start times but on creates, and with images by path. */
export function sysmonLike(value: Uint8Array, images: Map<string, string | null>): Uint8Array {
  const batch = decodeBatch(value)
  const encoder = createBatchEncoder(batch)
  for (const event of batch.events) encoder.add(withoutStarts(event, images))
  return encoder.finish(batch.firstSequence, batch.lastSequence)
}

function withoutStarts(event: Event, images: Map<string, string | null>): Event {
  if (event.kind === 'gap' || event.kind === 'agent_heartbeat') return event
  const actor = `${event.processId} ${event.processStartUs}`
  if (event.kind === 'process_create' || event.kind === 'process_snapshot') {
    images.set(actor, event.executable)
    return {
      ...event,
      parentStartUs: null,
      creatorProcessId: null,
      creatorStartUs: null,
      parentExecutable: imageOf(images, event.parentProcessId, event.parentStartUs),
    }
  }
  const bare = { ...event, executable: images.get(actor) ?? event.executable, processStartUs: null }
  if (event.kind === 'process_terminate') images.delete(actor)
  if (!('objectProcessId' in event)) return bare
  return { ...bare, objectStartUs: null, objectExecutable: imageOf(images, event.objectProcessId, event.objectStartUs) } as Event
}

function imageOf(images: Map<string, string | null>, processId: number | null, startUs: number | null): string | null {
  return processId === null ? null : (images.get(`${processId} ${startUs}`) ?? null)
}
