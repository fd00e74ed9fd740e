/** Integrity levels as the RID of their SID, the form in which events carry them. Documented as SECURITY_MANDATORY_*_RID. */
export const integrityLevels = { low: 0x1000, medium: 0x2000, high: 0x3000, system: 0x4000 } as const
