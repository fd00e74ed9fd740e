/** Integrity levels in words, by the RID of their SID (winnt.h SECURITY_MANDATORY_*_RID). */
export const integrityLevelNames: ReadonlyMap<number, string> = new Map([
  [0x0000, 'untrusted'],
  [0x1000, 'low'],
  [0x2000, 'medium'],
  [0x2100, 'medium+'],
  [0x3000, 'high'],
  [0x4000, 'system'],
  [0x5000, 'protected'],
])
