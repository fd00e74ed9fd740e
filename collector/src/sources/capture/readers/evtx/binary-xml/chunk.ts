import { PipelineError } from '@win11mon/pipeline'

import { Allowance } from './allowance.ts'
import { Cursor } from './cursor.ts'
import { malformed } from './malformed.ts'
import { parseFragment } from './parse-fragment.ts'
import { utf16Text } from './utf16-text.ts'
import type { XmlContent } from './xml-node.ts'

const recursion = malformed('a template refers to itself')
/** Behind the offset of the next name and a hash. */
const nameCountOffset = 6
const nameTextOffset = 8

/** The bytes of one chunk, and what its records share: names and templates stand once and are referred to by their offset. */
export class Chunk {
  readonly bytes: Buffer
  readonly view: DataView
  readonly allowance: Allowance = new Allowance()
  readonly #names = new Map<number, string>()
  readonly #templates = new Map<number, readonly XmlContent[] | PipelineError>()

  constructor(bytes: Buffer) {
    this.bytes = bytes
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  /** Throws RECORD_MALFORMED outside the chunk. */
  u32(offset: number): number {
    return new Cursor(this, offset, this.bytes.length).u32()
  }

  /** The name of an element or attribute. Throws RECORD_MALFORMED. */
  name(offset: number): string {
    const known = this.#names.get(offset)
    if (known !== undefined) return known
    const cursor = new Cursor(this, offset + nameCountOffset, this.bytes.length)
    const byteCount = cursor.u16() * 2
    this.allowance.spendText(byteCount)
    const name = utf16Text(this.bytes, cursor.skip(byteCount), byteCount)
    this.#names.set(offset, name)
    return name
  }

  /** Bytes from the start of a name that stands at this place to behind the zero at its end. */
  nameBytes(offset: number): number {
    return nameTextOffset + new Cursor(this, offset + nameCountOffset, this.bytes.length).u16() * 2 + 2
  }

  /** A template's content; `offset` and `byteCount` are those of its binary XML. Throws RECORD_MALFORMED. */
  template(offset: number, byteCount: number, depth: number): readonly XmlContent[] {
    const known = this.#templates.get(offset) ?? this.#parseTemplate(offset, byteCount, depth)
    if (known instanceof PipelineError) throw known
    return known
  }

  #parseTemplate(offset: number, byteCount: number, depth: number): readonly XmlContent[] | PipelineError {
    this.#templates.set(offset, recursion)
    const parsed = this.#tryParse(new Cursor(this, offset, offset + byteCount), depth)
    this.#templates.set(offset, parsed)
    return parsed
  }

  #tryParse(cursor: Cursor, depth: number): readonly XmlContent[] | PipelineError {
    try {
      return parseFragment(cursor, { hasDependencyIds: true, depth })
    } catch (error) {
      if (error instanceof PipelineError) return error
      throw error
    }
  }
}
