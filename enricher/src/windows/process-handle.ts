import type { HandleCreate, HandleDuplicate } from '@win11mon/schemas'

/** Thread and desktop handles have other rights under the same bits. Sources that do not say the type report processes. */
export function isProcessHandle({ objectType }: HandleCreate | HandleDuplicate): boolean {
  return objectType === 'process' || objectType === 'unknown'
}

/** The rights that the handle gives, as far as the event says: those granted, else those asked for. */
export function accessOf({ grantedAccess, desiredAccess }: HandleCreate | HandleDuplicate): number | null {
  return grantedAccess ?? desiredAccess
}
