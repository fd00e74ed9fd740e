import type { Document } from '@win11mon/pipeline'

import type { HostState } from '../host-state.ts'
import { isoTime } from './time.ts'

export function hostDocument(host: HostState): Document {
  const doc = {
    host: { id: host.hostId, name: host.hostName },
    win11mon: {
      last_event: Number.isFinite(host.newestUs) ? isoTime(host.newestUs) : null,
      boots: host.tree.bootTimesUs.map(isoTime),
      alerts: host.alerts.counts,
    },
  }
  return { family: 'hosts', id: host.hostId, values: [host.hostName], doc: JSON.stringify(doc) }
}
