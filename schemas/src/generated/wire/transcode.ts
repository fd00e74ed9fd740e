// Generated from schemas/catalogue by `npm run generate`. Do not edit.

import { eventFixedBytes } from '../codec.ts'
import { branchTable } from '../../wire-bytes/branch-table.ts'
import type { WireRecord } from '../../wire-bytes/wire-record.ts'

const handleObjectTypeBranches: Uint8Array = branchTable([255, 0, 1, 2])
const registryOperationTypeBranches: Uint8Array = branchTable([255, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
const scanTriggerBranches: Uint8Array = branchTable([255, 0, 1, 2, 3])
const scanInspectionBranches: Uint8Array = branchTable([255, 0, 1, 2])
const scanInspectionReasonBranches: Uint8Array = branchTable([255, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
const suspiciousImageReasonBranches: Uint8Array = branchTable([0, 1, 2, 3, 4])
const gapReasonBranches: Uint8Array = branchTable([255, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])

/** UTF-8 names of the kinds a driver writes, by wire number. */
const kindNames: ReadonlyMap<number, Uint8Array> = new Map(
  ([
  [64, 'process_create'],
  [65, 'process_terminate'],
  [66, 'thread_create'],
  [67, 'thread_terminate'],
  [68, 'image_load'],
  [69, 'handle_create'],
  [70, 'handle_duplicate'],
  [71, 'registry_operation'],
  [72, 'ioring_scan'],
  [73, 'process_profile'],
  [74, 'gap'],
  ] as const).map(([wire, name]) => [wire, Buffer.from(name)]),
)

function transcodeProcessCreate(record: WireRecord, start: number, end: number): number {
  record.open(start, 112)
  const { target, present } = record
  let position = end
  target[position++] = 0
  position = record.u64(position, 16, 'sequence')
  position = record.i64(position, 24, 'timeUs')
  if ((present & 0x1) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u64(position, 32, 'monotonicUs')
  }
  position = record.u32(position, 64)
  if ((present & 0x2) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.i64(position, 40, 'processStartUs')
  }
  if ((present & 0x4) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u32(position, 68)
  }
  if ((present & 0x8) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.text(position, 72, 'executable')
  }
  if ((present & 0x10) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u32(position, 76)
  }
  if ((present & 0x20) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.i64(position, 48, 'parentStartUs')
  }
  target[position++] = 0
  target[position++] = 0
  if ((present & 0x40) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u32(position, 80)
  }
  if ((present & 0x80) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.i64(position, 56, 'creatorStartUs')
  }
  if ((present & 0x100) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u32(position, 84)
  }
  if ((present & 0x200) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.text(position, 88, 'commandLine')
  }
  if ((present & 0x400) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.boolean(position, 104)
  }
  target[position++] = 0
  target[position++] = 0
  if ((present & 0x800) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u32(position, 92)
  }
  if ((present & 0x1000) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u32(position, 96)
  }
  if ((present & 0x2000) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.boolean(position, 105)
  }
  target[position++] = 0
  target[position++] = 0
  target[position++] = 0
  target[position++] = 0
  target[position++] = 0
  target[position++] = 0
  target[position++] = 0
  target[position++] = 0
  target[position++] = 0
  target[position++] = 0
  target[position++] = 0
  if ((present & 0x4000) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u32(position, 100)
  }
  if ((present & 0x8000) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.boolean(position, 106)
  }
  target[position++] = 0
  target[position++] = 0
  target[position++] = 0
  target[position++] = 0
  return position
}

function transcodeProcessTerminate(record: WireRecord, start: number, end: number): number {
  record.open(start, 80)
  const { target, present } = record
  let position = end
  target[position++] = 2
  position = record.u64(position, 16, 'sequence')
  position = record.i64(position, 24, 'timeUs')
  if ((present & 0x1) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u64(position, 32, 'monotonicUs')
  }
  position = record.u32(position, 56)
  if ((present & 0x2) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.i64(position, 40, 'processStartUs')
  }
  if ((present & 0x4) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u32(position, 60)
  }
  if ((present & 0x8) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.text(position, 64, 'executable')
  }
  if ((present & 0x10) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u32(position, 68)
  }
  if ((present & 0x20) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u64(position, 48, 'ioringOperationCount')
  }
  if ((present & 0x40) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u32(position, 72)
  }
  target[position++] = 0
  target[position++] = 0
  target[position++] = 0
  target[position++] = 0
  return position
}

function transcodeThreadCreate(record: WireRecord, start: number, end: number): number {
  record.open(start, 88)
  const { target, present } = record
  let position = end
  target[position++] = 4
  position = record.u64(position, 16, 'sequence')
  position = record.i64(position, 24, 'timeUs')
  if ((present & 0x1) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u64(position, 32, 'monotonicUs')
  }
  position = record.u32(position, 64)
  if ((present & 0x2) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.i64(position, 40, 'processStartUs')
  }
  if ((present & 0x4) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u32(position, 68)
  }
  if ((present & 0x8) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.text(position, 72, 'executable')
  }
  if ((present & 0x10) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u32(position, 76)
  }
  if ((present & 0x20) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.i64(position, 48, 'objectStartUs')
  }
  if ((present & 0x40) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u32(position, 80)
  }
  target[position++] = 0
  if ((present & 0x80) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.address(position, 56)
  }
  target[position++] = 0
  target[position++] = 0
  target[position++] = 0
  target[position++] = 0
  target[position++] = 0
  target[position++] = 0
  target[position++] = 0
  target[position++] = 0
  return position
}

function transcodeThreadTerminate(record: WireRecord, start: number, end: number): number {
  record.open(start, 64)
  const { target, present } = record
  let position = end
  target[position++] = 6
  position = record.u64(position, 16, 'sequence')
  position = record.i64(position, 24, 'timeUs')
  if ((present & 0x1) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u64(position, 32, 'monotonicUs')
  }
  position = record.u32(position, 48)
  if ((present & 0x2) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.i64(position, 40, 'processStartUs')
  }
  if ((present & 0x4) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u32(position, 52)
  }
  if ((present & 0x8) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.text(position, 56, 'executable')
  }
  target[position++] = 0
  target[position++] = 0
  target[position++] = 0
  target[position++] = 0
  return position
}

function transcodeImageLoad(record: WireRecord, start: number, end: number): number {
  record.open(start, 104)
  const { target, present } = record
  let position = end
  target[position++] = 8
  position = record.u64(position, 16, 'sequence')
  position = record.i64(position, 24, 'timeUs')
  if ((present & 0x1) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u64(position, 32, 'monotonicUs')
  }
  position = record.u32(position, 72)
  if ((present & 0x2) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.i64(position, 40, 'processStartUs')
  }
  if ((present & 0x4) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u32(position, 76)
  }
  if ((present & 0x8) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.text(position, 80, 'executable')
  }
  if ((present & 0x10) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.text(position, 84, 'imagePath')
  }
  if ((present & 0x20) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.address(position, 48)
  }
  if ((present & 0x40) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u64(position, 56, 'imageSizeBytes')
  }
  if ((present & 0x80) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.boolean(position, 96)
  }
  if ((present & 0x100) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.symbol(position, 97, suspiciousImageReasonBranches)
  }
  if ((present & 0x200) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u32(position, 88)
  }
  if ((present & 0x400) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.i64(position, 64, 'mapperStartUs')
  }
  if ((present & 0x800) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u32(position, 92)
  }
  if ((present & 0x1000) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u8(position, 98)
  }
  target[position++] = 0
  target[position++] = 0
  target[position++] = 0
  target[position++] = 0
  target[position++] = 0
  target[position++] = 0
  target[position++] = 0
  target[position++] = 0
  target[position++] = 0
  target[position++] = 0
  target[position++] = 0
  target[position++] = 0
  target[position++] = 0
  target[position++] = 0
  return position
}

function transcodeHandleCreate(record: WireRecord, start: number, end: number): number {
  record.open(start, 104)
  const { target, present } = record
  let position = end
  target[position++] = 10
  position = record.u64(position, 16, 'sequence')
  position = record.i64(position, 24, 'timeUs')
  if ((present & 0x1) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u64(position, 32, 'monotonicUs')
  }
  position = record.u32(position, 56)
  if ((present & 0x2) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.i64(position, 40, 'processStartUs')
  }
  if ((present & 0x4) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u32(position, 60)
  }
  if ((present & 0x8) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.text(position, 64, 'executable')
  }
  position = record.symbol(position, 96, handleObjectTypeBranches)
  if ((present & 0x10) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u32(position, 68)
  }
  if ((present & 0x20) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.i64(position, 48, 'objectStartUs')
  }
  if ((present & 0x40) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u32(position, 72)
  }
  target[position++] = 0
  if ((present & 0x80) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u32(position, 76)
  }
  if ((present & 0x100) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u32(position, 80)
  }
  if ((present & 0x200) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u32(position, 84)
  }
  if ((present & 0x400) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u32(position, 88)
  }
  if ((present & 0x800) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.boolean(position, 97)
  }
  if ((present & 0x1000) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.boolean(position, 98)
  }
  if ((present & 0x2000) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u32(position, 92)
  }
  target[position++] = 0
  target[position++] = 0
  target[position++] = 0
  target[position++] = 0
  target[position++] = 0
  target[position++] = 0
  target[position++] = 0
  return position
}

function transcodeHandleDuplicate(record: WireRecord, start: number, end: number): number {
  record.open(start, 128)
  const { target, present } = record
  let position = end
  target[position++] = 12
  position = record.u64(position, 16, 'sequence')
  position = record.i64(position, 24, 'timeUs')
  if ((present & 0x1) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u64(position, 32, 'monotonicUs')
  }
  position = record.u32(position, 72)
  if ((present & 0x2) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.i64(position, 40, 'processStartUs')
  }
  if ((present & 0x4) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u32(position, 76)
  }
  if ((present & 0x8) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.text(position, 80, 'executable')
  }
  position = record.symbol(position, 120, handleObjectTypeBranches)
  if ((present & 0x10) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u32(position, 84)
  }
  if ((present & 0x20) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.i64(position, 48, 'objectStartUs')
  }
  if ((present & 0x40) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u32(position, 88)
  }
  target[position++] = 0
  if ((present & 0x80) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u32(position, 92)
  }
  if ((present & 0x100) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u32(position, 96)
  }
  if ((present & 0x200) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u32(position, 100)
  }
  if ((present & 0x400) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u32(position, 104)
  }
  if ((present & 0x800) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.boolean(position, 121)
  }
  if ((present & 0x1000) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.boolean(position, 122)
  }
  if ((present & 0x2000) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u32(position, 108)
  }
  target[position++] = 0
  target[position++] = 0
  target[position++] = 0
  if ((present & 0x4000) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u32(position, 112)
  }
  if ((present & 0x8000) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.i64(position, 56, 'sourceStartUs')
  }
  if ((present & 0x10000) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u32(position, 116)
  }
  if ((present & 0x20000) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.i64(position, 64, 'recipientStartUs')
  }
  target[position++] = 0
  target[position++] = 0
  target[position++] = 0
  target[position++] = 0
  return position
}

function transcodeRegistryOperation(record: WireRecord, start: number, end: number): number {
  record.open(start, 96)
  const { target, present } = record
  let position = end
  target[position++] = 14
  position = record.u64(position, 16, 'sequence')
  position = record.i64(position, 24, 'timeUs')
  if ((present & 0x1) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u64(position, 32, 'monotonicUs')
  }
  position = record.u32(position, 48)
  if ((present & 0x2) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.i64(position, 40, 'processStartUs')
  }
  if ((present & 0x4) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u32(position, 52)
  }
  if ((present & 0x8) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.text(position, 56, 'executable')
  }
  position = record.symbol(position, 88, registryOperationTypeBranches)
  if ((present & 0x10) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.text(position, 60, 'keyPath')
  }
  if ((present & 0x20) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.text(position, 64, 'valueName')
  }
  if ((present & 0x40) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.text(position, 68, 'newName')
  }
  if ((present & 0x80) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.text(position, 72, 'hiveFile')
  }
  if ((present & 0x100) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u32(position, 76)
  }
  if ((present & 0x200) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u32(position, 80)
  }
  if ((present & 0x400) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.byteString(position, 84, 'data')
  }
  target[position++] = 0
  target[position++] = 0
  target[position++] = 0
  target[position++] = 0
  target[position++] = 0
  target[position++] = 0
  return position
}

function transcodeIoringScan(record: WireRecord, start: number, end: number): number {
  record.open(start, 88)
  const { target, present } = record
  let position = end
  target[position++] = 16
  position = record.u64(position, 16, 'sequence')
  position = record.i64(position, 24, 'timeUs')
  if ((present & 0x1) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u64(position, 32, 'monotonicUs')
  }
  position = record.u32(position, 48)
  if ((present & 0x2) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.i64(position, 40, 'processStartUs')
  }
  if ((present & 0x4) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u32(position, 52)
  }
  if ((present & 0x8) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.text(position, 56, 'executable')
  }
  position = record.symbol(position, 84, scanTriggerBranches)
  position = record.u32(position, 60)
  position = record.u32(position, 64)
  if ((present & 0x10) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u32(position, 68)
  }
  position = record.u32(position, 72)
  position = record.u32(position, 76)
  if ((present & 0x20) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.symbol(position, 85, scanInspectionBranches)
  }
  if ((present & 0x40) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.symbol(position, 86, scanInspectionReasonBranches)
  }
  if ((present & 0x80) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u32(position, 80)
  }
  return position
}

function transcodeProcessProfile(record: WireRecord, start: number, end: number): number {
  record.open(start, 112)
  const { target, present } = record
  let position = end
  target[position++] = 18
  position = record.u64(position, 16, 'sequence')
  position = record.i64(position, 24, 'timeUs')
  if ((present & 0x1) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u64(position, 32, 'monotonicUs')
  }
  position = record.u32(position, 56)
  if ((present & 0x2) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.i64(position, 40, 'processStartUs')
  }
  if ((present & 0x4) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u32(position, 60)
  }
  if ((present & 0x8) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.text(position, 64, 'executable')
  }
  position = record.u32(position, 68)
  position = record.u32(position, 72)
  position = record.u32(position, 76)
  position = record.u32(position, 80)
  position = record.u32(position, 84)
  position = record.u32(position, 88)
  position = record.u32(position, 92)
  position = record.u32(position, 96)
  position = record.u32(position, 100)
  position = record.u32(position, 104)
  position = record.u32(position, 108)
  position = record.u64(position, 48, 'lifetimeUs')
  return position
}

function transcodeGap(record: WireRecord, start: number, end: number): number {
  record.open(start, 88)
  const { target, present } = record
  let position = end
  target[position++] = 20
  position = record.u64(position, 16, 'sequence')
  position = record.i64(position, 24, 'timeUs')
  if ((present & 0x1) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u64(position, 32, 'monotonicUs')
  }
  position = record.kindName(position, 80, kindNames)
  position = record.u32(position, 80)
  position = record.u64(position, 40, 'lostCount')
  position = record.symbol(position, 84, gapReasonBranches)
  position = record.i64(position, 48, 'firstTimeUs')
  position = record.i64(position, 56, 'lastTimeUs')
  target[position++] = 0
  if ((present & 0x2) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u64(position, 64, 'firstSequence')
  }
  if ((present & 0x4) === 0) target[position++] = 0
  else {
    target[position++] = 2
    position = record.u64(position, 72, 'lastSequence')
  }
  target[position++] = 0
  target[position++] = 0
  target[position++] = 0
  return position
}

/** Room that a record of so many bytes needs at most as Avro: three bytes of UTF-8 for two of UTF-16. */
export function transcodedRoom(sizeBytes: number): number {
  return eventFixedBytes + sizeBytes + (sizeBytes >> 1)
}

/**
 * Writes the record that starts at `start` to `record.target` at `end`, as one member of the union, and returns the position
 * behind it; undefined for a kind this version does not know. Throws RECORD_MALFORMED.
 */
export function transcodeRecord(record: WireRecord, kindNumber: number, start: number, end: number): number | undefined {
  switch (kindNumber) {
    case 64: return transcodeProcessCreate(record, start, end)
    case 65: return transcodeProcessTerminate(record, start, end)
    case 66: return transcodeThreadCreate(record, start, end)
    case 67: return transcodeThreadTerminate(record, start, end)
    case 68: return transcodeImageLoad(record, start, end)
    case 69: return transcodeHandleCreate(record, start, end)
    case 70: return transcodeHandleDuplicate(record, start, end)
    case 71: return transcodeRegistryOperation(record, start, end)
    case 72: return transcodeIoringScan(record, start, end)
    case 73: return transcodeProcessProfile(record, start, end)
    case 74: return transcodeGap(record, start, end)
    default: return undefined
  }
}
