/** Sysmon writes "Image is replaced" for a hollowed process and "Image is locked for access" for a file nobody may read. */
export function isReplaced(tamperingType: string | null): boolean {
  return tamperingType?.toLowerCase().includes('replaced') === true
}
