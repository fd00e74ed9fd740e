/** A time as a record writes it. */
export interface Stamp {
  /** Microseconds since 1970, read as if the text were UTC when it names no zone. */
  readonly timeUs: number
  /** The text says which zone it is in. */
  readonly hasZone: boolean
}

const isoPattern = /^\s*(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?\s*(Z|UTC|[+-]\d\d:?\d\d)?\s*$/i

/** The only shape Sysmon writes, `2020-10-19 02:56:14.283`, is read without a regular expression: it is on the hot path. */
const sysmonLength = 23

/** Reads `2020-10-19 02:56:14.283`, ISO 8601 with or without zone and up to nanoseconds, and numbers of seconds, ms or us. */
export function parseTime(value: unknown): Stamp | null {
  if (typeof value === 'number') return parseEpoch(value)
  if (typeof value !== 'string') return null
  if (value.length === sysmonLength && value.charCodeAt(10) === 32) {
    const timeUs = parseSysmonTime(value)
    if (timeUs !== null) return { timeUs, hasZone: false }
  }
  return parseIso(value)
}

function parseSysmonTime(text: string): number | null {
  const year = digits(text, 0, 4)
  const month = digits(text, 5, 7)
  const day = digits(text, 8, 10)
  const hour = digits(text, 11, 13)
  const minute = digits(text, 14, 16)
  const second = digits(text, 17, 19)
  const millisecond = digits(text, 20, 23)
  if (Math.min(year, month, day, hour, minute, second, millisecond) < 0) return null
  const separators = text.charCodeAt(4) === 45 && text.charCodeAt(7) === 45 && text.charCodeAt(13) === 58 && text.charCodeAt(16) === 58
  if (!separators || text.charCodeAt(19) !== 46) return null
  return calendarUs([year, month, day, hour, minute, second], millisecond * 1000)
}

/** The number between two positions; -1 when a character is no digit. */
function digits(text: string, from: number, to: number): number {
  let value = 0
  for (let index = from; index < to; index++) {
    const digit = text.charCodeAt(index) - 48
    if (digit < 0 || digit > 9) return -1
    value = value * 10 + digit
  }
  return value
}

function parseIso(text: string): Stamp | null {
  const match = isoPattern.exec(text)
  if (match === null) return null
  const parts = match.slice(1, 7).map(Number)
  const fractionUs = Number((match[7] ?? '').padEnd(6, '0').slice(0, 6))
  const timeUs = calendarUs(parts, fractionUs)
  if (timeUs === null) return null
  const zone = match[8]
  return { timeUs: timeUs - zoneOffsetUs(zone), hasZone: zone !== undefined }
}

function zoneOffsetUs(zone: string | undefined): number {
  if (zone === undefined || /^[zu]/i.test(zone)) return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000_000
}

/** Null when a part is out of range: the 31st of February is no time. */
function calendarUs(parts: readonly number[], fractionUs: number): number | null {
  const [year = 0, month = 0, day = 0, ...time] = parts
  const [hour = 0, minute = 0, second = 0] = time
  if (hour > 23 || minute > 59 || second > 60 || !isDay(year, month, day)) return null
  return Date.UTC(year, month - 1, day, hour, minute, second) * 1000 + fractionUs
}

function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false
  return day <= 28 || day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
}

/** Numbers carry no unit; their size tells it for every time between 1973 and 5138. */
function parseEpoch(value: number): Stamp | null {
  if (!Number.isFinite(value) || value <= 0) return null
  if (value < 1e11) return { timeUs: Math.round(value * 1_000_000), hasZone: true }
  if (value < 1e14) return { timeUs: Math.round(value * 1000), hasZone: true }
  return value < 1e17 ? { timeUs: Math.round(value), hasZone: true } : null
}
