import type { Event } from '@win11mon/schemas'

import { registryData } from '../windows/registry-forms.ts'

/** The number that was written, however the source writes numbers; null for texts and where the source does not say. */
export function writtenNumber(event: Event): number | null {
  const text = registryData(event)?.trim() ?? ''
  const hexadecimal = /0x(?<digits>[0-9a-f]+)\)?$/iu.exec(text)?.groups?.['digits']
  if (hexadecimal !== undefined) return Number.parseInt(hexadecimal, 16)
  return /^\d+$/u.test(text) ? Number(text) : null
}

/** The text that was written; null where the source does not say. */
export function writtenText(event: Event): string | null {
  return registryData(event)
}
