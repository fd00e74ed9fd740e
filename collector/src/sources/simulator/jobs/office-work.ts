import { startElevated } from '../behaviour/elevation.ts'
import type { Activity } from '../model/agenda.ts'
import { type Host, landmark } from '../model/host.ts'
import { exit, launch } from '../model/process-life.ts'
import { applications } from '../windows/application-programs.ts'
import { runtimeBroker } from '../windows/session-programs.ts'
import { launchFor, run, seconds } from './job.ts'

const { word, excel, outlook, notepad, installer, crashReporter } = applications
const documents = ['Quarterly report.docx', 'Offer 2025-014.docx', 'Budget.xlsx', 'Timesheet.xlsx'] as const

/** A document is opened and closed. */
export function* editDocument(host: Host): Activity {
  const document = host.random.pick(documents)
  const program = document.endsWith('.xlsx') ? excel : word
  const commandLine = `"${program.path}" /n "C:\\Users\\%USER%\\Documents\\${document}" /o ""`
  yield* run(host, program, { parent: landmark(host, 'explorer'), commandLine, low: 20, high: 200 })
}

export function* readMail(host: Host): Activity {
  yield* run(host, outlook, { parent: landmark(host, 'explorer'), low: 60, high: 240 })
}

export function* writeNote(host: Host): Activity {
  launchFor(host, runtimeBroker, { parent: landmark(host, 'dcomLauncher'), low: 20, high: 120 })
  yield* run(host, notepad, { parent: landmark(host, 'explorer'), low: 10, high: 100 })
}

/** The user installs something as administrator. */
export function* installSoftware(host: Host): Activity {
  const setup = yield* startElevated(host, installer)
  yield seconds(host, 5, 25)
  exit(host, setup)
}

/** Notepad crashes and the error reporting service looks at it. */
export function* crash(host: Host): Activity {
  const victim = launch(host, notepad, { parent: landmark(host, 'explorer') })
  yield seconds(host, 2, 10)
  const commandLine = `C:\\Windows\\system32\\WerFault.exe -u -p ${victim.processId} -s ${4 * host.random.between(50, 400)}`
  launchFor(host, crashReporter, { parent: landmark(host, 'errorReporting'), commandLine, low: 2, high: 6 })
  yield 300_000
  exit(host, victim, 0xc0000005)
}
