import type { TextDocumentOf } from '@win11mon/pipeline'
import { hashedBytesId } from '@win11mon/schemas'

/** What cannot be indexed, and why. */
export interface DeadLetter {
  /** The key of its record; null when there is none. */
  readonly hostId: string | null
  /** Error code and message, or what the store said. */
  readonly reason: string
  /** Events that are lost with it; null when nobody can tell. */
  readonly eventCount: number | null
  /** A batch as it came, or a document that the store refused: enough to hand it in again once the cause is mended. */
  readonly bytes: Uint8Array
}

export function deadLetterDocument({ hostId, reason, eventCount, bytes }: DeadLetter): TextDocumentOf<'dead_letters'> {
  const doc = { host: { id: hostId }, error: { message: reason }, win11mon: { bytes: bytes.length, events: eventCount } }
  return {
    family: 'dead_letters',
    id: hashedBytesId(bytes),
    columns: { host_id: hostId, reason, count: eventCount, bytes },
    doc: JSON.stringify(doc),
  }
}
