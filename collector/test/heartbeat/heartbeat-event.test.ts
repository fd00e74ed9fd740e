import { encodeBatch } from '@win11mon/schemas'
import { expect, test } from 'vitest'

import { stepCanary, untriedCanary } from '../../src/canary/canary.ts'
import { type AgentFacts, type HeartbeatFacts, heartbeatEvent } from '../../src/heartbeat/heartbeat-event.ts'
import { emptyCounts } from '../../src/ledger/spool-counts.ts'
import { aDevice } from '../canary/a-device.ts'

const agent: AgentFacts = {
  sourceKind: 'driver',
  agentVersion: '1.2.3',
  hostName: 'DESK1',
  operatingSystemBuild: 22_631,
  runtimeVersion: 'v24.0.0',
  configurationHash: '0123456789abcdef',
  startedUs: 5,
}

const facts: HeartbeatFacts = {
  timeUs: 17,
  trigger: 'interval',
  source: { read: 10, readByKind: { image_load: 7, process_create: 3 }, spooled: 9, bootId: new Uint8Array(16).fill(1) },
  issuedThrough: 12,
  published: 6,
  spool: { ...emptyCounts, heldEvents: 2, droppedEvents: 4, droppedByKind: { image_load: 4 }, corruptEvents: 1, corruptBatches: 1 },
  device: undefined,
  canary: undefined,
}

test('tells the ledger, by kind where it has it', () => {
  expect(heartbeatEvent(agent, facts)).toMatchObject({
    ...agent,
    trigger: 'interval',
    issuedCount: 12,
    readCount: 10,
    readByKind: 'process_create=3,image_load=7',
    spooledCount: 9,
    publishedCount: 6,
    heldCount: 2,
    lostCount: 5,
    lostByKind: 'image_load=4',
    isSensorBlind: null,
    blindKinds: null,
    driverVersion: null,
  })
})

test('tells what the driver says of itself', async () => {
  const full = aDevice()
  full.isFull = true
  await full.device.provoke('image')
  expect(heartbeatEvent(agent, { ...facts, device: full.device.statistics() })).toMatchObject({
    issuedCount: 42,
    refusedByKind: 'image_load=1',
    ringSizeBytes: 8_388_608,
    ringUsedBytes: 1_024,
    driverVersion: '1/1234abcd',
  })
})

test('tells that the sensor is blind, and for which kinds', () => {
  const unreachable = { type: 'unreachable' } as const
  const canary = stepCanary(stepCanary(untriedCanary(), unreachable), unreachable)
  const event = heartbeatEvent(agent, { ...facts, canary })
  expect([event.isSensorBlind, event.blindKinds?.split(',').length]).toEqual([true, 8])
  expect(event.canary).toContain('image_load=blind')
})

test('can be encoded', () => {
  const id = new Uint8Array(16).fill(1)
  const event = { ...heartbeatEvent(agent, facts), sequence: 1 }
  const batch = { hostId: id, hostName: null, bootId: id, agentVersion: '1', firstSequence: 1, lastSequence: 1, events: [event] }
  expect(encodeBatch(batch).length).toBeGreaterThan(100)
})
