import type { RunningBrowser } from '../behaviour/logon.ts'
import type { Activity } from '../model/agenda.ts'
import { begin, type Host } from '../model/host.ts'
import { weighted } from '../model/random.ts'
import { browse } from './browsing.ts'
import { askGit, buildNative, buildWeb, useShell } from './building.ts'
import type { Job } from './job.ts'
import { activateComponent, indexFiles, runScheduledTask, updateSignatures, updateWindows } from './maintaining.ts'
import { crash, editDocument, installSoftware, readMail, writeNote } from './office-work.ts'

const jobs = weighted<Job>([
  [22, browse],
  [6, buildNative],
  [8, buildWeb],
  [14, askGit],
  [6, useShell],
  [10, runScheduledTask],
  [14, activateComponent],
  [5, indexFiles],
  [2, updateSignatures],
  [1, updateWindows],
  [4, editDocument],
  [2, readMail],
  [4, writeNote],
  [1, installSoftware],
  [1, crash],
])

/** Share of process creates among all events. */
const createShare = 0.006
/** Processes a job starts on average. */
const processesPerJob = 2.7
/** A host with more processes than this starts no new work until some have ended. */
const mostProcesses = 600

/** The user and the system start one thing after the other, as often as the host's rate asks for. */
export function* workload(host: Host, browser: RunningBrowser): Activity {
  const meanGapUs = (processesPerJob / (createShare * host.eventsPerSecond)) * 1_000_000
  for (;;) {
    yield meanGapUs * (host.random.below(1000) / 500)
    if (host.processes.count < mostProcesses) begin(host, jobs.draw(host.random)(host, browser))
  }
}
