import type { Clock } from '@win11mon/pipeline'
import type { EventKind } from '@win11mon/schemas'

import type { EventSource } from '../../source.ts'
import type { DriverConfig } from './driver-config.ts'
import type { Sensor } from './sensors.ts'

/** What the driver counted of one kind since its load: observed = written + refused, at any quiet moment. */
export interface DeviceKindCounts {
  readonly observed: number
  readonly written: number
  /** By the reason for which the driver refused them. */
  readonly refused: { readonly ring_full: number; readonly rate_limited: number }
  /** Refused events that a gap record has declared so far. */
  readonly declared: number
}

export interface SensorStatus {
  readonly isRegistered: boolean
  /** NTSTATUS of the registration. */
  readonly status: number
}

/** CB_GET_STATS. */
export interface DeviceStatistics {
  /** 16 bytes, made when the driver was loaded. */
  readonly bootId: Uint8Array
  readonly loadTimeUs: number
  readonly abiVersion: number
  /** Of the layout of the records. */
  readonly layoutFingerprint: number
  readonly sensors: Readonly<Record<Sensor, SensorStatus>>
  /** By kind of the driver's own records. */
  readonly kinds: Readonly<Partial<Record<EventKind, DeviceKindCounts>>>
  /** Highest numbers given out, delivered to a reader, and acknowledged by one. */
  readonly issuedSequence: number
  readonly deliveredSequence: number
  readonly acknowledgedSequence: number
  readonly ringSizeBytes: number
  readonly ringUsedBytes: number
  readonly restoredRegistrationCount: number
  /** NTSTATUS of restricting the device to SYSTEM and Administrators. */
  readonly deviceSecurityStatus: number
}

/** CB_SELF_CHECK: what became of each registration. */
export type RegistrationState = 'present' | 'restored' | 'missing' | 'not_told'

/** A process that runs now, in the words of `process_snapshot`. Null is what nobody could tell. */
export interface RunningProcess {
  readonly processId: number
  readonly processStartUs: number | null
  readonly parentProcessId: number | null
  readonly parentStartUs: number | null
  readonly executable: string | null
  readonly commandLine: string | null
  readonly sessionId: number | null
  readonly integrityLevel: number | null
}

/**
 * The driver, besides its events. Every call takes one request to it, may be made while the source waits for events, and
 * rejects or throws BACKEND_UNAVAILABLE (retryable) while the driver is away.
 */
export interface Device {
  /** False when the simulation of the kernel stands behind the library. */
  readonly isReal: boolean
  statistics(): DeviceStatistics
  /** Asks whether the callbacks are registered, and registers again what was taken away. */
  selfCheck(): Readonly<Record<Sensor, RegistrationState>>
  /** Asks for an I/O ring scan of a process. */
  requestScan(processId: number): void
  /** Every process that runs now, itself included: from the system, or from the simulation. */
  runningProcesses(): Promise<readonly RunningProcess[]>
  /**
   * Does something harmless that the sensor has to see, once, by which each of its kinds comes at least once (process: one
   * that is created and ends; thread the same; image: one that is loaded; object: a handle that is opened and one that is
   * duplicated; registry: a value that is set below a watched key). Resolves when it is done, not when it is seen; rejects
   * when it could not be done, which says nothing about the sensor.
   */
  provoke(sensor: Sensor): Promise<void>
}

/**
 * Events of the driver. One session reads at a time: opening a second one fails with DEVICE_HELD or what the library says.
 * The source goes on by itself after the driver went away and came back, under the new boot id.
 */
export interface DeviceSource extends EventSource {
  readonly device: Device
  /** When the ring was last found empty, on a clock that is never set. Milliseconds as of `performance.now()`; 0 before the first time. */
  readonly lastDrainedMs: number
}

export interface DeviceSourceOptions {
  /** Of win11mon_callbacks: `.dll` on Windows, the simulation's `.so` elsewhere. */
  readonly libraryPath: string
  readonly hostId: Uint8Array
  readonly hostName: string | null
  readonly agentVersion: string
  /** Events a batch holds at most. */
  readonly batchEvents: number
  /** What the driver is told to record; without, it goes on as it was configured. */
  readonly driverConfig?: DriverConfig
  readonly clock?: Clock
  /** Milliseconds on a clock that is never set; `performance.now` by default. */
  readonly elapsedMs?: () => number
  /** Told of what does not stop the source: a record that could not be read, a driver that went away and came back. */
  readonly onProblem?: (problem: { readonly reason: string; readonly count: number; readonly detail: string }) => void
}
