let rememberedSecond = NaN
let rememberedText = ''

/** ISO 8601 in UTC with microseconds. Events of one second come together, so its text is remembered. */
export function isoTime(timeUs: number): string {
  const second = Math.floor(timeUs / 1_000_000)
  if (second !== rememberedSecond) {
    const date = new Date(second * 1000)
    rememberedText = Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, -4)
    rememberedSecond = second
  }
  if (rememberedText === '') return String(timeUs)
  return `${rememberedText}${String(timeUs - second * 1_000_000).padStart(6, '0')}Z`
}
