import type { Program } from './program.ts'

/** What the driver's profile counts over the life of a process. */
export interface ProcessCounters {
  threadCreate: number
  remoteThreadCreate: number
  imageLoad: number
  ioringImageLoad: number
  handleCreate: number
  handleDuplicate: number
  registryOperation: number
  child: number
  ioringHandlePeak: number
  violationFlags: number
}

export interface SimulatedProcess {
  readonly program: Program
  readonly processId: number
  /** Start time as the kernel records it: a moment before the create event. */
  readonly startUs: number
  /** Time of the create event; nothing else happens to the process before. */
  readonly createdUs: number
  readonly executable: string
  readonly commandLine: string
  readonly integrityLevel: number
  readonly userName: string
  readonly sessionId: number
  /** Null for the first processes, and after the end, so that long chains of ended processes are not kept. */
  parent: SimulatedProcess | null
  /** The process that made the call. */
  creator: SimulatedProcess | null
  /** Ids of live threads; the first one came with the process. */
  readonly threadIds: number[]
  readonly counters: ProcessCounters
  anomalyScore: number
  ioringOperations: number
  /** The end has begun: it starts nothing new. */
  isEnding: boolean
  /** Place in the list of live processes; -1 after the end. */
  liveIndex: number
}

/** Nothing may refer to a process after its end. */
export function hasEnded(process: SimulatedProcess): boolean {
  return process.liveIndex < 0
}

export function newCounters(): ProcessCounters {
  return {
    threadCreate: 0,
    remoteThreadCreate: 0,
    imageLoad: 0,
    ioringImageLoad: 0,
    handleCreate: 0,
    handleDuplicate: 0,
    registryOperation: 0,
    child: 0,
    ioringHandlePeak: 0,
    violationFlags: 0,
  }
}
