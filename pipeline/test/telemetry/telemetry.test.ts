import { expect, test } from 'vitest'

import { createTelemetry } from '../../src/telemetry/telemetry.ts'

test('what was received is sent, dropped for a reason, or held', () => {
  const telemetry = createTelemetry()
  const stage = telemetry.stage('enrich')
  stage.received(10)
  stage.sent(4)
  stage.dropped('repeated', 3)
  stage.dropped('repeated', 1)
  stage.dropped('dead_letter', 0)
  expect(stage.counts).toEqual({ received: 10, sent: 4, held: 2, dropped: { repeated: 4 }, errors: {}, bounded: {} })
})

test('errors and bounds are counted by name', () => {
  const telemetry = createTelemetry()
  telemetry.stage('index').error('BACKEND_UNAVAILABLE')
  telemetry.stage('index').error('BACKEND_UNAVAILABLE')
  telemetry.stage('detect').bounded('time_window_keys', 2)
  expect(telemetry.snapshot()).toMatchObject({
    index: { errors: { BACKEND_UNAVAILABLE: 2 } },
    detect: { bounded: { time_window_keys: 2 } },
  })
})
