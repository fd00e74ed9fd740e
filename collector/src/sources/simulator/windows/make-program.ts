import { type Account, integrity, type Library, type Program, type Role } from '../model/program.ts'
import { libraries } from './libraries.ts'

/** Programs are written as a path and what differs from the family's defaults. */
export interface ProgramDetails {
  /** Arguments after the quoted path; `commandLine` replaces the whole text. */
  readonly args?: string
  readonly commandLine?: string
  readonly workingDirectory?: string
  readonly account?: Account
  readonly integrityLevel?: number
  readonly sessionId?: number
  readonly signer?: string | null
  readonly role?: Role
  readonly libraries?: readonly Library[]
  readonly threads?: number
  readonly activity?: number
}

type Defaults = Omit<Program, 'path' | 'commandLine'>

const serviceDefaults: Defaults = {
  workingDirectory: 'C:\\Windows\\System32\\',
  account: 'system',
  integrityLevel: integrity.system,
  sessionId: 0,
  signer: 'Microsoft Windows',
  role: 'application',
  libraries: libraries.service,
  threads: 4,
  activity: 4,
}

const userDefaults: Defaults = {
  workingDirectory: 'C:\\Windows\\System32\\',
  account: 'user',
  integrityLevel: integrity.medium,
  sessionId: 1,
  signer: 'Microsoft Windows',
  role: 'application',
  libraries: libraries.shell,
  threads: 6,
  activity: 3,
}

/** A program of session 0 that runs as System unless told otherwise. */
export function serviceProgram(path: string, details: ProgramDetails = {}): Program {
  return makeProgram(path, serviceDefaults, details)
}

/** A program of the user's session at medium integrity unless told otherwise. */
export function userProgram(path: string, details: ProgramDetails = {}): Program {
  return makeProgram(path, userDefaults, details)
}

function makeProgram(path: string, defaults: Defaults, { args, commandLine, ...details }: ProgramDetails): Program {
  const quoted = path.includes(' ') || args === undefined ? `"${path}"` : path
  return { ...defaults, ...details, path, commandLine: commandLine ?? (args === undefined ? quoted : `${quoted} ${args}`) }
}
