import type { Event } from '@win11mon/schemas'

const minuteUs = 60_000_000
const minutesPerHour = 60

/** Minutes of hosts in which anything was recorded: silence between two recordings is no time in which nothing was found. */
export class ActiveMinutes {
  readonly #minutes = new Set<string>()

  note(hostId: string, { kind, timeUs }: Event): void {
    // A declared loss is no activity, and its time may be that of the file.
    if (kind !== 'gap') this.#minutes.add(`${hostId} ${Math.floor(timeUs / minuteUs)}`)
  }

  get hostHours(): number {
    return this.#minutes.size / minutesPerHour
  }
}
