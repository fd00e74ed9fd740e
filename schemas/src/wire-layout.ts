/** How one member of a driver record is stored. `utf16` and `bytes` are a pair of u16: offset after the fixed part, length. */
export type WireForm = 'u8' | 'u16' | 'u32' | 'u64' | 'i32' | 'i64' | 'utf16' | 'bytes'

export interface WireField {
  /** Property of the decoded event. */
  readonly name: string
  /** Catalogue type: `boolean`, `long`, `address`, `string`, `bytes` or the name of an enum. */
  readonly type: string
  readonly wire: WireForm
  /** Bytes from the start of the record. */
  readonly offset: number
  /** Bit of the presence mask; fields without one are always there. */
  readonly presenceBit?: number
}

/** The records of one kind: every field the driver writes. The event's other fields decode to null. */
export interface WireLayout<Kind extends string> {
  readonly kind: Kind
  readonly wire: number
  readonly fixedBytes: number
  readonly fields: readonly WireField[]
}

export interface EnumTable {
  /** What an unknown number decodes to. */
  readonly fallback: string
  readonly symbols: ReadonlyMap<number, string>
}
