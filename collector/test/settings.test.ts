import { expect, test } from 'vitest'

import { collectorSettings } from '../src/settings.ts'

test('has a default for every setting, also where the section is missing', () => {
  const defaults = {
    source: 'device',
    recordings: [],
    output: '',
    state_directory: 'win11mon-state',
    batch_events: 500,
    heartbeat_seconds: 30,
    canary_seconds: 20,
    tap: true,
    simulator: { seed: '', hosts: 1, events_per_second: 40, pace: 'live', duration_seconds: null },
    spool: { kind: 'auto', directory: 'win11mon-spool', max_bytes: null, reserve_bytes: null },
    device: expect.objectContaining({
      library: '',
      sensors: ['process', 'thread', 'image', 'object', 'registry'],
      ring_bytes: 0,
      scans: true,
    }) as object,
    capture: {
      max_line_bytes: 32 * 1024 ** 2,
      max_expanded_bytes: 64 * 1024 ** 3,
      max_expansion_ratio: 200,
      log_records: ['default'],
      skip_kinds: [],
    },
  }

  expect(collectorSettings.parse({})).toEqual(defaults)
  expect(collectorSettings.parse(undefined)).toEqual(defaults)
})

test.each([
  { batch_events: 0 },
  { source: 'kernel' },
  { recordings: 'day.avro' },
  { heartbeat_seconds: 0 },
  { canary_seconds: -1 },
  { simulator: { pace: 'slow' } },
  { batch_events: 100_001 },
  { spool: { kind: 'redis' } },
  { spool: { directory: '' } },
  { spool: { max_bytes: 1024 } },
  { capture: { max_line_bytes: 1023 } },
  { capture: { max_expanded_bytes: 1024 } },
  { capture: { max_expansion_ratio: 1 } },
  { capture: { max_depth: 1 } },
])('refuses %j', (settings) => {
  expect(collectorSettings.safeParse(settings).success).toBe(false)
})
