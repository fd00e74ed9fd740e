import { readEvtx } from '../../../../../src/sources/capture/readers/evtx/read-evtx.ts'

type Json = Readonly<Record<string, unknown>>

export interface ReadLog {
  readonly records: readonly Readonly<Record<string, Json>>[]
  /** `reason: message` */
  readonly refused: readonly string[]
  readonly warnings: readonly string[]
  readonly byteCount: number
}

/** Reads an event log that arrives in pieces of this size. */
export async function readLog(bytes: Buffer, pieceBytes = 100_000): Promise<ReadLog> {
  const records: Readonly<Record<string, Json>>[] = []
  const refused: string[] = []
  const warnings: string[] = []
  async function* pieces(): AsyncGenerator<Buffer> {
    for (let offset = 0; offset < bytes.length; offset += pieceBytes) yield bytes.subarray(offset, offset + pieceBytes)
  }
  const sink = {
    record: (value: unknown) => records.push(value as (typeof records)[number]),
    refuse: (reason: string, message: string) => refused.push(`${reason}: ${message}`),
  }
  let byteCount = 0
  for await (const count of readEvtx(pieces(), sink, (message) => warnings.push(message))) byteCount += count
  return { records, refused, warnings, byteCount }
}
