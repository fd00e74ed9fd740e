import type { Chunk } from './chunk.ts'
import type { Cursor } from './cursor.ts'
import { type Value, valueTypes } from './value.ts'

const descriptorBytes = 4

/** The values of one template instance: found when it is made, read when they are asked for. */
export class TemplateValues {
  readonly chunk: Chunk
  readonly #descriptors: number
  readonly #offsets: readonly number[]

  /** Reads from the number of values on, to behind the last one. Throws RECORD_MALFORMED when they do not fit. */
  constructor(cursor: Cursor) {
    const { chunk } = cursor
    const count = cursor.u32()
    this.chunk = chunk
    this.#descriptors = cursor.skip(count * descriptorBytes)
    chunk.allowance.spend(count)
    const offsets: number[] = []
    for (let index = 0; index < count; index += 1) {
      offsets.push(cursor.skip(chunk.view.getUint16(this.#descriptors + index * descriptorBytes, true)))
    }
    this.#offsets = offsets
  }

  /** A value that the template asks for and the record lacks is none, as Windows has it. */
  value(index: number): Value {
    const offset = this.#offsets[index]
    if (offset === undefined) return { type: valueTypes.none, offset: 0, byteCount: 0 }
    const descriptor = this.#descriptors + index * descriptorBytes
    return { type: this.chunk.view.getUint8(descriptor + 2), offset, byteCount: this.chunk.view.getUint16(descriptor, true) }
  }
}
