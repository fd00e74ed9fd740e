import type { Event, RegistryOperation } from '@win11mon/schemas'

import type { ProcessReference } from '../tree/marks.ts'
import { imageKey } from '../windows/image-path.ts'
import { registryData } from '../windows/registry-forms.ts'
import { registryKey } from '../windows/registry-path.ts'

const driverEnding = '.sys'
/** Where a service, and so a driver, says what its file is. */
const services = 'hklm\\system\\currentcontrolset\\services\\'
const imagePathValue = '\\imagepath'

/**
 * The driver that an event brings to its host: the file written, or named as that of a service. It stands where others have the
 * process acted on; no process has its pid.
 */
export function driverOf(event: Event): ProcessReference | null {
  const path = event.kind === 'file_create' ? event.filePath : event.kind === 'registry_operation' ? servicePath(event) : null
  if (path === null || path.slice(-driverEnding.length).toLowerCase() !== driverEnding) return null
  return { processId: 0, startUs: null, timeUs: event.timeUs, image: imageKey(path), role: 'mention' }
}

/** The driver's own events have the value apart from the key, those of captures in one. */
function servicePath(event: RegistryOperation): string | null {
  const { operation, keyPath, valueName } = event
  if (operation !== 'set_value' || keyPath === null) return null
  // Most values are told from their length, or from where their name would begin, before a text is made.
  const isImagePath = valueName === null ? endsInValue(keyPath) : valueName.length === imagePathValue.length - 1
  if (!isImagePath) return null
  const path = valueName === null ? keyPath : `${keyPath}\\${valueName}`
  if (!path.toLowerCase().endsWith(imagePathValue) || !registryKey(path).startsWith(services)) return null
  return registryData(event)?.trim() ?? null
}

function endsInValue(path: string): boolean {
  return path.charAt(path.length - imagePathValue.length) === '\\'
}
