import { workload } from './jobs/workload.ts'
import type { Activity } from './model/agenda.ts'
import { begin, type Host } from './model/host.ts'
import { background } from './behaviour/background.ts'
import { boot } from './behaviour/boot.ts'
import { logOn } from './behaviour/logon.ts'

/** A machine from power-on: boot, logon, then a working day without end. */
export function* machineLife(host: Host): Activity {
  yield* boot(host)
  const browser = yield* logOn(host)
  begin(host, background(host))
  begin(host, workload(host, browser))
}
