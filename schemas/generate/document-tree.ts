import { enums } from '../catalogue/catalogue.ts'
import type { FieldDefinition, KindDefinition } from '../catalogue/catalogue.ts'
import { allFields } from './catalogue-fields.ts'
import { camelCase } from './names.ts'

/** What writes a value: a function of `schemas/src/document`, whether it stands in quotes, and the most bytes it takes beside its text. */
export interface Writing {
  readonly put: 'putNumber' | 'putFlag' | 'putPlain' | 'putText' | 'putTime' | 'putStart' | 'putAddress' | 'putHex'
  readonly isQuoted: boolean
  readonly mostBytes: number
  /** Bytes for each unit of the value, where it has a length. */
  readonly bytesPerUnit: 0 | 1 | 2 | 6
}

/** A member of an object in a document. */
export interface Member {
  readonly key: string
  /** Expression of the value. */
  readonly value: string
  readonly isOptional: boolean
  readonly writing: Writing
}

/** An object of a document: what is always there comes first. */
export interface Level {
  readonly members: Member[]
  readonly levels: Map<string, Level>
}

const plainText: Writing = { put: 'putPlain', isQuoted: true, mostBytes: 0, bytesPerUnit: 1 }
const longestSymbol = Math.max(...enums.flatMap(({ symbols }) => symbols.map(({ name }) => name.length)))

const writings: Readonly<Record<string, Writing>> = {
  long: { put: 'putNumber', isQuoted: false, mostBytes: 24, bytesPerUnit: 0 },
  boolean: { put: 'putFlag', isQuoted: false, mostBytes: 5, bytesPerUnit: 0 },
  string: { put: 'putText', isQuoted: true, mostBytes: 0, bytesPerUnit: 6 },
  address: { put: 'putAddress', isQuoted: true, mostBytes: 2, bytesPerUnit: 2 },
  bytes: { put: 'putHex', isQuoted: true, mostBytes: 0, bytesPerUnit: 2 },
}

/** Fields that only whoever stores the event knows, beside those of the head. Ids are base64url. */
const contextMembers: readonly (readonly [index: string, property: string, isOptional: boolean])[] = [
  ['event.id', 'eventId', false],
  ['process.entity_id', 'actorId', true],
  ['win11mon.object.entity_id', 'objectId', true],
]

/** The document of a kind without what stands in its head: the host, the boot id, and that it is of this kind. */
export function documentTree(kind: KindDefinition): Level {
  const root: Level = { members: [], levels: new Map() }
  for (const [index, property, isOptional] of contextMembers)
    place(root, index, { value: `context.${property}`, isOptional, writing: plainText })
  for (const field of allFields(kind))
    place(root, field.index, { value: `event.${camelCase(field.name)}`, isOptional: field.isOptional, writing: writingOf(field) })
  return ordered(root)
}

function writingOf({ name, type, indexType }: FieldDefinition): Writing {
  if (indexType === 'date_us') return { put: name === 'time_us' ? 'putTime' : 'putStart', isQuoted: true, mostBytes: 32, bytesPerUnit: 0 }
  return writings[type] ?? { ...plainText, mostBytes: longestSymbol, bytesPerUnit: 0 }
}

/** `process.parent.pid` is member `pid` of object `parent` of object `process`. */
function place(root: Level, index: string, member: Omit<Member, 'key'>): void {
  const path = index.split('.')
  const key = path.pop() ?? index
  let level = root
  for (const part of path) {
    const next = level.levels.get(part) ?? { members: [], levels: new Map() }
    level.levels.set(part, next)
    level = next
  }
  level.members.push({ key, ...member })
}

function ordered({ members, levels }: Level): Level {
  return {
    members: members.toSorted((left, right) => Number(left.isOptional) - Number(right.isOptional)),
    levels: new Map([...levels].map(([name, level]) => [name, ordered(level)])),
  }
}

/** Whether something of it is in every document. */
export function isAlwaysThere({ members, levels }: Level): boolean {
  return members.some(({ isOptional }) => !isOptional) || [...levels.values()].some(isAlwaysThere)
}

export function membersOf({ members, levels }: Level): readonly Member[] {
  return [...members, ...[...levels.values()].flatMap(membersOf)]
}
