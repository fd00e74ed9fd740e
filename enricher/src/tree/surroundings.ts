import type { Event } from '@win11mon/schemas'

import type { Tally } from '../ledger/tally.ts'
import type { StateReader } from '../state/state-reader.ts'
import type { StateWriter } from '../state/state-writer.ts'
import { baseName, imageKey } from '../windows/image-path.ts'
import { CollectorRuns } from './collector-runs.ts'
import { DriverLoads } from './driver-loads.ts'
import { WindowsBuild } from './windows-build.ts'

/** What is known of a host beside its processes. It depends on the set of events only. */
export class Surroundings {
  readonly drivers: DriverLoads
  readonly runs: CollectorRuns
  readonly build: WindowsBuild = new WindowsBuild()

  constructor(tally: Tally) {
    this.drivers = new DriverLoads(tally)
    this.runs = new CollectorRuns(tally)
  }

  note(event: Event): void {
    if (event.kind === 'image_load') {
      if (event.processId === 0) this.#noteDriver(event.imagePath, event.timeUs)
      else if (event.fileVersion !== null) this.build.note(event)
    } else if (event.kind === 'agent_heartbeat') {
      this.build.note(event)
      this.runs.note(event)
    }
  }

  #noteDriver(path: string | null, timeUs: number): void {
    const image = imageKey(path)
    if (image !== null) this.drivers.note({ timeUs, name: baseName(image) })
  }
}

export function writeSurroundings(writer: StateWriter, { drivers, runs, build }: Surroundings): void {
  writer.list(drivers.loads, ({ timeUs, name }) => {
    writer.long(timeUs)
    writer.text(name)
  })
  writer.list(runs.runs, ({ startedUs, lastUs, isStopped }) => {
    writer.long(startedUs)
    writer.long(lastUs)
    writer.boolean(isStopped)
  })
  writer.optionalLong(build.report?.timeUs ?? null)
  writer.optionalLong(build.report?.build ?? null)
}

export function readSurroundings(reader: StateReader, { drivers, runs, build }: Surroundings): void {
  drivers.restore(reader.list(() => ({ timeUs: reader.long(), name: reader.text() })))
  runs.restore(reader.list(() => ({ startedUs: reader.long(), lastUs: reader.long(), isStopped: reader.boolean() })))
  const [timeUs, number] = [reader.optionalLong(), reader.optionalLong()]
  build.restore(timeUs === null || number === null ? null : { timeUs, build: number })
}
