import type { HealthReport, Telemetry } from '@win11mon/pipeline'

import type { Config } from '../../settings.ts'
import { stuckAfterMs } from '../service/until-stopped.ts'
import type { GroupWatch } from './group-watch.ts'
import type { PartitionHosting } from './partition-hosting.ts'

export interface HealthSources {
  readonly config: Pick<Config, 'kafka' | 'store' | 'state'>
  readonly group: GroupWatch
  readonly hosting: PartitionHosting
  readonly telemetry: Telemetry
}

/** Ready means that what has work got on with it lately, and that the group was heard of. */
export function reportHealth({ config, group, hosting, telemetry }: HealthSources): HealthReport {
  const [stuckMs, silentMs] = [Math.round(hosting.stuckMs), Math.round(group.silentMs)]
  const isReady = stuckMs < stuckAfterMs && silentMs < stuckAfterMs
  const { received, sent, held } = telemetry.stage('enrich').counts
  const names = { topic: config.kafka.topic, group: config.kafka.group, store: config.store.kind, state: config.state.kind }
  const { partitions, hostCount: hosts } = hosting
  const lag = [...group.lags.values()].reduce((sum, value) => sum + value, 0)
  return { isReady, details: { ready: isReady, ...names, partitions, hosts, lag, received, sent, held, stuckMs, silentMs } }
}
