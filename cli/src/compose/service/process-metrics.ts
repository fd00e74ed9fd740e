import type { Metrics } from '@win11mon/pipeline'

import { programVersion } from '../../version.ts'

/** What every service shows of its process. */
export function showProcess(metrics: Metrics, isReady: () => boolean): void {
  metrics.gauge({ name: 'win11mon_ready', help: '1 when everything that has work has got on with it lately.' }, () => (isReady() ? 1 : 0))
  metrics.gauge({ name: 'win11mon_build_info', help: 'Always 1; the labels say what runs.', labels: ['version', 'node'] }, () => [
    { labels: [programVersion, process.versions.node], value: 1 },
  ])
  metrics.gauge({ name: 'process_resident_memory_bytes', help: 'Memory the process has.' }, () => process.memoryUsage.rss())
  metrics.counter({ name: 'process_cpu_seconds_total', help: 'CPU time the process has used.' }, () => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1e6
  })
}
