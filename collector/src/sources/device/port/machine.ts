import type { RunningProcess } from './device.ts'
import type { Sensor } from './sensors.ts'

/** What the machine does besides driver requests: differs between Windows and the simulation. */
export interface Machine {
  readonly isReal: boolean
  runningProcesses(): Promise<readonly RunningProcess[]>
  provoke(sensor: Sensor): Promise<void>
}
