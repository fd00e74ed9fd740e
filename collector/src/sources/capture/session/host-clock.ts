const quarterHourUs = 15 * 60 * 1_000_000
/** Equal measurements needed before a clock that is known is believed to have been set. */
const changesNeeded = 3

interface Measured {
  offsetUs: number
  candidateUs: number
  candidateCount: number
}

/**
 * Knows how far the time stamps of a host are from UTC. Some exporters write local time without a zone, and some write
 * local time and claim it is UTC; Sysmon's own UtcTime beside such a stamp gives it away. Zones differ by quarter hours,
 * so what is measured is rounded to those and late delivery does not disturb it.
 */
export interface HostClock {
  /** A record states both the true time and the stamp. */
  observe(key: string, utcUs: number, stampUs: number): void
  /** What to add to a stamp; undefined while nothing was measured. */
  offsetUs(key: string): number | undefined
}

export function createHostClock(): HostClock {
  const measured = new Map<string, Measured>()
  return {
    observe(key, utcUs, stampUs) {
      const offsetUs = roundToQuarterHour(utcUs - stampUs)
      const known = measured.get(key)
      if (known === undefined) measured.set(key, { offsetUs, candidateUs: offsetUs, candidateCount: 0 })
      else if (known.offsetUs !== offsetUs) considerChange(known, offsetUs)
      else known.candidateCount = 0
    },
    offsetUs: (key) => measured.get(key)?.offsetUs,
  }
}

/** One late record is no new zone; several in a row are. */
function considerChange(known: Measured, offsetUs: number): void {
  known.candidateCount = known.candidateUs === offsetUs ? known.candidateCount + 1 : 1
  known.candidateUs = offsetUs
  if (known.candidateCount < changesNeeded) return
  known.offsetUs = offsetUs
  known.candidateCount = 0
}

export function roundToQuarterHour(differenceUs: number): number {
  return Math.round(differenceUs / quarterHourUs) * quarterHourUs
}
