import type { VersionedDocument } from '@win11mon/pipeline'
import { expect, test } from 'vitest'

import { type AnalysisResult, buildReport } from '../../src/analysis/build-report.ts'
import { createActivityLog } from '../../src/analysis/host-activity.ts'
import { startMeter } from '../../src/analysis/meter.ts'
import { aHostDocument, aProcessDocument, aScoreDoc, aStoreOf, anAlertDocument } from './a-document.ts'

const balance = { issued: 3, indexed: 1, deadLettered: 1, gaps: 1, inFlight: 0, unexplained: 0 }

function aHost(id: string, heldBack = { excepted: 0, suppressed: 0 }): VersionedDocument {
  return aHostDocument(id, id.toUpperCase(), JSON.stringify({ win11mon: { boots: [], alerts: heldBack } }))
}

/** The report on a run that met the hosts in this order and left these documents. */
async function report(hostIds: readonly string[], documents: readonly VersionedDocument[]): Promise<AnalysisResult> {
  const analysis = {
    isComplete: true,
    inputs: [],
    passedOver: [],
    hostIds,
    eventCounts: new Map([
      ['handle_create', 1],
      ['process_create', 2],
    ]),
    storedElsewhere: 0,
    balances: { streams: [], total: balance },
    activity: createActivityLog(),
    found: await aStoreOf(documents),
    meter: startMeter(),
    comparison: null,
  }
  return buildReport(analysis, { minSeverity: 'medium', exceptions: [] })
}

test('has the hosts in the order in which they were met, with what their documents say', async () => {
  const documents = [aHost('a', { excepted: 1, suppressed: 2 }), aHost('b', { excepted: 10, suppressed: 20 })]
  const result = await report(['b', 'a'], [...documents, aProcessDocument('p', { host_id: 'a', edge_confidence: 'observed' })])

  expect(result.report.hosts).toMatchObject([
    { id: 'b', name: 'B', processes: 0 },
    { id: 'a', name: 'A', processes: 1 },
  ])
  expect(result.report).toMatchObject({
    processes: { total: 1, created: 1, edges: { observed: 1, inferred: 0, unknown: 0 } },
    alerts_not_shown: { below_min_severity: 0, excepted: 11, suppressed: 22 },
    ledger: { issued: 3, indexed: 1, dead_lettered: 1, gaps: 1, in_flight: 0, unexplained: 0 },
    performance: { events: 3 },
  })
  expect(Object.keys(result.report.events)).toEqual(['process_create', 'handle_create'])
})

test('lists no alert that was withdrawn or is too low, and counts what is too low', async () => {
  const alerts = [
    anAlertDocument('stands', {}),
    anAlertDocument('withdrawn', { status: 'withdrawn' }),
    anAlertDocument('low', { severity: 'low' }),
  ]
  const result = await report(['host'], [aHost('host'), ...alerts])

  expect(result.report.alerts.map(({ id }) => id)).toEqual(['stands'])
  expect(result.report.alerts_not_shown.below_min_severity).toBe(1)
  expect(result.allAlerts.map(({ id }) => id)).toEqual(['stands', 'low'])
})

test('ranks the processes that something speaks for, the likeliest first, then the first to start', async () => {
  const speaking = aScoreDoc([-3, 2])
  const processes = [
    aProcessDocument('late', { abuse_score: 0.2, started_us: 2 }, speaking),
    aProcessDocument('early', { abuse_score: 0.2, started_us: 1 }, speaking),
    aProcessDocument('likely', { abuse_score: 0.4 }, speaking),
    aProcessDocument('alike', { abuse_score: 0.3 }, aScoreDoc()),
    aProcessDocument('trusted', { abuse_score: 0.3 }, aScoreDoc([-3])),
    aProcessDocument('proven', { abuse_score: 0.999 }, aScoreDoc([0])),
  ]
  const result = await report(['host'], [aHost('host'), ...processes])

  expect(result.report.scores.abuse.map(({ entity }) => entity.entity_id)).toEqual(['proven', 'likely', 'early', 'late'])
  expect(result.report.scores.abuse[1]).toMatchObject({ probability: 0.4, low: 0.125, reported: true, host: { id: 'host', name: 'HOST' } })
})

test('ranks no more than twenty, and reads no document that cannot be among them', async () => {
  const processes = Array.from({ length: 20 }, (_, index) => aProcessDocument(`p${index}`, {}, aScoreDoc([1])))
  const unread = aProcessDocument('unread', { loader_score: 0.1, abuse_score: 0.1 }, 'damaged')
  const best = aProcessDocument('z-best', { abuse_score: 0.9 }, aScoreDoc([1]))
  const { scores } = (await report(['host'], [aHost('host'), unread, ...processes, best])).report

  expect([scores.loader.length, scores.abuse.length]).toEqual([20, 20])
  expect([scores.loader.at(-1), scores.abuse[0], scores.abuse.at(-1)].map((score) => score?.entity.entity_id)).toEqual([
    'p9',
    'z-best',
    'p8',
  ])
})
