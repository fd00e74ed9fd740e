/** Integrity levels as their RIDs. */
export const integrity = { untrusted: 0, low: 0x1000, medium: 0x2000, high: 0x3000, system: 0x4000 } as const

/** Who a program runs as; the host turns it into a user name. */
export type Account = 'system' | 'local_service' | 'network_service' | 'font_driver' | 'window_manager' | 'user'

/**
 * What a process does to others once it runs; decides which handles it opens and duplicates. `critical` processes are
 * also what others are careful with.
 */
export type Role =
  | 'kernel'
  | 'critical'
  | 'service'
  | 'antivirus'
  | 'broker'
  | 'browser'
  | 'renderer'
  | 'shell'
  | 'application'
  | 'tool'
  | 'intruder'

/** An image that gets mapped: a library, a driver, a main image. */
export interface Library {
  readonly path: string
  readonly sizeBytes: number
  readonly signer: string | null
  /** Signature level as the kernel gives it: 12 Windows, 8 Microsoft, 4 other signer, 1 unsigned. */
  readonly signatureLevel: number
  readonly isIoringRelated: boolean
}

/** What a process is made from. Texts may hold %USER%, the name of the host's user. */
export interface Program {
  readonly path: string
  readonly commandLine: string
  readonly workingDirectory: string | null
  readonly account: Account
  readonly integrityLevel: number
  readonly sessionId: number
  /** Null: unsigned. */
  readonly signer: string | null
  readonly role: Role
  /** Loaded at start, in this order, after the main image. */
  readonly libraries: readonly Library[]
  /** Threads it has besides the first, soon after its start. */
  readonly threads: number
  /** How often it appears as an actor of background activity, relative to others. */
  readonly activity: number
}

/** The last part of a path. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('\\') + 1)
}
