/** Integrity levels as the RID of their SID, the form in which events carry them. Documented as SECURITY_MANDATORY_*_RID. */
export const integrityLevels = { low: 0x1000, medium: 0x2000, high: 0x3000, system: 0x4000 } as const

/** Logon session of the machine itself: SYSTEM_LUID of the Windows headers. */
const systemLogonId = '0x3e7'

/** Parts of what a report of a start says that rights can be told from. */
export interface RightsReport {
  readonly integrityLevel: number | null
  readonly logonId: string | null
  readonly tokenElevation: string | null
}

/**
 * The integrity level as the report gives it. Windows before 10 reports none: there the type of the token tells the two halves
 * of an administrator apart (%%1937 full, %%1938 limited), and one that has no halves (%%1936) in the session of the machine is
 * System's. The session alone is that of the caller, who may have acted for a person. Null when nothing tells.
 */
export function reportedIntegrity({ integrityLevel, logonId, tokenElevation }: RightsReport): number | null {
  if (integrityLevel !== null || tokenElevation === null) return integrityLevel
  if (tokenElevation.includes('%%1937')) return integrityLevels.high
  if (tokenElevation.includes('%%1938')) return integrityLevels.medium
  return tokenElevation.includes('%%1936') && logonId === systemLogonId ? integrityLevels.system : null
}
