import type { FamilyName } from './families.ts'

/** Versions of the families' mappings. A new one is for changes that documents of the old one cannot be read with. */
export const indexVersion = 1

const dayUs = 86_400_000_000
/** Days that have an index of their own; what is older or further ahead shares one a year, so that no clock can fill a cluster with indices. */
const daysBack = 45
const daysAhead = 2
/** Years that are told apart: an event beyond goes to the nearest. */
const firstYear = 1970
const lastYear = 2100

/** Where the documents of each family are. */
export interface IndexNames {
  /** The one index of a family that is not kept by day. */
  of(family: FamilyName): string
  /** The index of an event of that time: a function of the time alone for as long as the event can come again. */
  ofEvent(timeUs: number): string
  /** For searches: every index of a family. */
  all(family: FamilyName): string
}

/** `nowUs` only decides which events are so far off that they have no index of their day; names are made anew for each bulk. */
export function createIndexNames(prefix: string, nowUs: number): IndexNames {
  const base = (family: FamilyName): string => `${prefix}-${family.replaceAll('_', '-')}-v${indexVersion}`
  const today = Math.floor(nowUs / dayUs)
  const names = new Map<number, string>()

  function eventIndex(day: number): string {
    const isNear = day >= today - daysBack && day <= today + daysAhead
    const text = isNear ? new Date(day * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '.') : yearOf(day)
    return `${base('events')}-${text}`
  }

  return {
    of: base,
    all: (family) => (family === 'events' ? `${base(family)}-*` : base(family)),
    ofEvent(timeUs) {
      const day = Math.floor(timeUs / dayUs)
      const known = names.get(day)
      if (known !== undefined) return known
      const name = eventIndex(day)
      names.set(day, name)
      return name
    },
  }
}

function yearOf(day: number): number {
  const year = new Date(day * 86_400_000).getUTCFullYear()
  return Number.isNaN(year) ? lastYear : Math.min(Math.max(year, firstYear), lastYear)
}

/** When the last event of an index of events may be from, microseconds since 1970; undefined for an index of something else. */
export function lastTimeOf(name: string): number | undefined {
  const [, year = '', month, day] = /-events-v\d+-(\d{4})(?:\.(\d\d)\.(\d\d))?$/u.exec(name) ?? []
  if (year === '') return undefined
  const endMs = month === undefined ? Date.UTC(Number(year) + 1, 0, 1) : Date.UTC(Number(year), Number(month) - 1, Number(day) + 1)
  return endMs * 1000
}
