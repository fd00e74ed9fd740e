import type { Activity } from '../model/agenda.ts'
import { type Host, landmark } from '../model/host.ts'
import { exit, launch } from '../model/process-life.ts'
import { applications, maintenance } from '../windows/application-programs.ts'
import { launchFor, run, seconds } from './job.ts'

const { backgroundTask, surrogate } = applications

/** A scheduled task of the system. */
export function* runScheduledTask(host: Host): Activity {
  const program = host.random.pick([maintenance.taskHost, maintenance.disposableTask, maintenance.taskHost])
  yield* run(host, program, { parent: landmark(host, 'scheduler'), low: 2, high: 30 })
}

/** The component launcher starts something that goes away when nobody uses it. */
export function* activateComponent(host: Host): Activity {
  const program = host.random.pick([backgroundTask, surrogate, maintenance.wmiHost, surrogate, maintenance.deviceAudio])
  yield* run(host, program, { parent: landmark(host, 'dcomLauncher'), low: 5, high: 60 })
}

export function* indexFiles(host: Host): Activity {
  const parent = landmark(host, 'searchIndexer')
  launchFor(host, maintenance.protocolHost, { parent, low: 20, high: 90 })
  yield 40_000
  yield* run(host, maintenance.filterHost, { parent, low: 20, high: 90 })
}

/** Defender asks for new signatures. */
export function* updateSignatures(host: Host): Activity {
  const command = launch(host, maintenance.antivirusCommand, { parent: landmark(host, 'antivirus') })
  yield 20_000
  const console = launch(host, maintenance.serviceConsole, { parent: command })
  yield seconds(host, 3, 20)
  exit(host, console)
  yield 4_000
  exit(host, command)
}

/** Windows Update looks for and installs something. */
export function* updateWindows(host: Host): Activity {
  const { updateWorker, updateClient, trustedInstaller, componentInstaller } = maintenance
  launchFor(host, updateWorker, { parent: landmark(host, 'dcomLauncher'), low: 60, high: 120 })
  yield seconds(host, 3, 8)
  launchFor(host, updateClient, { parent: landmark(host, 'updateOrchestrator'), low: 5, high: 20 })
  const installer = launch(host, trustedInstaller, { parent: landmark(host, 'services') })
  yield seconds(host, 1, 2)
  yield* run(host, componentInstaller, { parent: landmark(host, 'dcomLauncher'), low: 30, high: 90 })
  exit(host, installer)
}
