import { BinaryReader, ChunkHeader, Record as LibraryRecord } from '@ts-evtx/core'

/**
 * What is used of `@ts-evtx/core`, in types of our own: its declarations do not resolve under Node's module resolution.
 * The library tells its nodes apart by the names of their classes, so a bundler must keep those.
 */
export interface EvtxChunk {
  /** Offset behind the last record. */
  nextRecordOffset(): number
  logFirstRecordNumber(): bigint
  logLastRecordNumber(): bigint
  /** Throws when the header names a length outside the chunk. */
  verify(): boolean
  getActualTemplate(offset: number): EvtxTemplate | null
}

export interface EvtxTemplate {
  getEventDataLayout(substitutions: readonly unknown[]): readonly DataLayout[]
}

/** One `Data` element: fixed text and places in the list of substitutions. */
interface DataLayout {
  readonly name?: string | null
  readonly parts: readonly ({ readonly kind: 'lit'; readonly text: string } | { readonly kind: 'sub'; readonly index: number })[]
}

export interface EvtxRecord {
  /** The bytes of the whole record. */
  data(): Uint8Array
  renderXml(): string
  root(): EvtxRoot
}

interface EvtxRoot {
  readonly substitutions: readonly unknown[]
  templateInstance(): { readonly template_offset: number } | null
}

export function openChunk(bytes: Buffer): EvtxChunk {
  return new ChunkHeader(new BinaryReader(bytes), 0) as EvtxChunk
}

/** Throws on bytes that are no record. */
export function openRecord(bytes: Buffer, offset: number, chunk: EvtxChunk): EvtxRecord {
  return new LibraryRecord(new BinaryReader(bytes), offset, chunk) as EvtxRecord
}
