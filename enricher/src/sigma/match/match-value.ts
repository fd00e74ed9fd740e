import { BlockList, isIP } from 'node:net'

import type { Comparison, Matcher, ReferencePlace, TimePart } from '../language/expression.ts'
import { fold } from '../language/fold.ts'
import { literalOf } from '../language/pattern.ts'

type Ordered = (left: number, right: number) => boolean

const orders: Readonly<Record<Comparison, Ordered>> = {
  lt: (left, right) => left < right,
  lte: (left, right) => left <= right,
  gt: (left, right) => left > right,
  gte: (left, right) => left >= right,
  eq: (left, right) => left === right,
}

export function compares(text: string, comparison: Comparison, value: number): boolean {
  return text.trim() !== '' && orders[comparison](Number(text), value)
}

const dayMs = 86_400_000

const readers: Readonly<Record<TimePart, (time: Date) => number>> = {
  minute: (time) => time.getUTCMinutes(),
  hour: (time) => time.getUTCHours(),
  day: (time) => time.getUTCDate(),
  week: weekOf,
  month: (time) => time.getUTCMonth() + 1,
  year: (time) => time.getUTCFullYear(),
}

/** Number of the week by ISO 8601: the one with the year's first Thursday is the first. */
function weekOf(time: Date): number {
  const thursday = new Date(Date.UTC(time.getUTCFullYear(), time.getUTCMonth(), time.getUTCDate()) + (4 - (time.getUTCDay() || 7)) * dayMs)
  return Math.ceil(((thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / dayMs + 1) / 7)
}

export function comparesTime(text: string, part: TimePart, comparison: Comparison, value: number): boolean {
  const hasZone = /(?:Z|[+-]\d{2}:?\d{2})$/.test(text.slice(10))
  const timeMs = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(text) ? Date.parse(hasZone ? text : `${text.replace(' ', 'T')}Z`) : NaN
  return !Number.isNaN(timeMs) && orders[comparison](readers[part](new Date(timeMs)), value)
}

export function networkOf(network: string): (address: string) => boolean {
  const [address = '', prefix = ''] = network.split('/')
  const list = new BlockList()
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
  list.addSubnet(address, Number(prefix), family)
  return (text) => {
    const version = isIP(text)
    return version !== 0 && list.check(text, version === 6 ? 'ipv6' : 'ipv4')
  }
}

export function refersTo(text: string, other: string, place: ReferencePlace, isCased: boolean): boolean {
  const [left, right] = isCased ? [text, other] : [fold(text), fold(other)]
  if (place === 'contains') return left.includes(right)
  if (place === 'startswith') return left.startsWith(right)
  return place === 'endswith' ? left.endsWith(right) : left === right
}

/** What records of a log hold where nothing is known, so that a test for it also means a value that is not there. */
export function meansUnknown(matcher: Matcher): boolean {
  const text = matcher.type === 'text' ? literalOf(matcher.pattern) : undefined
  return text === '' || text === '-'
}
