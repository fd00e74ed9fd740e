import type { Event, IoringScan } from '@win11mon/schemas'

/** A scan that found rings. */
export function foundRings(event: Event): event is IoringScan {
  return event.kind === 'ioring_scan' && event.handleCount > 0
}

/** A scan that found rings whose buffers are not as they should be. */
export function foundViolations(event: Event): event is IoringScan {
  return foundRings(event) && event.violationFlags !== 0
}
