import * as z from 'zod'

const severities = ['informational', 'low', 'medium', 'high', 'critical'] as const
const severity = z.enum(severities)

export type ConfigSeverity = (typeof severities)[number]

/** A known good case, as a person writes it down. */
export interface ExceptionConfig {
  readonly rule: string
  readonly actor?: string | undefined
  readonly object?: string | undefined
  readonly host?: string | undefined
  readonly reason: string
  readonly expires?: string | undefined
}

/** Everything that can be configured, in the words of the file. */
export interface Config {
  readonly collector: {
    readonly batch_events: number
    readonly spool: { readonly kind: 'memory' | 'sqlite'; readonly directory: string; readonly max_bytes: number }
    readonly capture: { readonly max_line_bytes: number; readonly max_expanded_bytes: number; readonly max_expansion_ratio: number }
  }
  readonly enricher: { readonly lateness_seconds: number; readonly exceptions: readonly ExceptionConfig[] }
  readonly analysis: { readonly min_severity: ConfigSeverity; readonly fail_on: ConfigSeverity | 'never' }
  readonly log: { readonly level: 'silent' | 'error' | 'warn' | 'info' }
}

const mebibyte = 1024 * 1024

const exception = z.strictObject({
  rule: z.string().min(1).describe('Rule id such as HD-08, or *.'),
  actor: z.string().optional().describe("Path of the actor's image; * stands for any run of characters."),
  object: z.string().optional().describe("Path of the object's image, in the same way."),
  host: z.string().optional().describe('Host name or host id.'),
  reason: z.string().min(1).describe('Why this is known to be good.'),
  expires: z
    .union([z.iso.date(), z.iso.datetime({ offset: true })])
    .optional()
    .describe('Findings of events after this time (UTC) are raised again.'),
})

const spool = z.strictObject({
  kind: z
    .enum(['memory', 'sqlite'])
    .default('memory')
    .describe('Where batches wait for the pipeline: memory, or a file that survives a crash.'),
  directory: z.string().min(1).default('win11mon-spool').describe('Directory of the spool file; only for kind sqlite.'),
  max_bytes: z
    .int()
    .min(mebibyte)
    .default(64 * mebibyte)
    .describe('Bytes the spool holds at most.'),
})

const capture = z.strictObject({
  max_line_bytes: z
    .int()
    .min(1024)
    .default(32 * mebibyte)
    .describe('A longer record is rejected and counted; those after it are read.'),
  max_expanded_bytes: z
    .int()
    .min(mebibyte)
    .default(64 * 1024 * mebibyte)
    .describe('An archive member that unpacks to more is refused.'),
  max_expansion_ratio: z.int().min(2).default(200).describe('Bytes out per byte in beyond which a member is refused as a bomb.'),
})

/** Parses a merged configuration; fills in every default. Unknown keys are errors. */
export const configSchema: z.ZodType<Config> = z.strictObject({
  collector: z
    .strictObject({
      batch_events: z.int().min(1).max(100_000).default(500).describe('Events a batch holds at most.'),
      spool: spool.prefault({}).describe('What holds events until the pipeline has taken them.'),
      capture: capture.prefault({}).describe('Bounds on what a capture file may ask for.'),
    })
    .prefault({})
    .describe('Reading events.'),
  enricher: z
    .strictObject({
      lateness_seconds: z
        .number()
        .min(0)
        .max(86_400)
        .default(10)
        .describe('How much later than newer events an event may come and still be in time for the rules.'),
      exceptions: z.array(exception).default([]).describe('Known good cases: findings that match are counted, not raised.'),
    })
    .prefault({})
    .describe('Tree, scores and alerts.'),
  analysis: z
    .strictObject({
      min_severity: severity.default('informational').describe('Alerts below are counted, not shown.'),
      fail_on: z
        .enum([...severities, 'never'])
        .default('never')
        .describe('Exit with 1 when an alert of at least this severity exists.'),
    })
    .prefault({})
    .describe('What `win11mon analyze` shows.'),
  log: z
    .strictObject({
      level: z.enum(['silent', 'error', 'warn', 'info']).default('info').describe('What is written to the standard error stream.'),
    })
    .prefault({})
    .describe('Messages.'),
})
