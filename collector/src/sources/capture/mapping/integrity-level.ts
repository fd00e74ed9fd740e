const levelsByName: ReadonlyMap<string, number> = new Map([
  ['untrusted', 0x0000],
  ['low', 0x1000],
  // An AppContainer token runs at the low level; Sysmon names the container instead.
  ['appcontainer', 0x1000],
  ['medium', 0x2000],
  ['mediumplus', 0x2100],
  ['high', 0x3000],
  ['system', 0x4000],
  ['protected', 0x5000],
])

/** The RID of an integrity level written as Sysmon's word or as a SID, `S-1-16-8192`; null when it is neither. */
export function parseIntegrityLevel(text: string | null): number | null {
  if (text === null) return null
  const rid = /^S-1-16-(\d{1,6})$/i.exec(text)?.[1]
  return rid === undefined ? (levelsByName.get(text.toLowerCase()) ?? null) : Number(rid)
}
