import { type HealthReport, type HealthServer, type Metrics, openHealthServer } from '@win11mon/pipeline'

import type { Config } from '../../settings.ts'

/** The server of metrics and health, when somebody wants one. */
export async function openHealth(
  { metrics: { address, expose } }: Config,
  report: () => HealthReport,
  metrics: Metrics,
): Promise<HealthServer | undefined> {
  return address === '' ? undefined : await openHealthServer({ address, isExposed: expose, report, metricsText: () => metrics.text() })
}
