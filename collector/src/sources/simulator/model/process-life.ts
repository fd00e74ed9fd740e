import { allAccess, processRights } from '@win11mon/schemas'

import type { Activity } from './agenda.ts'
import { begin, type Host } from './host.ts'
import type { Account, Library, Program } from './program.ts'
import { hasEnded, newCounters, type SimulatedProcess } from './simulated-process.ts'

export interface Launch {
  /** Null for the processes that were there before everything else. */
  readonly parent: SimulatedProcess | null
  /** The process that makes the call; the parent unless given. */
  readonly creator?: SimulatedProcess
  readonly commandLine?: string
  readonly integrityLevel?: number
  readonly userName?: string
  readonly sessionId?: number
}

/** Share of new processes that the driver scans for I/O rings, and of ended ones whose profile it exports. */
const scannedShare = 0.2
const profiledShare = 0.3
/** Share of ends that overtake the record of a handle that was opened just before. */
const overtakenEndShare = 0.05

/** Creates a process now and plans what it does at its start. */
export function launch(host: Host, program: Program, request: Launch): SimulatedProcess {
  const process = newProcess(host, program, request)
  if (process.parent !== null && hasEnded(process.parent))
    throw new Error(`${process.parent.executable} has ended and cannot be the parent of ${process.executable}`)
  host.processes.add(process)
  host.write.create(process)
  begin(host, starting(host, process), host.random.between(150, 900))
  return process
}

/** A process that runs already when the sensor starts. */
export function discover(host: Host, program: Program, request: Launch): SimulatedProcess {
  const process = newProcess(host, program, request)
  host.processes.add(process)
  host.write.snapshot(process)
  return process
}

/** Starts a thread of the object; the actor makes the call. */
export function startThread(host: Host, actor: SimulatedProcess, object: SimulatedProcess): void {
  const threadId = host.ids.take(host.agenda.nowUs).id
  host.write.threadCreate(actor, object, threadId)
  object.threadIds.push(threadId)
}

/** Ends a thread other than the first; does nothing when there is none. */
export function endThread(host: Host, process: SimulatedProcess): void {
  const threadId = process.threadIds.length > 1 ? process.threadIds.pop() : undefined
  if (threadId === undefined) return
  host.write.threadTerminate(process, threadId)
  host.ids.free(threadId, host.agenda.nowUs)
}

/** Begins the end of a process: its threads go first, then the process itself, within a few milliseconds. */
export function exit(host: Host, process: SimulatedProcess, exitStatus = 0): void {
  if (process.isEnding) return
  process.isEnding = true
  begin(host, ending(host, process, exitStatus))
}

/** Ends the process after a while. */
export function* living(host: Host, process: SimulatedProcess, lifetimeUs: number): Activity {
  yield lifetimeUs
  exit(host, process)
}

function newProcess(host: Host, program: Program, request: Launch): SimulatedProcess {
  const nowUs = host.agenda.nowUs
  const { parent, creator = parent } = request
  const { id, freedUs } = host.ids.take(nowUs)
  const floorUs = Math.max(parent?.startUs ?? -Infinity, creator?.startUs ?? -Infinity, freedUs)
  const executable = personal(host, program.path)
  return {
    program,
    processId: id,
    startUs: Math.max(nowUs - host.random.between(20, 250), floorUs + 1),
    createdUs: nowUs,
    executable,
    commandLine: personal(host, request.commandLine ?? program.commandLine),
    integrityLevel: request.integrityLevel ?? program.integrityLevel,
    userName: request.userName ?? accountName(host, program),
    sessionId: request.sessionId ?? program.sessionId,
    parent,
    creator,
    threadIds: [host.ids.take(nowUs).id],
    counters: newCounters(),
    anomalyScore: 0,
    ioringOperations: 0,
    isEnding: false,
    liveIndex: -1,
  }
}

/** Puts the name of the host's user into a text. */
function personal(host: Host, text: string): string {
  return text.includes('%USER%') ? text.replaceAll('%USER%', host.userName) : text
}

function accountName(host: Host, { account, sessionId }: Program): string {
  if (account === 'user') return `${host.name}\\${host.userName}`
  return `${accountNames[account]}${account === 'font_driver' || account === 'window_manager' ? sessionId : ''}`
}

const accountNames: Readonly<Record<Exclude<Account, 'user'>, string>> = {
  system: 'NT AUTHORITY\\SYSTEM',
  local_service: 'NT AUTHORITY\\LOCAL SERVICE',
  network_service: 'NT AUTHORITY\\NETWORK SERVICE',
  font_driver: 'Font Driver Host\\UMFD-',
  window_manager: 'Window Manager\\DWM-',
}

function* starting(host: Host, process: SimulatedProcess): Activity {
  const { random, write } = host
  const { program, creator } = process
  if (creator !== null && !hasEnded(creator)) write.handleCreate(creator, { object: process, mask: allAccess })
  yield random.between(30, 300)
  if (random.chance(scannedShare)) write.ioringScan(process, nothingFound)
  for (const library of program.role === 'kernel' ? [] : [mainImage(process), ...program.libraries]) {
    yield random.between(20, 350)
    if (process.isEnding) return
    write.imageLoad(process, library)
  }
  for (let count = 0; count < program.threads; count += 1) {
    yield random.between(100, 2500)
    if (process.isEnding) return
    startThread(host, process, process)
  }
}

const nothingFound = { trigger: 'process_create', handleCount: 0, accessMask: 0, registeredBufferCount: 0, violationFlags: 0 } as const

function mainImage({ executable, program }: SimulatedProcess): Library {
  const signatureLevel = program.signer === null ? 1 : program.signer.startsWith('Microsoft Windows') ? 12 : 4
  const sizeBytes = 0x8000 + (executable.length % 61) * 0x6000
  return { path: executable, sizeBytes, signer: program.signer, signatureLevel, isIoringRelated: false }
}

function* ending(host: Host, process: SimulatedProcess, exitStatus: number): Activity {
  const { random, write } = host
  while (process.threadIds.length > 1) {
    endThread(host, process)
    yield random.between(4, 60)
  }
  write.threadTerminate(process, process.threadIds[0] ?? 0)
  yield random.between(10, 120)
  if (random.chance(profiledShare) || process.ioringOperations > 0) write.profile(process)
  write.terminate(process, exitStatus)
  forget(host, process)
  if (random.chance(overtakenEndShare)) openedBeforeEnd(host, process)
}

function forget(host: Host, process: SimulatedProcess): void {
  const { nowUs } = host.agenda
  host.processes.remove(process)
  host.ids.free(process.processId, nowUs)
  for (const threadId of process.threadIds) host.ids.free(threadId, nowUs)
  process.parent = null
  process.creator = null
}

/** A handle opened a moment before the end, whose record got its number after the end's record. */
function openedBeforeEnd(host: Host, process: SimulatedProcess): void {
  const actor = host.landmarks.get('scheduler')
  const timeUs = host.agenda.nowUs - host.random.between(1, 8)
  if (actor !== undefined) host.write.handleCreate(actor, { object: process, mask: processRights.queryLimitedInformation, timeUs })
}
