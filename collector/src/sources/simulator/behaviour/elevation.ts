import { type Host, landmark } from '../model/host.ts'
import { exit, launch } from '../model/process-life.ts'
import { integrity, type Program } from '../model/program.ts'
import type { SimulatedProcess } from '../model/simulated-process.ts'
import { maintenance } from '../windows/application-programs.ts'

/**
 * The user starts a program as administrator: the application information service asks for consent, then creates the
 * process with the shell as its parent.
 */
export function* startElevated(host: Host, program: Program, commandLine?: string): Generator<number, SimulatedProcess, undefined> {
  const appInfo = landmark(host, 'appInfo')
  const consent = launch(host, maintenance.consent, { parent: appInfo })
  yield host.random.between(1_500_000, 4_000_000)
  exit(host, consent)
  yield 60_000
  const details = commandLine === undefined ? {} : { commandLine }
  return launch(host, program, { parent: landmark(host, 'explorer'), creator: appInfo, integrityLevel: integrity.high, ...details })
}
