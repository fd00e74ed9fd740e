const quarterHourUs = 15 * 60 * 1_000_000
/** Equal measurements needed before a clock that is known is believed to have been set. */
const changesNeeded = 3

/** What a measurement says about the events that wait for it. */
export type ClockNews =
  /** The offset is known now, or is still what it was. */
  | 'confirmed'
  /** It may have changed: a late record looks the same, and the next measurements tell. */
  | 'doubtful'
  /** It has changed. */
  | 'changed'

/** Both offsets around a change, and the UTC times between which it took place. */
export interface ClockChange {
  readonly beforeUs: number
  readonly afterUs: number
  readonly lastBeforeUs: number
  readonly firstAfterUs: number
}

/** What is known of one stamp of one host. */
export interface KnownClock {
  /** What to add to a stamp. */
  readonly offsetUs: number
  /** UTC time of the last measurement that agreed. */
  readonly measuredUs: number
  /** The latest change. */
  readonly change: ClockChange | null
}

/**
 * Knows how far the time stamps of a host are from UTC. Some exporters write local time without a zone, and some write
 * local time and claim it is UTC; Sysmon's own UtcTime beside such a stamp gives it away. Zones differ by quarter hours,
 * so what is measured is rounded to those and late delivery does not disturb it.
 */
export interface HostClock {
  /** A record states both the true time and the stamp. */
  observe(key: string, utcUs: number, stampUs: number): ClockNews
  /** Undefined while nothing was measured. */
  known(key: string): KnownClock | undefined
}

interface Measured {
  offsetUs: number
  measuredUs: number
  change: ClockChange | null
  candidate: { readonly offsetUs: number; readonly firstUs: number; count: number } | null
}

export function createHostClock(): HostClock {
  const measured = new Map<string, Measured>()
  return {
    observe(key, utcUs, stampUs) {
      const offsetUs = roundToQuarterHour(utcUs - stampUs)
      const known = measured.get(key)
      if (known === undefined) measured.set(key, { offsetUs, measuredUs: utcUs, change: null, candidate: null })
      else if (known.offsetUs !== offsetUs) return considerChange(known, offsetUs, utcUs)
      else {
        known.candidate = null
        known.measuredUs = utcUs
      }
      return 'confirmed'
    },
    known: (key) => measured.get(key),
  }
}

/** One late record is no new zone; several in a row are. */
function considerChange(known: Measured, offsetUs: number, utcUs: number): ClockNews {
  if (known.candidate?.offsetUs === offsetUs) known.candidate.count += 1
  else known.candidate = { offsetUs, firstUs: utcUs, count: 1 }
  if (known.candidate.count < changesNeeded) return 'doubtful'
  known.change = { beforeUs: known.offsetUs, afterUs: offsetUs, lastBeforeUs: known.measuredUs, firstAfterUs: known.candidate.firstUs }
  known.offsetUs = offsetUs
  known.measuredUs = utcUs
  known.candidate = null
  return 'changed'
}

export function roundToQuarterHour(differenceUs: number): number {
  return Math.round(differenceUs / quarterHourUs) * quarterHourUs
}
