import type { Event, RegistryOperation } from '@win11mon/schemas'

/**
 * Roots as Sysmon abbreviates them (its manual, "Event ID 12: RegistryEvent"): HKLM, HKU, HKCR, and CurrentControlSet for the
 * numbered control sets. The driver reports the kernel's own names.
 */
const roots: readonly (readonly [RegExp, string])[] = [
  [/^\\registry\\machine\\software\\classes(?=\\|$)/i, 'HKCR'],
  [/^\\registry\\machine\\system\\controlset\d{3}(?=\\|$)/i, 'HKLM\\System\\CurrentControlSet'],
  [/^\\registry\\machine(?=\\|$)/i, 'HKLM'],
  [/^\\registry\\user(?=\\|$)/i, 'HKU'],
]

/** Key and value in one, as Sysmon's TargetObject has them. */
export function registryPath(event: Event): string | null {
  if (event.kind !== 'registry_operation' || event.keyPath === null) return null
  const { keyPath, valueName } = event
  const path = valueName === null ? keyPath : `${keyPath}\\${valueName}`
  const root = path.startsWith('\\') ? roots.find(([expression]) => expression.test(path)) : undefined
  return root === undefined ? path : path.replace(root[0], root[1])
}

const types = { string: 1, expandable: 2, number: 4, longNumber: 11 } as const

/** Sysmon's Details: a text as it is, numbers as `DWORD (0x00000001)`, everything else as `Binary Data`. */
export function registryData(event: Event): string | null {
  if (event.kind !== 'registry_operation') return null
  if (event.dataText !== null) return event.dataText
  return event.data === null || event.dataType === null ? null : dataText(event.data, event.dataType)
}

function dataText(bytes: NonNullable<RegistryOperation['data']>, type: number): string {
  const data = Buffer.from(bytes)
  if (type === types.string || type === types.expandable) return data.toString('utf16le').replace(/\0+$/, '')
  const word = (offset: number): string => `0x${data.readUInt32LE(offset).toString(16).padStart(8, '0')}`
  if (type === types.number && data.length >= 4) return `DWORD (${word(0)})`
  if (type === types.longNumber && data.length >= 8) return `QWORD (${word(4)}-${word(0)})`
  return 'Binary Data'
}
