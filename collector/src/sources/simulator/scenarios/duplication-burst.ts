import { processRights } from '@win11mon/schemas'

import { landmark } from '../model/host.ts'
import { exit, launch } from '../model/process-life.ts'
import { integrity } from '../model/program.ts'
import type { SimulatedProcess } from '../model/simulated-process.ts'
import { intruderProgram } from './intruder-program.ts'
import type { Scenario } from './scenario.ts'

const tool = intruderProgram('C:\\Users\\%USER%\\Downloads\\handle_walk.exe', '--all')
const mostTargets = 16

/** A search through everyone's handles: one process after the other opened for duplicating. */
export const duplicationBurst: Scenario = {
  expected: {
    story: 'An unsigned download opens sixteen processes of the user for duplicating within a few seconds.',
    suspect: 'handle_walk.exe',
    rules: ['HD-05'],
    otherRules: [],
    leastLoaderScore: null,
    leastAbuseScore: null,
    mostAbuseScore: null,
  },
  *play(host) {
    const process = launch(host, tool, { parent: landmark(host, 'explorer') })
    yield 1_100_000
    const mask = processRights.duplicateHandle | processRights.queryInformation | processRights.queryLimitedInformation
    const seen = new Set([process])
    while (seen.size <= mostTargets) {
      const object = host.processes.filter(isOfUser).find((other) => !seen.has(other))
      if (object === undefined) break
      seen.add(object)
      host.write.handleCreate(process, { object, mask })
      yield host.random.between(120_000, 400_000)
    }
    yield 800_000
    exit(host, process)
  },
}

function isOfUser({ sessionId, integrityLevel, program, isEnding }: SimulatedProcess): boolean {
  return sessionId === 1 && integrityLevel <= integrity.medium && program.account === 'user' && !isEnding
}
