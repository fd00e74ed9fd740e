import type { Chunk } from './chunk.ts'
import { utf16Text } from './utf16-text.ts'
import { ansiText } from './ansi-text.ts'
import { fixedSize, valueText } from './value-text.ts'
import { type Value, listFlag, valueTypes } from './value.ts'

/** The texts of a list. One whose size does not fit its type is shown as one value. */
export function valueTexts(chunk: Chunk, value: Value): string[] {
  const { offset, byteCount } = value
  const type = value.type & ~listFlag
  if (type === valueTypes.text) return spentTexts(chunk, utf16Text(chunk.bytes, offset, byteCount & ~1))
  if (type === valueTypes.ansiText) return spentTexts(chunk, ansiText(chunk.bytes, offset, byteCount))
  const partBytes = fixedSize(type)
  if (partBytes === undefined || byteCount % partBytes !== 0) return [valueText(chunk, value)]
  const texts: string[] = []
  for (let part = offset; part < offset + byteCount; part += partBytes)
    texts.push(valueText(chunk, { type, offset: part, byteCount: partBytes }))
  return texts
}

/** A zero ends each text, the last one too or not. */
function spentTexts(chunk: Chunk, text: string): string[] {
  chunk.allowance.spendText(text.length * 2)
  return (text.endsWith('\0') ? text.slice(0, -1) : text).split('\0')
}
