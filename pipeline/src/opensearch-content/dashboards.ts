import { alerts, handles, ioring } from './finding-dashboards.ts'
import { fleet, processes } from './fleet-dashboards.ts'
import type { Dashboard } from './panel.ts'

export const dashboards: readonly Dashboard[] = [fleet, processes, ioring, handles, alerts]

/** What a family's documents are placed in time by; the others are looked at whole. */
export const timeFields: Readonly<Record<string, string>> = {
  events: '@timestamp',
  alerts: '@timestamp',
  gaps: 'win11mon.gap.last_time',
  processes: 'process.start',
}
