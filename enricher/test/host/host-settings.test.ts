import { hostIdFromName, toIdText } from '@win11mon/schemas'
import { expect, test } from 'vitest'

import { defaultTrustPolicy } from '../../src/detect/trust-policy.ts'
import { hostSettings } from '../../src/host/host-settings.ts'
import { enricherSettings } from '../../src/settings.ts'

test('turns what a person set into what the enricher works with', () => {
  const settings = { lateness_seconds: 2.5, horizon_seconds: 1_800, max_processes: 2_000, max_mentions: 3_000 }

  expect(hostSettings(enricherSettings.parse(settings))).toEqual({
    latenessUs: 2_500_000,
    horizonUs: 1_800_000_000,
    maxProcesses: 2_000,
    maxMentions: 3_000,
    exceptions: [],
    trust: defaultTrustPolicy,
    indexesEvents: true,
    documentsAfterBatches: 32,
  })
})

test('has whole microseconds of any fraction of a second', () => {
  expect(hostSettings(enricherSettings.parse({ lateness_seconds: 0.1 + 0.2 })).latenessUs).toBe(300_000)
})

test('leaves an exception the host that it names, by name or by id, and gives it the time at which it is over', () => {
  const hostId = toIdText(hostIdFromName('DESK1.example.com'))
  const named = { rule: 'HD-08', actor: 'C:\\Tools\\*', reason: 'ours', host: 'DESK1.example.com', expires: '2026-06-30' }
  const { exceptions } = hostSettings(enricherSettings.parse({ exceptions: [named, { rule: '*', reason: 'ours', host: hostId }] }))

  expect(exceptions[0]).toEqual({
    rule: 'HD-08',
    actor: 'C:\\Tools\\*',
    host: 'DESK1.example.com',
    reason: 'ours',
    expiresUs: Date.UTC(2026, 5, 30) * 1000,
  })
  expect(exceptions[1]?.host).toBe(hostId)
})
