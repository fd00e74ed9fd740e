import * as z from 'zod'

import { describeConfig } from '../../src/config/config-description.ts'

const severities = ['low', 'high', 'critical'] as const

const exception = z.strictObject({
  rule: z.string().min(1),
  actor: z.string().optional(),
  reason: z.string().min(1),
  expires: z.iso.date().optional(),
})

const spool = z.strictObject({
  kind: z.enum(['memory', 'sqlite']).default('memory').describe('Where batches wait.'),
  directory: z.string().min(1).default('spool').describe('Directory of the file.'),
})

const schema = z.strictObject({
  collector: z
    .strictObject({
      batch_events: z.int().min(1).default(500).describe('Events a batch holds at most.'),
      spool: spool.prefault({}).describe('What holds events.'),
    })
    .prefault({})
    .describe('Reading events.'),
  enricher: z
    .strictObject({
      lateness_seconds: z.number().min(0).default(10).describe('How late an event may be.'),
      trusted: z.array(z.string().min(1)).default([]).describe('Publishers.'),
      exceptions: z.array(exception).default([]).describe('Known good cases.'),
    })
    .prefault({})
    .describe('Judging events.'),
  analysis: z
    .strictObject({
      min_severity: z.enum(severities).default('low').describe('Alerts below are not shown.'),
      fail_on: z
        .enum([...severities, 'never'])
        .default('never')
        .describe('Fail from here on.'),
    })
    .prefault({})
    .describe('Showing what was found.'),
})

/** Of a program with three sections: nested ones, numbers, words, texts and a list. */
export const description = describeConfig(schema)

export type SampleConfig = z.infer<typeof schema>
