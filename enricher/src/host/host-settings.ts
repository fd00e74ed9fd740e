import type { Exception } from '../alert/exception.ts'
import type { RuleSet } from '../detect/rule-set.ts'
import type { TrustPolicy } from '../detect/trust-policy.ts'
import type { EnricherSettings, TrustSettings } from '../settings.ts'
import { knownExceptions } from './known-exceptions.ts'

/** How the enricher treats every host. */
export interface HostSettings {
  /** How much later than the newest event an event may come and still be in time for the rules. Microseconds. */
  readonly latenessUs: number
  /**
   * How long after its end a process stays in the tree, and how late an event may be to change anything but its own document.
   * Infinity for runs that end: then nothing leaves. Microseconds, at least ten minutes.
   */
  readonly horizonUs: number
  readonly exceptions: readonly Exception[]
  /** Rules beside the built-in ones. */
  readonly ruleSet?: RuleSet | undefined
  /** Whom the rules trust; the default policy where nothing is said. */
  readonly trust?: TrustPolicy
  /** False when nobody will look at single events: they are counted as indexed without a document. */
  readonly indexesEvents: boolean
  /** Process documents are rewritten when this many batches of their host have come in, not for every event that touches one. */
  readonly documentsAfterBatches: number
  /** Processes of one host in the tree; beyond that the oldest leave before their time. */
  readonly maxProcesses: number
  /** References without a start time that are kept of one host; beyond that the oldest are final before their time. */
  readonly maxMentions: number
}

/** What a run that ends keeps: everything. */
export const endlessMemory: Pick<HostSettings, 'horizonUs' | 'maxProcesses' | 'maxMentions'> = {
  horizonUs: Infinity,
  maxProcesses: Infinity,
  maxMentions: Infinity,
}

/** How a service treats every host, from what a person set. A run that ends adds `endlessMemory`. */
export function hostSettings(settings: EnricherSettings, ruleSet?: RuleSet): HostSettings {
  return {
    latenessUs: microseconds(settings.lateness_seconds),
    horizonUs: microseconds(settings.horizon_seconds),
    maxProcesses: settings.max_processes,
    maxMentions: settings.max_mentions,
    exceptions: knownExceptions(settings.exceptions),
    ruleSet,
    trust: trustPolicy(settings.trust),
    indexesEvents: true,
    documentsAfterBatches: 32,
  }
}

function microseconds(seconds: number): number {
  return Math.round(seconds * 1e6)
}

function trustPolicy({ publishers, images, critical_processes, agent_images }: TrustSettings): TrustPolicy {
  return { publishers: inSmallLetters(publishers), images, criticalNames: inSmallLetters(critical_processes), agentImages: agent_images }
}

function inSmallLetters(texts: readonly string[]): ReadonlySet<string> {
  return new Set(texts.map((text) => text.toLowerCase()))
}
