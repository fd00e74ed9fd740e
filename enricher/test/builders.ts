import { type Event, type HandleCreate, type HandleDuplicate, type ProcessCreate, type ProcessTerminate, newEvent } from '@win11mon/schemas'

import { Tally } from '../src/ledger/tally.ts'
import { HostTree } from '../src/tree/host-tree.ts'

/** Sixteen bytes that stand for a host. */
export const hostId: Uint8Array = new Uint8Array(16).fill(7)

/** Seconds after an arbitrary moment, in microseconds since 1970. */
export function at(seconds: number): number {
  return 1_700_000_000_000_000 + Math.round(seconds * 1_000_000) + 1_000
}

export function aProcessCreate(fields: Partial<ProcessCreate> = {}): ProcessCreate {
  const timeUs = fields.timeUs ?? at(0)
  return {
    ...newEvent.process_create(),
    timeUs,
    processStartUs: timeUs,
    processId: 100,
    executable: 'C:\\Windows\\System32\\cmd.exe',
    ...fields,
  }
}

export function aProcessTerminate(fields: Partial<ProcessTerminate> = {}): ProcessTerminate {
  return { ...newEvent.process_terminate(), timeUs: at(0), processId: 100, executable: 'C:\\Windows\\System32\\cmd.exe', ...fields }
}

export function aHandleCreate(fields: Partial<HandleCreate> = {}): HandleCreate {
  return {
    ...newEvent.handle_create(),
    timeUs: at(0),
    objectType: 'process',
    processId: 100,
    executable: 'C:\\Tools\\tool.exe',
    objectProcessId: 200,
    objectExecutable: 'C:\\Windows\\System32\\lsass.exe',
    grantedAccess: 0x1000,
    ...fields,
  }
}

export function aHandleDuplicate(fields: Partial<HandleDuplicate> = {}): HandleDuplicate {
  const actor = fields.processId ?? 100
  return {
    ...newEvent.handle_duplicate(),
    timeUs: at(0),
    objectType: 'process',
    processId: actor,
    executable: 'C:\\Tools\\tool.exe',
    objectProcessId: 200,
    objectExecutable: 'C:\\Windows\\System32\\lsass.exe',
    grantedAccess: 0x1010,
    sourceProcessId: actor,
    recipientProcessId: actor,
    ...fields,
  }
}

/** Fisher and Yates, driven by numbers a property test supplies. */
export function permuted<Item>(items: readonly Item[], picks: readonly number[]): Item[] {
  const rest = [...items]
  return items.map((_, index) => rest.splice((picks[index] ?? 0) % rest.length, 1)[0] as Item)
}

/** The events with their numbers, from 1. */
export function numbered(events: readonly Event[]): Event[] {
  return events.map((event, index) => ({ ...event, sequence: index + 1 }))
}

/** A tree of the host that has seen these events as the stream `stream`, and is up to date. */
export function aTree(events: readonly Event[] = []): HostTree {
  const tree = new HostTree(hostId, new Tally())
  for (const event of numbered(events)) tree.observe(event, 'stream')
  tree.settle()
  return tree
}
