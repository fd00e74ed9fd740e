// Preloaded into a measured process: when it ends, writes what the whole process used to the file in BENCH_USAGE_FILE.
import { readFileSync, writeFileSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

const usageFile = process.env.BENCH_USAGE_FILE
if (isMainThread && usageFile !== undefined) {
  process.on('exit', () => {
    const { user, system } = process.cpuUsage()
    writeFileSync(usageFile, JSON.stringify({ cpuSeconds: (user + system) / 1e6, peakRssBytes: peakRssBytes() }))
  })
}

// getrusage counts the parent's memory at the moment of the fork as well; Linux knows the process's own.
function peakRssBytes() {
  try {
    const peakKib = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]
    if (peakKib !== undefined) return Number(peakKib) * 1024
  } catch {
    // Not Linux: the answer of getrusage is all there is.
  }
  return process.resourceUsage().maxRSS * 1024
}
