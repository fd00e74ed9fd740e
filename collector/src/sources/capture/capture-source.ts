import { stat } from 'node:fs/promises'

import { PipelineError } from '@win11mon/pipeline'

import type { EncodedBatch } from '../../batch/encoded-batch.ts'
import type { EventSource } from '../source.ts'
import { type CaptureOptions, type CaptureSettings, resolveSettings } from './input/capture-options.ts'
import type { CaptureFile, Member, OpenContext, PassedOver, Unreadable } from './containers/member.ts'
import { openFile } from './containers/open-file.ts'
import { type FoundPath, findFiles } from './find-files.ts'
import { type InputReport, type InputTally, createInputTally, toReport } from './input/input-report.ts'
import { readInput } from './read-input.ts'
import { type RunKnowledge, createRunKnowledge } from './session/run-knowledge.ts'

/** How far the source is, in bytes of the files as they lie on disk. */
export interface CaptureProgress {
  readonly bytesRead: number
  readonly bytesTotal: number
}

export interface CaptureSource extends EventSource {
  /** One report for every file and archive member met so far; final when `next` has returned undefined. */
  inputs(): readonly InputReport[]
  /** What lies beside the captures in directories and archives, in the order in which it was met. */
  passedOver(): readonly PassedOver[]
  progress(): CaptureProgress
}

/**
 * Reads Sysmon and Security events from capture files. What is wrong with one input stands in its report and does not
 * keep the others from being read. `next` rejects with INPUT_MISSING or INPUT_UNREADABLE only when no input at all could
 * be read.
 *
 * @param paths files, archives or directories.
 */
export function createCaptureSource(paths: readonly string[], options: CaptureOptions): CaptureSource {
  const state: State = {
    settings: resolveSettings(options),
    run: createRunKnowledge(),
    tallies: [],
    passedOver: [],
    bytesBefore: 0,
    bytesInFile: 0,
    fileBytes: 0,
    bytesTotal: 0,
  }
  const batches = readPaths(paths, state)
  return {
    async next(signal) {
      for (;;) {
        signal.throwIfAborted()
        const step = await batches.next()
        if (step.done === true) return undefined
        if (step.value !== undefined) return step.value
      }
    },
    ack: () => Promise.resolve(),
    async close() {
      await batches.return(undefined)
    },
    inputs: () => state.tallies.map(toReport),
    passedOver: () => [...state.passedOver],
    progress: () => ({ bytesRead: state.bytesBefore + Math.min(state.bytesInFile, state.fileBytes), bytesTotal: state.bytesTotal }),
  }
}

interface State {
  readonly settings: CaptureSettings
  readonly run: RunKnowledge
  readonly tallies: InputTally[]
  readonly passedOver: PassedOver[]
  /** Size of the files that are done. */
  bytesBefore: number
  /** Read of the current file. */
  bytesInFile: number
  fileBytes: number
  bytesTotal: number
}

type Steps = AsyncGenerator<EncodedBatch | undefined>

async function* readPaths(paths: readonly string[], state: State): Steps {
  const found: FoundPath[] = []
  for (const path of paths) found.push(await findFiles(path))
  state.bytesTotal = found.flatMap(({ files }) => files).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  for (const one of found) yield* readPath(one, state)
  refuseIfNothingWasRead(paths, found, state)
}

async function* readPath({ path, isDirectory, files, unreadable, passedOver }: FoundPath, state: State): Steps {
  state.passedOver.push(...passedOver)
  const talliesBefore = state.tallies.length
  for (const problem of unreadable) addUnreadable(problem, state)
  for (const file of files) yield* readFile(file, state)
  if (isDirectory && state.tallies.length === talliesBefore) addUnreadable({ path, error: 'The directory holds no capture.' }, state)
}

async function* readFile(file: CaptureFile, state: State): Steps {
  const talliesBefore = state.tallies.length
  state.bytesInFile = 0
  state.fileBytes = file.sizeBytes
  const warnings: string[] = []
  for await (const found of openFile(file, openContext(state, warnings))) yield* readFound(found, file, state)
  state.bytesBefore += file.sizeBytes
  state.bytesInFile = 0
  const warning = await changeWarning(file)
  if (warning !== undefined) warnings.push(warning)
  for (const tally of state.tallies.slice(talliesBefore)) tally.warnings.push(...warnings)
}

function openContext(state: State, warnings: string[]): OpenContext {
  return {
    limits: state.settings.limits,
    onBytesRead: (byteCount) => (state.bytesInFile += byteCount),
    onPassedOver: (passed) => state.passedOver.push(passed),
    onWarning: (message) => warnings.push(message),
  }
}

async function* readFound(found: Member | Unreadable, file: CaptureFile, state: State): Steps {
  if ('error' in found) addUnreadable(found, state)
  else yield* readMember(found, file, state)
}

async function* readMember(member: Member, { modifiedUs }: CaptureFile, state: State): Steps {
  const tally = addTally(member, state)
  yield* readInput(member, tally, { settings: state.settings, modifiedUs, run: state.run })
  if (!member.isNamed && isForeign(tally)) passOver(tally, state)
}

/** A package manifest is JSON too. */
function isForeign({ format, recognised, error }: InputTally): boolean {
  return format !== 'evtx' && format !== 'recording' && recognised === 0 && error === null
}

function passOver({ path, format }: InputTally, { tallies, passedOver }: State): void {
  tallies.pop()
  passedOver.push({ path, reason: `${format === 'xml' ? 'XML' : 'JSON'} without event records` })
}

function addTally({ path }: Member, state: State): InputTally {
  const tally = createInputTally(path)
  state.tallies.push(tally)
  return tally
}

function addUnreadable({ path, error }: Unreadable, state: State): void {
  state.tallies.push({ ...createInputTally(path), error })
}

/** Someone may still be writing: then numbers and ids of the events are those of an unfinished file. */
async function changeWarning({ path, sizeBytes, modifiedUs, isStream }: CaptureFile): Promise<string | undefined> {
  if (isStream === true) return undefined
  try {
    const { size, mtimeMs } = await stat(path)
    if (size === sizeBytes && Math.round(mtimeMs * 1000) === modifiedUs) return undefined
    return `The file changed while it was read (${sizeBytes} bytes before, ${size} after): read it again when it is complete.`
  } catch {
    return 'The file was removed while it was read.'
  }
}

function refuseIfNothingWasRead(paths: readonly string[], found: readonly FoundPath[], { tallies }: State): void {
  if (tallies.some(({ error, recordsRead }) => error === null || recordsRead > 0)) return
  const hasFiles = found.some(({ isDirectory, files }) => files.length > 0 && !isDirectory)
  const problems = tallies.slice(0, 3).map(({ path, error }) => `${path}: ${error}`)
  const code = hasFiles ? 'INPUT_UNREADABLE' : 'INPUT_MISSING'
  const what = paths.length === 1 ? 'The input could not be read' : `None of the ${paths.length} inputs could be read`
  throw new PipelineError(code, `${what}. ${problems.join(' ')}`)
}
