import { allAccess, processRights } from '@win11mon/schemas'

/** Older value of full access that managed code still asks for. */
const olderAllAccess = 0x1f3fff

/** Rules match bits, never whole masks as text. */
export function hasRight(mask: number | null, right: number): boolean {
  return mask !== null && (mask & right) !== 0
}

export function isAllAccess(mask: number): boolean {
  return mask === allAccess || mask === olderAllAccess
}

/** Rights in `mask` by their short names, for a reason that a person reads. */
export function describeRights(mask: number): string {
  const names = Object.entries(processRights).flatMap(([name, right]) => ((mask & right) === 0 ? [] : [inWords(name)]))
  const text = isAllAccess(mask) ? 'all access' : names.join(', ')
  return `0x${mask.toString(16)}${text === '' ? '' : ` (${text})`}`
}

function inWords(name: string): string {
  return name.replaceAll(/[A-Z]/gu, (letter) => ` ${letter.toLowerCase()}`)
}

const { createThread, vmOperation, vmWrite, duplicateHandle, createProcess, setInformation, suspendResume, vmRead, terminate } =
  processRights

/** Rights that change the process or what runs in it. */
export const writingRights: number = createThread | vmOperation | vmWrite | duplicateHandle | createProcess | setInformation | suspendResume

/** Rights that do more than look at a process from outside. */
export const strongRights: number = writingRights | vmRead | terminate

/** Rights of thread objects as bits of an access mask (winnt.h). */
export const threadRights = { suspendResume: 0x2, setContext: 0x10 } as const

/** True when the mask asks for nothing that could change the process. */
export function isReadOnly(mask: number): boolean {
  return (mask & (writingRights | terminate)) === 0
}
