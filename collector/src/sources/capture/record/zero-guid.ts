/** Sysmon writes zeros for processes it does not know: one GUID for many. */
export function isZeroGuid(guid: string): boolean {
  return /^[0-]+$/.test(guid)
}
