const ticksPerSecond = 10_000_000
const secondsPerDay = 86_400
/** Days from 1601 to 1970. */
const epochDays = 134_774
/** 2^32 ticks are this many seconds and ticks. */
const highSeconds = 429
const highTicks = 4_967_296
/** Days from 1601 to the year 10000, from which on no time is written as text. */
const endDay = 3_067_671
/** Up to here every intermediate number is exact; it lies behind the year 10000. */
const endHigh = 0x2500_0000

let lastDay = Number.NaN
let lastDayText = ''

/** `2021-04-26T15:03:05.9922301Z`, of a number of 100 ns since 1601. What lies beyond the year 9999 is given as that number. */
export function fileTimeText(view: DataView, offset: number): string {
  const high = view.getUint32(offset + 4, true)
  if (high >= endHigh) return String(view.getBigUint64(offset, true))
  const ticks = high * highTicks + view.getUint32(offset, true)
  const seconds = high * highSeconds + Math.floor(ticks / ticksPerSecond)
  const day = Math.floor(seconds / secondsPerDay)
  if (day >= endDay) return String(view.getBigUint64(offset, true))
  return `${dayText(day)}T${clockText(seconds - day * secondsPerDay)}.${padded(ticks % ticksPerSecond, 7)}Z`
}

/** `2021-04-26T15:03:05.992Z`. The parts are given as they are, so that a date that is none is not taken for another. */
export function systemTimeText(view: DataView, offset: number): string {
  const part = (index: number): number => view.getUint16(offset + index * 2, true)
  const date = `${padded(part(0), 4)}-${padded(part(1), 2)}-${padded(part(3), 2)}`
  return `${date}T${padded(part(4), 2)}:${padded(part(5), 2)}:${padded(part(6), 2)}.${padded(part(7), 3)}Z`
}

/** The records of a log share their days. */
function dayText(day: number): string {
  if (day === lastDay) return lastDayText
  lastDay = day
  lastDayText = new Date((day - epochDays) * secondsPerDay * 1000).toISOString().slice(0, 10)
  return lastDayText
}

function clockText(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  return `${padded(Math.floor(minutes / 60), 2)}:${padded(minutes % 60, 2)}:${padded(seconds % 60, 2)}`
}

function padded(value: number, digits: number): string {
  return String(value).padStart(digits, '0')
}
