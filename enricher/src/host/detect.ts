import type { ChangeLog } from './changes.ts'
import type { HostState } from './host-state.ts'

/** Streams this far behind the host are of another time, not late. */
const otherTimeUs = 60_000_000

/** Shows the rules every event that nothing older can come before any more. */
export function detect(host: HostState, latenessUs: number, changes: ChangeLog): void {
  detectUntil(host, (bootId) => watermarkUs(host, bootId) - latenessUs, changes)
}

/** Shows the rules everything that waits. */
export function detectAll(host: HostState, changes: ChangeLog): void {
  detectUntil(host, () => Infinity, changes)
}

function detectUntil(host: HostState, untilUs: (bootId: string) => number, changes: ChangeLog): void {
  for (const found of host.detector.release(untilUs)) changes.alert(host.alerts.record(found))
}

/** Streams of one time wait for each other; one of another time, such as a second capture, only for itself. */
function watermarkUs({ newestUs, streams }: HostState, bootId: string): number {
  const streamUs = streams.get(bootId)?.newestUs ?? newestUs
  return newestUs - streamUs > otherTimeUs ? streamUs : newestUs
}
