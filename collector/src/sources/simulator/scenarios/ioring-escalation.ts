import { processRights } from '@win11mon/schemas'

import type { Activity } from '../model/agenda.ts'
import { begin, type Host, landmark } from '../model/host.ts'
import { exit, launch, living } from '../model/process-life.ts'
import { integrity } from '../model/program.ts'
import type { SimulatedProcess } from '../model/simulated-process.ts'
import { applications } from '../windows/application-programs.ts'
import { consoleHost } from '../windows/session-programs.ts'
import { intruderProgram } from './intruder-program.ts'
import type { Scenario } from './scenario.ts'

const tool = intruderProgram('C:\\Users\\%USER%\\Downloads\\fps_unlocker.exe')
const asSystem = { integrityLevel: integrity.system, userName: 'NT AUTHORITY\\SYSTEM' } as const

/** RegBuffers points into user memory, and so do its entries. */
const forgedBuffers = 1 | 4

/** A local privilege escalation with a forged I/O ring: kernel read and write, a stolen token, a System shell. */
export const ioringEscalation: Scenario = {
  expected: {
    story: 'An unsigned download forges the buffer table of an I/O ring, takes a System token and opens a shell with it.',
    suspect: 'fps_unlocker.exe',
    rules: [],
    otherRules: [],
    leastLoaderScore: 0.99,
    leastAbuseScore: 0.9,
    mostAbuseScore: null,
  },
  *play(host) {
    const process = launch(host, tool, { parent: landmark(host, 'explorer') })
    yield 60_000
    const console = launch(host, consoleHost, { parent: process })
    yield 2_500_000
    yield* forgeRing(host, process)
    yield* openSystemShell(host, process)
    process.ioringOperations = 412
    process.anomalyScore = 85
    exit(host, console)
    yield 5_000
    exit(host, process)
  },
}

function* forgeRing(host: Host, process: SimulatedProcess): Activity {
  const ring = { trigger: 'image_load', handleCount: 1, accessMask: 0x1f0003, registeredBufferCount: 1 } as const
  host.write.handleCreate(process, { object: landmark(host, 'winlogon'), mask: processRights.queryInformation })
  yield 350_000
  host.write.ioringScan(process, { ...ring, violationFlags: 0 })
  yield 1_200_000
  host.write.ioringScan(process, { ...ring, violationFlags: forgedBuffers })
  yield 400_000
}

function* openSystemShell(host: Host, process: SimulatedProcess): Activity {
  const shell = launch(host, applications.commandPrompt, { parent: process, commandLine: 'C:\\Windows\\System32\\cmd.exe', ...asSystem })
  yield 50_000
  const console = launch(host, consoleHost, { parent: shell, ...asSystem })
  yield 4_000_000
  const whoami = launch(host, applications.whoami, { parent: shell, commandLine: 'whoami  /all', ...asSystem })
  yield 90_000
  exit(host, whoami)
  yield 3_000_000
  begin(host, living(host, console, 40_000_000))
  begin(host, living(host, shell, 40_050_000))
}
