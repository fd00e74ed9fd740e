import type { Event } from '@win11mon/schemas'

export interface HostActivity {
  events: number
  firstTimeUs: number
  lastTimeUs: number
}

/** Counts the events of each host and notes the first and the last of them. */
export interface ActivityLog {
  note(event: Event, host: { readonly hostId: string }): void
  of(hostId: string): Readonly<HostActivity>
}

const none: Readonly<HostActivity> = { events: 0, firstTimeUs: Infinity, lastTimeUs: -Infinity }

export function createActivityLog(): ActivityLog {
  const activities = new Map<string, HostActivity>()
  return {
    note(event, { hostId }) {
      const activity = activities.get(hostId) ?? { ...none }
      activities.set(hostId, activity)
      activity.events += 1
      // A declared loss is no activity of the host, and its time may be that of the file.
      if (event.kind === 'gap') return
      activity.firstTimeUs = Math.min(activity.firstTimeUs, event.timeUs)
      activity.lastTimeUs = Math.max(activity.lastTimeUs, event.timeUs)
    },
    of: (hostId) => activities.get(hostId) ?? none,
  }
}
