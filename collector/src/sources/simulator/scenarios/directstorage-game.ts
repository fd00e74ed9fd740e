import type { Activity } from '../model/agenda.ts'
import { type Host, landmark } from '../model/host.ts'
import { exit, launch } from '../model/process-life.ts'
import type { SimulatedProcess } from '../model/simulated-process.ts'
import { libraries } from '../windows/libraries.ts'
import { userProgram } from '../windows/make-program.ts'
import type { Scenario } from './scenario.ts'

const game = userProgram('C:\\Program Files\\Northlight\\Meridian\\Meridian.exe', {
  workingDirectory: 'C:\\Program Files\\Northlight\\Meridian\\',
  signer: 'Northlight Interactive AB',
  libraries: libraries.directStorage,
  threads: 20,
  activity: 2,
})

/** No attack: a signed game that reads its data through I/O rings. Whoever calls this abuse is wrong. */
export const directStorageGame: Scenario = {
  expected: {
    story: 'A signed game streams its data with DirectStorage, which uses I/O rings.',
    suspect: 'Meridian.exe',
    rules: [],
    otherRules: [],
    leastLoaderScore: 0.99,
    leastAbuseScore: null,
    mostAbuseScore: 0.01,
  },
  *play(host) {
    const process = launch(host, game, { parent: landmark(host, 'explorer') })
    yield 1_500_000
    yield* streamData(host, process)
    process.ioringOperations = 48_210
    exit(host, process)
  },
}

function* streamData(host: Host, process: SimulatedProcess): Activity {
  for (let level = 0; level < 3; level += 1) {
    host.write.ioringScan(process, {
      trigger: 'image_load',
      handleCount: 2,
      accessMask: 0x1f0003,
      registeredBufferCount: 4,
      violationFlags: 0,
    })
    yield 8_000_000
  }
}
