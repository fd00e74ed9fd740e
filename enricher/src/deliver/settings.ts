import * as z from 'zod'

import { type Severity, severities } from '../detect/severity.ts'

/** Section `alerts` of the configuration, in the words of the file. */
export interface AlertSettings {
  readonly min_severity: Severity
  readonly webhook: { readonly url: string; readonly secret: string; readonly timeout_ms: number }
  readonly file: string
  readonly syslog: { readonly address: string; readonly timeout_ms: number }
  readonly jobs: { readonly kind: 'sqlite' | 'redis'; readonly path: string; readonly attempts: number }
  readonly reconcile_hours: number
}

const webhook = z
  .strictObject({
    url: z
      .union([z.literal(''), z.url({ protocol: /^https?$/u })])
      .default('')
      .describe('Address that alerts are posted to, as JSON; empty for none.'),
    secret: z.string().default('').meta({ writeOnly: true }).describe('Secret that each request is signed with; empty for none.'),
    timeout_ms: z.int().min(100).max(120_000).default(10_000).describe('How long an answer of the webhook may take.'),
  })
  .prefault({})
  .describe('A webhook.')

const syslog = z
  .strictObject({
    address: z
      .union([z.literal(''), z.url({ protocol: /^(?:udp|tcp)$/u })])
      .default('')
      .describe('Syslog server that alerts are sent to (RFC 5424), udp://host:514 or tcp://host:601; empty for none.'),
    timeout_ms: z.int().min(100).max(120_000).default(10_000).describe('How long sending to the syslog server may take.'),
  })
  .prefault({})
  .describe('Syslog.')

const jobs = z
  .strictObject({
    kind: z.enum(['sqlite', 'redis']).default('sqlite').describe('Where jobs wait: a file of this process, or Redis, shared by several.'),
    path: z.string().min(1).default('win11mon-jobs.sqlite').describe('File of the jobs, with `sqlite`.'),
    attempts: z.int().min(1).max(100).default(12).describe('How often a delivery is tried, with growing pauses, before it has failed.'),
  })
  .prefault({})
  .describe('Jobs of delivery.')

export const alertSettings: z.ZodType<AlertSettings> = z
  .strictObject({
    min_severity: z.enum(severities).default('low').describe('Alerts below are stored and not told.'),
    webhook,
    file: z.string().default('').describe('File that alerts are appended to, JSON lines; empty for none.'),
    syslog,
    jobs,
    reconcile_hours: z
      .number()
      .min(0)
      .max(720)
      .default(24)
      .describe('Alerts of so many hours are looked through for deliveries that nobody has queued, such as after a loss of the queue.'),
  })
  .prefault({})
  .describe('Where alerts are told.')
