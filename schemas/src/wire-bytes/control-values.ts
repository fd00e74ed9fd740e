/** A 64-bit number of the driver: counts, sequences and times stay far below 2^53. */
export function readLong(view: DataView, at: number): number {
  return view.getInt32(at + 4, true) * 2 ** 32 + view.getUint32(at, true)
}

/** A copy. */
export function readBytes(view: DataView, at: number, length: number): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset + at, length).slice()
}

export interface ListPlace {
  readonly at: number
  readonly length: number
  readonly elementBytes: number
}

export function readList<Element>(view: DataView, place: ListPlace, read: (view: DataView, at: number) => Element): readonly Element[] {
  return Array.from({ length: place.length }, (_, index) => read(view, place.at + index * place.elementBytes))
}
