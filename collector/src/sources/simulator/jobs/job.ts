import type { Activity } from '../model/agenda.ts'
import { begin, type Host } from '../model/host.ts'
import { exit, launch, living, type Launch } from '../model/process-life.ts'
import type { Program } from '../model/program.ts'
import type { RunningBrowser } from '../behaviour/logon.ts'

/** Something that starts a few processes and sees to their end. */
export type Job = (host: Host, browser: RunningBrowser) => Activity

/** Rate up to which things take their natural time; a busier host does the same faster, so that it does not fill up. */
const naturalEventsPerSecond = 100

/** A duration of `low` to `high` seconds on a host of natural pace. */
export function seconds(host: Host, low: number, high: number): number {
  const tempo = Math.max(0.01, Math.min(1, naturalEventsPerSecond / host.eventsPerSecond))
  return Math.max(20_000, host.random.between(low * 1_000_000, high * 1_000_000) * tempo)
}

/** Starts a process that ends by itself after `low` to `high` seconds. */
export function launchFor(host: Host, program: Program, request: Launch & { readonly low: number; readonly high: number }): void {
  begin(host, living(host, launch(host, program, request), seconds(host, request.low, request.high)))
}

/** Runs a program to its end. */
export function* run(host: Host, program: Program, request: Launch & { readonly low: number; readonly high: number }): Activity {
  const process = launch(host, program, request)
  yield seconds(host, request.low, request.high)
  exit(host, process, host.random.chance(0.04) ? 1 : 0)
  yield 5_000
}
