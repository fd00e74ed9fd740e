import type { Cursor } from './cursor.ts'

/** A name stands where it is used first, and its offset everywhere. */
export function parseName(cursor: Cursor): string {
  const nameOffset = cursor.u32()
  const name = cursor.chunk.name(nameOffset)
  if (nameOffset === cursor.offset) cursor.skip(cursor.chunk.nameBytes(nameOffset))
  return name
}
