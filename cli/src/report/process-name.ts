import { sanitize } from '../terminal/sanitize.ts'

/** Name of the image and process id: `explorer.exe 4188`. Safe to print. */
export function processName(process: { readonly executable: string | null; readonly pid: number | null }): string {
  const { executable, pid } = process
  const name = executable === null ? 'unknown' : (executable.split(/[\\/]/).at(-1) ?? executable)
  return pid === null ? sanitize(name) : `${sanitize(name)} ${pid}`
}

const integrityNames: ReadonlyMap<number, string> = new Map([
  [0x0000, 'untrusted'],
  [0x1000, 'low'],
  [0x2000, 'medium'],
  [0x2100, 'medium+'],
  [0x3000, 'high'],
  [0x4000, 'system'],
  [0x5000, 'protected'],
])

/** Name of an integrity level given as RID. */
export function integrityName(level: number): string {
  return integrityNames.get(level) ?? `integrity 0x${level.toString(16)}`
}
