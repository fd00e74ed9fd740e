import { expect, test } from 'vitest'

import { enricherSettings } from '../src/settings.ts'

test('has a default for every setting, also where the section is missing', () => {
  const trust = {
    publishers: ['microsoft windows', 'microsoft corporation', 'microsoft windows publisher'],
    images: [],
    critical_processes: ['lsass.exe', 'csrss.exe', 'winlogon.exe', 'services.exe', 'smss.exe', 'wininit.exe'],
    agent_images: [String.raw`C:\Program Files\win11mon\*`],
  }
  const defaults = {
    lateness_seconds: 10,
    horizon_seconds: 3_600,
    max_processes: 50_000,
    max_mentions: 200_000,
    checkpoint_seconds: 5,
    quiet_seconds: 300,
    rebuild_seconds: 3_600,
    exceptions: [],
    rules: { directory: '', placeholders: {} },
    trust,
  }

  expect(enricherSettings.parse({})).toEqual(defaults)
  expect(enricherSettings.parse(undefined)).toEqual(defaults)
})

test.each([
  { lateness_seconds: 0, horizon_seconds: 600, max_processes: 1_000, max_mentions: 1_000 },
  { lateness_seconds: 86_400, horizon_seconds: 30 * 86_400 },
  { trust: { images: ['C:\\Backup\\*'], critical_processes: ['vault.exe'] } },
  { exceptions: [{ rule: '*', reason: 'ours', expires: '2026-06-30' }] },
  { exceptions: [{ rule: 'HD-08', reason: 'ours', expires: '2026-06-30T12:00:00+02:00' }] },
  { exceptions: [{ rule: '11111111-1111-4111-8111-111111111111', reason: 'a rule of ours' }] },
  { rules: { directory: 'rules', placeholders: { users: ['ann'] } } },
])('takes %j', (settings) => {
  expect(enricherSettings.parse(settings)).toMatchObject(settings)
})

test.each([
  { lateness_seconds: -1 },
  { lateness_seconds: 86_401 },
  { horizon_seconds: 599 },
  { horizon_seconds: 30 * 86_400 + 1 },
  { horizon_seconds: Infinity },
  { max_processes: 999 },
  { max_processes: 1_000.5 },
  { max_mentions: 999 },
  { exceptions: [{ rule: 'HD-08' }] },
  { exceptions: [{ rule: 'HD-80', reason: 'a rule that there is not' }] },
  { exceptions: [{ rule: 'hd-08', reason: 'rule ids have capitals' }] },
  { exceptions: [{ rule: 'HD-08', reason: 'ours', expires: 'soon' }] },
  { exceptions: [{ rule: 'HD-08', reason: 'ours', actr: 'x' }] },
  { horizon: 3_600 },
  { rules: { directory: 'rules', placeholders: { users: 'ann' } } },
  { trust: { critical_processes: ['C:\\Windows\\lsass.exe'] } },
  { trust: { critical_processes: [] } },
])('refuses %j', (settings) => {
  expect(enricherSettings.safeParse(settings).success).toBe(false)
})

test('says of an exception of an unknown rule which rules there are, and the nearest', () => {
  const { error } = enricherSettings.safeParse({ exceptions: [{ rule: 'hd-08', reason: 'x' }] })
  expect(error?.issues[0]).toMatchObject({ path: ['exceptions', 0, 'rule'] })
  expect(error?.issues[0]?.message).toMatch(/there is no rule hd-08; the nearest is HD-08 \(of HD-01, .*SC-02, and \* for all\)/)
})
