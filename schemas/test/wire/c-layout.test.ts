import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { enums, headerFields, kinds } from '../../catalogue/catalogue.ts'
import { optional } from '../../catalogue/definition.ts'
import { renderCHeader } from '../../generate/c-layout-header.ts'
import { renderLayoutTable } from '../../generate/c-layout-table.ts'
import { layOutRecords, layoutFingerprint } from '../../generate/c-layout.ts'

const catalogue = { enums, headerFields, kinds }
const current = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')

test('the C header and the TypeScript table are what the catalogue says', () => {
  expect(current('../../../driver/include/mon_records_generated.h')).toBe(renderCHeader(catalogue))
  expect(current('../../src/generated/wire/layout.ts')).toBe(renderLayoutTable(catalogue))
})

test('every field lies behind the one before it, aligned, inside a fixed part that is a multiple of eight', () => {
  for (const layout of layOutRecords(catalogue)) {
    let end = 40
    for (const { offset, sizeBytes, wire } of layout.fields) {
      const alignment = wire === 'utf16' || wire === 'bytes' ? 2 : sizeBytes
      expect([offset, offset % alignment]).toEqual([end, 0])
      end = offset + sizeBytes
    }
    expect([layout.fixedBytes % 8, layout.fixedBytes >= end, layout.paddingBytes < 8]).toEqual([0, true, true])
  }
})

test('only what the driver writes has a layout', () => {
  expect(layOutRecords(catalogue).map(({ kind }) => kind.wire)).toEqual([64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74])
})

test('a change of any layout changes the fingerprint', () => {
  const [first, ...rest] = kinds
  if (first === undefined) throw new Error('the catalogue is empty')
  const changed = [{ ...first, fields: [...first.fields, optional(['added', 'long', 'added'], 'Added.', { wire: 'u32' })] }, ...rest]
  const before = layoutFingerprint(layOutRecords(catalogue))
  expect(layoutFingerprint(layOutRecords({ ...catalogue, kinds: changed }))).not.toBe(before)
})
