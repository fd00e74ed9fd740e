import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { startSimulatedMachine } from '@win11mon/collector'

import { endWithThisProcess } from '../../deploy/local/servers/end-with-parent.ts'
import { createKafka } from '../../deploy/local/servers/kafka.ts'
import { type BenchPlace, simulatedDriver } from './simulated-driver.ts'

/** Runs the measurement beside a broker that is started for it, over a simulated machine of its own. */
export async function withBroker(measure: (place: BenchPlace) => Promise<void>): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'win11mon-bench-collector-'))
  endWithThisProcess(directory)
  const cluster = await createKafka({ directory: join(directory, 'kafka'), brokers: 1 })
  const driver = await simulatedDriver()
  startSimulatedMachine(driver.kernel)
  try {
    await cluster.start()
    await measure({ driver, brokers: cluster.addresses(), directory })
  } finally {
    driver.kernel.unloadDriver()
    await cluster.stop()
    rmSync(directory, { recursive: true, force: true })
  }
}
