const hourUs = 3600 * 1_000_000
const dayUs = 24 * hourUs
/** No zone of the last decades set its clocks at another hour of the night (tz database: 00:00 to 04:00 local time). */
const lastHour = 4

/** Whether a change of daylight saving fits between two moments of local time, in either order. */
export function mayHaveChangedBetween(oneUs: number, otherUs: number): boolean {
  const firstUs = Math.min(oneUs, otherUs)
  const lastUs = Math.max(oneUs, otherUs)
  if (lastUs - firstUs >= dayUs) return true
  for (let hour = 0; hour <= lastHour; hour += 1) {
    const nextUs = Math.ceil((firstUs - hour * hourUs) / dayUs) * dayUs + hour * hourUs
    if (nextUs > firstUs && nextUs <= lastUs) return true
  }
  return false
}
