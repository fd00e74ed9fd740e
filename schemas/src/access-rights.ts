/** One right as bits of an access mask, with the words that people read. */
export interface AccessRight {
  readonly mask: number
  readonly name: string
}

/** Types of objects whose rights we name; `HandleObjectType` without what is not known. */
export type AccessObjectType = 'process' | 'thread' | 'desktop'

/** Rights that every type of object has (winnt.h: standard rights, what only requests hold, generic rights). */
const commonRights: readonly AccessRight[] = [
  { mask: 0x1_0000, name: 'delete' },
  { mask: 0x2_0000, name: 'read control' },
  { mask: 0x4_0000, name: 'write dac' },
  { mask: 0x8_0000, name: 'write owner' },
  { mask: 0x10_0000, name: 'synchronize' },
  { mask: 0x100_0000, name: 'access system security' },
  { mask: 0x200_0000, name: 'maximum allowed' },
  { mask: 0x1000_0000, name: 'generic all' },
  { mask: 0x2000_0000, name: 'generic execute' },
  { mask: 0x4000_0000, name: 'generic write' },
  { mask: 0x8000_0000, name: 'generic read' },
]

/** The rights of each type of object, lowest bit first (winnt.h PROCESS_*, THREAD_*; winuser.h DESKTOP_*). */
export const accessRights: Readonly<Record<AccessObjectType, readonly AccessRight[]>> = {
  process: [
    { mask: 0x1, name: 'terminate' },
    { mask: 0x2, name: 'create thread' },
    { mask: 0x4, name: 'set session id' },
    { mask: 0x8, name: 'vm operation' },
    { mask: 0x10, name: 'vm read' },
    { mask: 0x20, name: 'vm write' },
    { mask: 0x40, name: 'duplicate handle' },
    { mask: 0x80, name: 'create process' },
    { mask: 0x100, name: 'set quota' },
    { mask: 0x200, name: 'set information' },
    { mask: 0x400, name: 'query information' },
    { mask: 0x800, name: 'suspend resume' },
    { mask: 0x1000, name: 'query limited information' },
    { mask: 0x2000, name: 'set limited information' },
    ...commonRights,
  ],
  thread: [
    { mask: 0x1, name: 'terminate' },
    { mask: 0x2, name: 'suspend resume' },
    { mask: 0x4, name: 'alert' },
    { mask: 0x8, name: 'get context' },
    { mask: 0x10, name: 'set context' },
    { mask: 0x20, name: 'set information' },
    { mask: 0x40, name: 'query information' },
    { mask: 0x80, name: 'set thread token' },
    { mask: 0x100, name: 'impersonate' },
    { mask: 0x200, name: 'direct impersonation' },
    { mask: 0x400, name: 'set limited information' },
    { mask: 0x800, name: 'query limited information' },
    { mask: 0x1000, name: 'resume' },
    ...commonRights,
  ],
  desktop: [
    { mask: 0x1, name: 'read objects' },
    { mask: 0x2, name: 'create window' },
    { mask: 0x4, name: 'create menu' },
    { mask: 0x8, name: 'hook control' },
    { mask: 0x10, name: 'journal record' },
    { mask: 0x20, name: 'journal playback' },
    { mask: 0x40, name: 'enumerate' },
    { mask: 0x80, name: 'write objects' },
    { mask: 0x100, name: 'switch desktop' },
    ...commonRights,
  ],
}

/** Masks that stand for everything: *_ALL_ACCESS, and for processes the older value that managed code still asks for. */
export const fullAccess: Readonly<Record<AccessObjectType, readonly number[]>> = {
  process: [0x1f_ffff, 0x1f_3fff, 0x1f_0fff],
  thread: [0x1f_ffff, 0x1f_03ff],
  desktop: [0xf_01ff],
}

/** The type whose rights a mask has; a source that does not say the type reports processes. */
export function accessObjectType(objectType: string | null | undefined): AccessObjectType {
  return objectType === 'thread' || objectType === 'desktop' ? objectType : 'process'
}

/**
 * The rights of a mask in words, `vm read, query information`; `all access` where it is everything, `none` where it is
 * nothing. Bits without a name stand at the end as a number.
 */
export function accessText(mask: number, objectType?: string | null): string {
  const type = accessObjectType(objectType)
  if (mask === 0) return 'none'
  if (fullAccess[type].includes(mask)) return 'all access'
  const held = accessRights[type].filter((right) => (mask & right.mask) !== 0)
  const rest = held.reduce((left, right) => left & ~right.mask, mask) >>> 0
  return [...held.map(({ name }) => name), ...(rest === 0 ? [] : [`0x${rest.toString(16)}`])].join(', ')
}
