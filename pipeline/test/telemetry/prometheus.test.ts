import { expect, test } from 'vitest'

import { openPrometheusMetrics } from '../../src/telemetry/prometheus.ts'
import { showStages } from '../../src/telemetry/stage-metrics.ts'
import { createTelemetry } from '../../src/telemetry/telemetry.ts'

test('counters and gauges say what is so when somebody looks', async () => {
  const metrics = await openPrometheusMetrics()
  let count = 1
  metrics.counter({ name: 'win11mon_things_total', help: 'Things.' }, () => count)
  metrics.gauge({ name: 'win11mon_level', help: 'Level.', labels: ['kind'] }, () => [{ labels: ['a"b\n'], value: count }])
  await metrics.text()
  count = 5
  const text = await metrics.text()
  expect(text).toContain('\nwin11mon_things_total 5\n')
  expect(text).toContain('\nwin11mon_level{kind="a\\"b\\n"} 5\n')
  expect(text).toContain('# TYPE win11mon_things_total counter')
})

test('what has no value is left out', async () => {
  const metrics = await openPrometheusMetrics()
  metrics.gauge({ name: 'win11mon_ring_ratio', help: 'Ring.' }, () => [])
  metrics.gauge({ name: 'win11mon_blind', help: 'Blind.', labels: ['kind'] }, () => [])
  expect(await metrics.text()).not.toMatch(/^win11mon_(ring_ratio|blind)/m)
})

test('observations are counted below their bounds', async () => {
  const metrics = await openPrometheusMetrics()
  const observe = metrics.histogram({ name: 'win11mon_call_seconds', help: 'Calls.' }, [0.1, 1])
  for (const value of [0.05, 0.5, 5]) observe(value)
  expect(await metrics.text()).toContain('win11mon_call_seconds_bucket{le="1"} 2')
})

test('every stage is shown under the names they have in common, and they add up', async () => {
  const [metrics, telemetry] = [await openPrometheusMetrics(), createTelemetry()]
  const stage = telemetry.stage('collect')
  stage.received(10)
  stage.sent(6)
  stage.dropped('spool_full', 3)
  stage.error('IO_FAILED')
  showStages(metrics, telemetry)
  const text = await metrics.text()
  for (const line of [
    'win11mon_events_received_total{stage="collect"} 10',
    'win11mon_events_sent_total{stage="collect"} 6',
    'win11mon_events_dropped_total{stage="collect",reason="spool_full"} 3',
    'win11mon_buffer_events{stage="collect"} 1',
    'win11mon_errors_total{stage="collect",code="IO_FAILED"} 1',
  ])
    expect(text).toContain(line)
})
