import { allAccess, processRights } from '@win11mon/schemas'

import { startElevated } from '../behaviour/elevation.ts'
import { landmark } from '../model/host.ts'
import { exit } from '../model/process-life.ts'
import { intruderProgram } from './intruder-program.ts'
import type { Scenario } from './scenario.ts'

const tool = intruderProgram('C:\\Users\\%USER%\\Downloads\\printer_fix.exe', '--quiet')

/** The way around sensors that only see handles being opened: a harmless open, then a duplicate with more rights. */
export const selfDuplication: Scenario = {
  expected: {
    story: 'An elevated tool opens lsass for a query only and raises the handle by duplicating it in its own process.',
    suspect: 'printer_fix.exe',
    rules: ['HD-01'],
    otherRules: ['HD-02', 'HD-08'],
    leastLoaderScore: null,
    leastAbuseScore: null,
    mostAbuseScore: null,
  },
  *play(host) {
    const process = yield* startElevated(host, tool)
    const object = landmark(host, 'lsass')
    yield 1_800_000
    host.write.handleCreate(process, { object, mask: processRights.queryLimitedInformation })
    yield 900_000
    const mask = host.random.chance(0.5) ? processRights.queryLimitedInformation | processRights.vmRead : allAccess
    host.write.handleDuplicate(process, { source: process, recipient: process, object, mask })
    yield 6_000_000
    exit(host, process)
  },
}
