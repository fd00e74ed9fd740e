import type { Activity } from '../model/agenda.ts'
import { begin, type Host } from '../model/host.ts'
import { exit, living } from '../model/process-life.ts'
import { openTab, type RunningBrowser } from '../behaviour/logon.ts'
import { seconds } from './job.ts'

const mostTabs = 30
/** STATUS_ACCESS_VIOLATION: now and then a page crashes. */
const crashStatus = 0xc0000005

/** A page is opened and closed some time later; the oldest one goes when there are too many. */
export function* browse(host: Host, browser: RunningBrowser): Activity {
  const tabs = host.processes.filter((process) => process.parent === browser.main && process.program === browser.browser.renderer)
  const oldest = tabs.reduce<(typeof tabs)[number] | undefined>(
    (first, tab) => (first === undefined || tab.startUs < first.startUs ? tab : first),
    undefined,
  )
  if (tabs.length >= mostTabs && oldest !== undefined) exit(host, oldest, host.random.chance(0.02) ? crashStatus : 0)
  yield seconds(host, 0, 1)
  begin(host, living(host, openTab(host, browser), seconds(host, 10, 180)))
}
