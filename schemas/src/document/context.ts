import { putRaw, written } from './put-text.ts'

/** What whoever stores an event knows beyond the event itself. Ids are base64url: nothing in them needs escaping. */
export interface DocumentContext {
  readonly eventId: string
  readonly hostId: string
  readonly hostName: string | null
  readonly bootId: string
  readonly actorId: string | null
  readonly objectId: string | null
}

/** Bytes of a document that are the same in many. */
export function partOf(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text))
}

/** What documents of one stream begin with; those of one batch come together, so the last is remembered. */
let head: Uint8Array = new Uint8Array()
let hostHead: Uint8Array = head
let headIsAscii = true
let hostId: string | undefined
let hostName: string | null
let bootId: string

/** More than either head takes. */
export function headLength(context: DocumentContext): number {
  if (context.bootId !== bootId || context.hostId !== hostId || context.hostName !== hostName) remember(context)
  return head.length
}

/** Host and boot id; our own object is left open behind it. Call `headLength` first. */
export function putHead(bytes: Uint8Array, position: number): number {
  if (!headIsAscii) written.isAscii = false
  return putRaw(bytes, position, head)
}

/** The host alone, which is left open. Call `headLength` first. */
export function putHostHead(bytes: Uint8Array, position: number): number {
  if (!headIsAscii) written.isAscii = false
  return putRaw(bytes, position, hostHead)
}

function remember(context: DocumentContext): void {
  ;({ hostId, hostName, bootId } = context)
  const host = `{"host":{"id":"${hostId}"${hostName === null ? '' : `,"name":${JSON.stringify(hostName)}`}`
  hostHead = partOf(`${host},`)
  head = partOf(`${host}},"win11mon":{"boot_id":"${bootId}",`)
  headIsAscii = !/[^\0-\x7f]/u.test(hostName ?? '')
}
