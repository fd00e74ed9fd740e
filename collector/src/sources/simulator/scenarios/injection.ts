import { processRights } from '@win11mon/schemas'

import { begin, landmark } from '../model/host.ts'
import { exit, launch, living, startThread } from '../model/process-life.ts'
import { applications } from '../windows/application-programs.ts'
import { intruderProgram } from './intruder-program.ts'
import type { Scenario } from './scenario.ts'

const tool = intruderProgram('C:\\Users\\%USER%\\Downloads\\invoice_viewer.exe', '"C:\\Users\\%USER%\\Downloads\\invoice_4471.pdf"')

/** Code written into a harmless process and run there. */
export const injection: Scenario = {
  expected: {
    story: 'An unsigned download writes into Notepad and starts a thread there.',
    suspect: 'invoice_viewer.exe',
    rules: ['HD-12'],
    otherRules: [],
    leastLoaderScore: null,
    leastAbuseScore: null,
    mostAbuseScore: null,
  },
  *play(host) {
    const explorer = landmark(host, 'explorer')
    const notepad = launch(host, applications.notepad, { parent: explorer })
    yield 5_000_000
    const process = launch(host, tool, { parent: explorer })
    yield 1_400_000
    const mask = processRights.createThread | processRights.vmOperation | processRights.vmWrite | processRights.queryInformation
    host.write.handleCreate(process, { object: notepad, mask })
    yield 150_000
    startThread(host, process, notepad)
    yield 1_000_000
    exit(host, process)
    begin(host, living(host, notepad, 45_000_000))
  },
}
