import { newEvent } from '@win11mon/schemas'
import { expect, test } from 'vitest'

import { Tally } from '../../src/ledger/tally.ts'
import { StateReader } from '../../src/state/state-reader.ts'
import { StateWriter } from '../../src/state/state-writer.ts'
import { Surroundings, readSurroundings, writeSurroundings } from '../../src/tree/surroundings.ts'
import { at } from '../builders.ts'

function aDriverLoad(seconds: number, name: string): Parameters<Surroundings['note']>[0] {
  return { ...newEvent.image_load(), timeUs: at(seconds), processId: 0, imagePath: `\\SystemRoot\\drivers\\${name}` }
}

test('what is known of a host beside its processes is saved with it', () => {
  const known = new Surroundings(new Tally())
  known.note(aDriverLoad(1, 'one.sys'))
  known.note({ ...newEvent.agent_heartbeat(), timeUs: at(2), startedUs: at(0), trigger: 'stop', operatingSystemBuild: 19_045 })
  const restored = new Surroundings(new Tally())
  const writer = new StateWriter()
  readSurroundings(new StateReader(writer.bytesOf(() => writeSurroundings(writer, known))), restored)
  expect(restored.drivers.loads).toEqual([{ timeUs: at(1), name: 'one.sys' }])
  expect(restored.runs.runs).toEqual([{ startedUs: at(0), lastUs: at(2), isStopped: true }])
  expect(restored.build.report).toEqual({ timeUs: at(2), build: 19_045 })
})

test('it is bounded, the newest stays, and what had to go is counted', () => {
  const tally = new Tally()
  const known = new Surroundings(tally)
  for (let index = 0; index < 1_030; index += 1) known.note(aDriverLoad(index, `driver${index}.sys`))
  for (let index = 0; index < 70; index += 1) known.note({ ...newEvent.agent_heartbeat(), timeUs: at(index), startedUs: at(index) })
  expect([known.drivers.loads.length, known.runs.runs.length]).toEqual([1_024, 64])
  expect(known.drivers.loads.at(-1)?.name).toBe('driver1029.sys')
  expect(tally.take()).toEqual(
    new Map([
      ['driver_loads', 6],
      ['collector_runs', 6],
    ]),
  )
})

test('a load or a heartbeat that comes again changes nothing', () => {
  const known = new Surroundings(new Tally())
  for (let time = 0; time < 3; time += 1) known.note(aDriverLoad(1, 'one.sys'))
  expect(known.drivers.loads).toHaveLength(1)
})
