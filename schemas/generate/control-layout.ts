import { controlStructures } from '../catalogue/control.ts'
import type { ControlMember, ControlStructure, ControlType } from '../catalogue/control.ts'

const sizes: Record<ControlType, number> = { u8: 1, u16: 2, u32: 4, u64: 8, i32: 4, i64: 8, bytes16: 16 }

export interface PlacedMember {
  readonly member: ControlMember
  /** Bytes from the start of the structure. */
  readonly offset: number
  /** Bytes of one element. */
  readonly elementBytes: number
}

export interface ControlLayout {
  readonly structure: ControlStructure
  readonly members: readonly PlacedMember[]
}

export function findStructure(name: string): ControlStructure {
  const found = controlStructures.find((structure) => structure.name === name)
  if (found === undefined) throw new Error(`There is no control structure ${name}.`)
  return found
}

/** Where each member lies. A member that a C compiler would pad, or a size other than the frozen one, is an error. */
function layOutControl(structure: ControlStructure): ControlLayout {
  let offset = 0
  const members = structure.members.map((member) => {
    const elementBytes = typeof member.type === 'string' ? sizes[member.type] : findStructure(member.type.structure).sizeBytes
    const alignment = Math.min(8, member.type === 'bytes16' ? 1 : elementBytes % 8 === 0 ? 8 : elementBytes)
    if (offset % alignment !== 0) throw new Error(`${structure.name}.${member.name} at byte ${offset} would be padded.`)
    const placed = { member, offset, elementBytes }
    offset += elementBytes * (member.count?.length ?? 1)
    return placed
  })
  if (offset !== structure.sizeBytes) throw new Error(`${structure.name} has ${offset} bytes; ${structure.sizeBytes} are frozen.`)
  return { structure, members }
}

export const controlLayouts: readonly ControlLayout[] = controlStructures.map(layOutControl)
