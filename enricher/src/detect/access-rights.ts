/** Access rights of process objects (winnt.h). Rules match bits, never whole masks as text. */
export const processRights = {
  terminate: 0x1,
  createThread: 0x2,
  vmOperation: 0x8,
  vmRead: 0x10,
  vmWrite: 0x20,
  duplicateHandle: 0x40,
  createProcess: 0x80,
  setQuota: 0x100,
  setInformation: 0x200,
  queryInformation: 0x400,
  suspendResume: 0x800,
  queryLimitedInformation: 0x1000,
  synchronize: 0x100000,
} as const

/** PROCESS_ALL_ACCESS since Windows Vista, and its older value that managed code still asks for. */
export const allAccess = 0x1fffff
const olderAllAccess = 0x1f3fff

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
