import { processRights } from '@win11mon/schemas'

import { startElevated } from '../behaviour/elevation.ts'
import { begin, landmark } from '../model/host.ts'
import { exit, launch, living } from '../model/process-life.ts'
import { integrity } from '../model/program.ts'
import { applications } from '../windows/application-programs.ts'
import { intruderProgram } from './intruder-program.ts'
import type { Scenario } from './scenario.ts'

const tool = intruderProgram('C:\\Users\\%USER%\\Downloads\\session_tool.exe', 'winlogon')

/** A shell that claims to be a child of winlogon and inherits its token. */
export const parentSpoofing: Scenario = {
  expected: {
    story: 'An elevated tool opens winlogon for creating processes and starts a System shell with winlogon as its parent.',
    suspect: 'session_tool.exe',
    rules: ['HD-11'],
    otherRules: [],
    leastLoaderScore: null,
    leastAbuseScore: null,
    mostAbuseScore: null,
  },
  *play(host) {
    const process = yield* startElevated(host, tool)
    const winlogon = landmark(host, 'winlogon')
    yield 1_500_000
    host.write.handleCreate(process, { object: winlogon, mask: processRights.createProcess })
    yield 400_000
    const shell = launch(host, applications.commandPrompt, {
      parent: winlogon,
      creator: process,
      commandLine: 'C:\\Windows\\System32\\cmd.exe',
      integrityLevel: integrity.system,
      userName: 'NT AUTHORITY\\SYSTEM',
    })
    begin(host, living(host, shell, 60_000_000))
    yield 2_000_000
    exit(host, process)
  },
}
