import { processRights } from '@win11mon/schemas'

import { startElevated } from '../behaviour/elevation.ts'
import { landmark } from '../model/host.ts'
import { exit } from '../model/process-life.ts'
import { intruderProgram } from './intruder-program.ts'
import type { Scenario } from './scenario.ts'

const tool = intruderProgram('C:\\Users\\%USER%\\AppData\\Local\\Temp\\diagcollect.exe', '-o C:\\Users\\Public\\diag.bin')

/** Credential theft: a handle to lsass good for duplicating, handles copied out of it, and a read of its memory. */
export const lsassDuplication: Scenario = {
  expected: {
    story: 'An elevated tool copies handles out of lsass and opens it for reading its memory.',
    suspect: 'diagcollect.exe',
    rules: ['HD-02', 'HD-03', 'HD-08'],
    otherRules: ['HD-04'],
    leastLoaderScore: null,
    leastAbuseScore: null,
    mostAbuseScore: null,
  },
  *play(host) {
    const process = yield* startElevated(host, tool)
    const lsass = landmark(host, 'lsass')
    const duplicable = processRights.duplicateHandle | processRights.queryInformation | processRights.queryLimitedInformation
    yield 1_200_000
    host.write.handleCreate(process, { object: lsass, mask: duplicable })
    for (const object of [landmark(host, 'explorer'), landmark(host, 'browser')]) {
      yield 300_000
      host.write.handleDuplicate(process, {
        source: lsass,
        recipient: process,
        object,
        mask: processRights.queryInformation | processRights.vmRead,
      })
    }
    yield 700_000
    host.write.handleCreate(process, {
      object: lsass,
      mask: processRights.vmRead | processRights.queryInformation | processRights.queryLimitedInformation,
    })
    yield 4_000_000
    exit(host, process)
  },
}
