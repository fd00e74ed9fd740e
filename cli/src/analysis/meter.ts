/** Measures what an analysis takes from its start. */
export interface Meter {
  read(): { readonly seconds: number; readonly cpuSeconds: number; readonly peakRssBytes: number }
}

export function startMeter(): Meter {
  const startedMs = performance.now()
  const cpuAtStart = process.cpuUsage()
  return {
    read() {
      const { user, system } = process.cpuUsage(cpuAtStart)
      const seconds = (performance.now() - startedMs) / 1000
      return { seconds, cpuSeconds: (user + system) / 1e6, peakRssBytes: process.resourceUsage().maxRSS * 1024 }
    },
  }
}
