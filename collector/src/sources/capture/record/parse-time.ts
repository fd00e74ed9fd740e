/** A time as a record writes it. */
export interface Stamp {
  /** Microseconds since 1970, read as if the text were UTC when it names no zone. */
  readonly timeUs: number
  /** The text says which zone it is in. */
  readonly hasZone: boolean
}

/** `Z`, `+0100`, `+01:00`, `-0930`, ` UTC`. */
const zonePattern = /^\s*(?:(Z|UTC|GMT)|([+-])(\d\d):?(\d\d)?)\s*$/i
/** What PowerShell 5 makes of a date: milliseconds since 1970 in UTC, whatever offset stands beside them. */
const jsonDatePattern = /^\\?\/Date\((-?\d{1,16})(?:[+-]\d{4})?\)\\?\/$/
const numberPattern = /^\d{9,20}(?:\.\d{1,9})?$/

const digitZero = 48
const point = 46
const comma = 44
const space = 32
const letterT = 84

/**
 * Reads `2020-10-19 02:56:14.283`, ISO 8601 with or without zone and up to nanoseconds, numbers of seconds, ms, us or ns
 * since 1970 or of 100 ns since 1601, as numbers or as text, and `/Date(1741082401123)/`. Null for everything else, and for
 * times too far from 1970 to be counted in microseconds exactly (before 1684, after 2255).
 */
export function parseTime(value: unknown): Stamp | null {
  if (typeof value === 'number') return parseEpoch(value)
  if (typeof value !== 'string') return null
  return parseCalendar(value) ?? parseOther(value)
}

/** Read character by character: it is on the hot path. */
function parseCalendar(text: string): Stamp | null {
  const timeUs = calendarUs(text)
  if (timeUs === null) return null
  const fractionEnd = endOfFraction(text)
  if (fractionEnd === text.length) return { timeUs: timeUs + fractionUs(text, fractionEnd), hasZone: false }
  return withZone(timeUs + fractionUs(text, fractionEnd), text.slice(fractionEnd))
}

function withZone(timeUs: number, rest: string): Stamp | null {
  if (rest === 'Z') return { timeUs, hasZone: true }
  if (rest.trim() === '') return { timeUs, hasZone: false }
  const match = zonePattern.exec(rest)
  if (match === null) return null
  const [, isUtc, sign, hours, minutes = '00'] = match
  if (isUtc !== undefined) return { timeUs, hasZone: true }
  const offsetUs = (Number(hours) * 60 + Number(minutes)) * 60_000_000
  return { timeUs: sign === '-' ? timeUs + offsetUs : timeUs - offsetUs, hasZone: true }
}

/** `yyyy-mm-dd hh:mm:ss` at the start of the text; null when it is none, or names a day or hour that does not exist. */
function calendarUs(text: string): number | null {
  const year = digits(text, 0, 4)
  const month = digits(text, 5, 7)
  const day = digits(text, 8, 10)
  const hour = digits(text, 11, 13)
  const minute = digits(text, 14, 16)
  const second = digits(text, 17, 19)
  if (Math.min(year, month, day, hour, minute, second) < 0 || !hasSeparators(text)) return null
  if (hour > 23 || minute > 59 || second > 60 || !isDay(year, month, day)) return null
  const timeUs = Date.UTC(year, month - 1, day, hour, minute, second) * 1000
  // Years below 100 would be taken for years of the last century; they are out of range anyway.
  return year >= 100 && Number.isSafeInteger(timeUs) ? timeUs : null
}

function hasSeparators(text: string): boolean {
  const between = text.charCodeAt(10)
  return (
    text.charCodeAt(4) === 45 &&
    text.charCodeAt(7) === 45 &&
    (between === space || between === letterT) &&
    text.charCodeAt(13) === 58 &&
    text.charCodeAt(16) === 58
  )
}

/** The number between two positions; -1 when a character is no digit. */
function digits(text: string, from: number, to: number): number {
  let value = 0
  for (let index = from; index < to; index++) {
    const digit = text.charCodeAt(index) - digitZero
    // Past the end of the text the difference is not a number.
    if (!(digit >= 0 && digit <= 9)) return -1
    value = value * 10 + digit
  }
  return value
}

const secondsEnd = 19

function endOfFraction(text: string): number {
  const mark = text.charCodeAt(secondsEnd)
  if (mark !== point && mark !== comma) return secondsEnd
  let end = secondsEnd + 1
  while (digits(text, end, end + 1) >= 0) end += 1
  return end
}

/** Microseconds in the last place of a fraction of so many digits. */
const scales = [1, 100_000, 10_000, 1000, 100, 10, 1]

function fractionUs(text: string, end: number): number {
  const digitCount = Math.min(end - secondsEnd - 1, 6)
  return digitCount <= 0 ? 0 : digits(text, secondsEnd + 1, secondsEnd + 1 + digitCount) * (scales[digitCount] ?? 1)
}

function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false
  return day <= 28 || day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
}

function parseOther(value: string): Stamp | null {
  const text = value.trim()
  const milliseconds = jsonDatePattern.exec(text)?.[1]
  if (milliseconds !== undefined) return utc(Number(milliseconds) * 1000)
  return text !== value ? parseTime(text) : numberPattern.test(text) ? parseEpoch(Number(text)) : null
}

/** 1601 in microseconds before 1970. */
const fileTimeEpochUs = 11_644_473_600_000_000

/** Numbers carry no unit; their size tells it for every time between 1973 and 2255. */
function parseEpoch(value: number): Stamp | null {
  if (!Number.isFinite(value) || value <= 0) return null
  if (value < 1e11) return utc(value * 1_000_000)
  if (value < 1e14) return utc(value * 1000)
  if (value < 1e17) return utc(value)
  return value < 3e17 ? utc(value / 10 - fileTimeEpochUs) : utc(value / 1000)
}

function utc(timeUs: number): Stamp | null {
  const rounded = Math.round(timeUs)
  return Number.isSafeInteger(rounded) ? { timeUs: rounded, hasZone: true } : null
}
