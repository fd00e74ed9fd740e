import { suggest } from '@win11mon/pipeline'
import * as z from 'zod'

import { defaultAgentImages } from './detect/trust-policy.ts'
import { knownRuleIds } from './known-rule-ids.ts'
import { criticalImageNames, trustedPublisherNames } from './windows/trust.ts'

/** A known good case, as a person writes it down. */
export interface ExceptionSettings {
  readonly rule: string
  readonly actor?: string | undefined
  readonly object?: string | undefined
  readonly host?: string | undefined
  readonly reason: string
  readonly expires?: string | undefined
}

/** Rules of people, in Sigma's format. */
export interface RuleSettings {
  readonly directory: string
  readonly placeholders: Readonly<Record<string, readonly string[]>>
}

/** What a person decides about trust. */
export interface TrustSettings {
  readonly publishers: readonly string[]
  readonly images: readonly string[]
  readonly critical_processes: readonly string[]
  readonly agent_images: readonly string[]
}

/** Section `enricher` of the configuration, in the words of the file. */
export interface EnricherSettings {
  readonly lateness_seconds: number
  readonly horizon_seconds: number
  readonly max_processes: number
  readonly max_mentions: number
  readonly checkpoint_seconds: number
  readonly quiet_seconds: number
  readonly rebuild_seconds: number
  readonly exceptions: readonly ExceptionSettings[]
  readonly rules: RuleSettings
  readonly trust: TrustSettings
}

const hourSeconds = 3_600
const daySeconds = 24 * hourSeconds

/** What the ids of built-in rules look like. */
const builtInForm = /^[a-z]{2}[-_ ]?\d+$/i

/**
 * A misspelled rule would leave what it was to explain raised, and nobody would know why. Rules that people wrote are not
 * known here: an id that neither looks like ours nor is near one may be theirs.
 */
function checkRule(rule: string, { addIssue }: z.RefinementCtx): void {
  if (rule === '*' || rule === '' || knownRuleIds.includes(rule)) return
  const nearest = suggest(rule, knownRuleIds)
  if (nearest === undefined && !builtInForm.test(rule)) return
  const advice = nearest === undefined ? '' : `; the nearest is ${nearest}`
  addIssue({ code: 'custom', message: `there is no rule ${rule}${advice} (of ${knownRuleIds.join(', ')}, and * for all)` })
}

const exception = z.strictObject({
  rule: z.string().min(1).superRefine(checkRule).describe('Rule id such as HD-08, id of a Sigma rule, or *.'),
  actor: z.string().optional().describe("Path of the actor's image; * stands for any run of characters."),
  object: z.string().optional().describe("Path of the object's image, in the same way."),
  host: z.string().optional().describe('Host name or host id.'),
  reason: z.string().min(1).describe('Why this is known to be good.'),
  expires: z
    .union([z.iso.date(), z.iso.datetime({ offset: true })])
    .optional()
    .describe('Findings of events after this time (UTC) are raised again.'),
})

const ruleSettings = z.strictObject({
  directory: z.string().default('').describe('Directory of Sigma rules (.yml), with those below; none unless given.'),
  placeholders: z
    .record(z.string(), z.array(z.string()))
    .default({})
    .describe('Values by name of a placeholder, for rules with the modifier expand.'),
})

const trust = z
  .strictObject({
    publishers: z
      .array(z.string().min(1))
      .default([...trustedPublisherNames])
      .describe('Signers, as events name them, whose programs in protected directories are trusted.'),
    images: z
      .array(z.string().min(1))
      .default([])
      .describe('Paths of images trusted in addition; a star stands for any run of characters. Programs that run foreign code never are.'),
    critical_processes: z
      .array(z.string().regex(/^[^\\*]+$/u))
      .min(1)
      .default([...criticalImageNames])
      .describe('File names of processes in System32 that are worth an attack.'),
    agent_images: z
      .array(z.string().min(1))
      .default([...defaultAgentImages])
      .describe('Paths of the images of our own agent, which HD-14 watches over.'),
  })
  .prefault({})
  .describe('Whom the rules trust, and what they guard.')

/** What the enricher lets a person set. */
export const enricherSettings: z.ZodType<EnricherSettings> = z
  .strictObject({
    lateness_seconds: z
      .number()
      .min(0)
      .max(daySeconds)
      .default(10)
      .describe('How much later than newer events an event may come and still be in time for the rules.'),
    horizon_seconds: z
      .number()
      .min(600)
      .max(30 * daySeconds)
      .default(hourSeconds)
      .describe(
        'How long after its end a process stays in the memory of a service, and how late an event may come and still change ' +
          'what is known of others. `analyze` forgets nothing.',
      ),
    max_processes: z
      .int()
      .min(1_000)
      .default(50_000)
      .describe('Processes of one host that a service remembers; beyond that the oldest leave before their time. `analyze` keeps all.'),
    max_mentions: z
      .int()
      .min(1_000)
      .default(200_000)
      .describe(
        'Mentions of processes without their start time that a service remembers of one host; beyond that the oldest are final ' +
          'before their time. `analyze` keeps all.',
      ),
    checkpoint_seconds: z
      .number()
      .min(0)
      .max(600)
      .default(5)
      .describe(
        'How often the states of hosts that changed are kept and their positions committed; what came since comes again after a kill.',
      ),
    quiet_seconds: z
      .number()
      .min(1)
      .max(daySeconds)
      .default(300)
      .describe('How long a host that nothing comes of stays in the memory of a service; its state stays in the state store.'),
    rebuild_seconds: z
      .number()
      .min(0)
      .max(30 * daySeconds)
      .default(hourSeconds)
      .describe('How far back in the topic hosts are made again from whose state was lost or damaged.'),
    exceptions: z.array(exception).default([]).describe('Known good cases: findings that match are counted, not raised.'),
    rules: ruleSettings.prefault({}).describe('Rules beside the built-in ones.'),
    trust,
  })
  .prefault({})
  .describe('Tree, scores and alerts.')
