import { type ProcessCreate, type ProcessProfile, type ProcessSnapshot, newEvent } from '@win11mon/schemas'

import { fileName } from './program.ts'
import type { Random } from './random.ts'
import type { Recorder } from './recorder.ts'
import type { SimulatedProcess } from './simulated-process.ts'

/** What an IoRing scan found in a process. */
export interface ScanFinding {
  readonly trigger: 'process_create' | 'image_load'
  readonly handleCount: number
  readonly accessMask: number
  readonly registeredBufferCount: number
  readonly violationFlags: number
}

/** Writes the events of a process's own life. */
export interface ProcessEvents {
  create(process: SimulatedProcess): void
  /** For processes that were there before the sensor. */
  snapshot(process: SimulatedProcess): void
  terminate(process: SimulatedProcess, exitStatus: number): void
  profile(process: SimulatedProcess): void
  ioringScan(process: SimulatedProcess, finding: ScanFinding): void
}

export function createProcessEvents(recorder: Recorder, random: Random): ProcessEvents {
  const createEvent = newEvent.process_create()
  const terminateEvent = newEvent.process_terminate()
  const profileEvent = newEvent.process_profile()
  const scanEvent = newEvent.ioring_scan()

  return {
    create(process) {
      describe(createEvent, process)
      createEvent.creatorThreadId = process.creator === null ? null : random.pick(process.creator.threadIds)
      if (process.creator !== null) process.creator.counters.child += 1
      recorder.recordAt(createEvent, process.createdUs)
    },
    snapshot(process) {
      const event = newEvent.process_snapshot()
      describe(event, process)
      recorder.recordAt(event, process.createdUs)
    },
    terminate(process, exitStatus) {
      const event = Object.assign(terminateEvent, actorOf(process), { exitStatus, anomalyScore: process.anomalyScore })
      event.ioringOperationCount = process.ioringOperations
      recorder.recordAt(event, recorder.nowUs)
    },
    profile(process) {
      Object.assign(profileEvent, actorOf(process), profileCounts(process))
      profileEvent.lifetimeUs = recorder.nowUs - process.startUs
      recorder.recordAt(profileEvent, recorder.nowUs)
    },
    ioringScan(process, finding) {
      const { counters } = process
      counters.ioringHandlePeak = Math.max(counters.ioringHandlePeak, finding.handleCount)
      counters.violationFlags |= finding.violationFlags
      recorder.record(Object.assign(scanEvent, actorOf(process), finding), process.createdUs)
    },
  }
}

function actorOf(process: SimulatedProcess): { processId: number; processStartUs: number; threadId: number | null } {
  return { processId: process.processId, processStartUs: process.startUs, threadId: process.threadIds[0] ?? null }
}

function describe(event: ProcessCreate | ProcessSnapshot, process: SimulatedProcess): void {
  const { program, parent, creator } = process
  Object.assign(event, actorOf(process))
  event.executable = process.executable
  event.commandLine = process.commandLine === '' ? null : process.commandLine
  event.workingDirectory = program.workingDirectory
  event.parentProcessId = parent?.processId ?? null
  event.parentStartUs = parent?.startUs ?? null
  event.creatorProcessId = creator?.processId ?? null
  event.creatorStartUs = creator?.startUs ?? null
  event.isTruncated = false
  event.userName = process.userName
  event.sessionId = process.sessionId
  event.integrityLevel = process.integrityLevel
  event.isSubsystemProcess = false
  event.isSigned = program.signer !== null
  event.signature = program.signer
  event.originalFileName = program.signer === null ? null : fileName(program.path)
}

function profileCounts({ counters, anomalyScore, executable }: SimulatedProcess): Partial<ProcessProfile> {
  return {
    executable,
    threadCreateCount: counters.threadCreate,
    remoteThreadCreateCount: counters.remoteThreadCreate,
    imageLoadCount: counters.imageLoad,
    ioringImageLoadCount: counters.ioringImageLoad,
    handleCreateCount: counters.handleCreate,
    handleDuplicateCount: counters.handleDuplicate,
    registryOperationCount: counters.registryOperation,
    childCount: counters.child,
    ioringHandlePeakCount: counters.ioringHandlePeak,
    violationFlags: counters.violationFlags,
    anomalyScore,
  }
}
