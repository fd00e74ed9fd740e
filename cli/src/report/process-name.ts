import { integrityLevelNames } from '@win11mon/schemas'

import { sanitize } from '../terminal/sanitize.ts'

/** Name of the image and process id: `explorer.exe 4188`. Safe to print. */
export function processName(process: { readonly executable: string | null; readonly pid: number | null }): string {
  const { executable, pid } = process
  const name = executable === null ? 'unknown' : (executable.split(/[\\/]/).at(-1) ?? executable)
  return pid === null ? sanitize(name) : `${sanitize(name)} ${pid}`
}

/** Name of an integrity level given as RID. */
export function integrityName(level: number): string {
  return integrityLevelNames.get(level) ?? `integrity 0x${level.toString(16)}`
}
