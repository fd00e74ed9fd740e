import { createSimulatorSource, scenarioNames } from '@win11mon/collector'
import { type Event, decodeBatch } from '@win11mon/schemas'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { builtInTestTexts, knownRuleIds, parseTests } from '@win11mon/enricher'

import { testEvents } from '../../enricher/src/rule-test/test-events.ts'
import { type StreamedEvent, alertsOf, asTheyArrive, essence, inBatches, inStreams, latenessUs } from './same-evidence.ts'

const streams = 3
const secondsBetween = 8

/** Every scenario on one host, one soon after the other. */
async function attackedHost(): Promise<Event[]> {
  const { signal } = new AbortController()
  const scenarios = scenarioNames.map((name, index) => ({ name, hostIndex: 0, offsetUs: 20_000_000 + index * secondsBetween * 1_000_000 }))
  const durationUs = 60_000_000 + scenarios.length * secondsBetween * 1_000_000
  const source = createSimulatorSource({ seed: 'same evidence', eventsPerSecond: 8, durationUs, scenarios })
  const events: Event[] = []
  for (let batch = await source.next(signal); batch !== undefined; batch = await source.next(signal))
    for (const event of decodeBatch(batch.value).events) events.push(event)
  return events
}

const inOrder = (events: readonly StreamedEvent[]): Promise<object[]> =>
  alertsOf(
    inBatches(
      events,
      () => 500,
      () => false,
    ),
  ).then(essence)

/** Draws again and again from a few numbers that fast-check chose, and shrinks. */
const drawn = fc.array(fc.nat(1_000_000), { minLength: 20, maxLength: 60 })

function shuffled(events: readonly StreamedEvent[], picks: readonly number[]): Promise<object[]> {
  const pick = (index: number): number => ((picks[index % picks.length] ?? 0) * 7_919 + index * 104_729) % 1_000_003
  const arriving = asTheyArrive(events, (index) => Math.floor((pick(index) / 1_000_003) * latenessUs))
  return alertsOf(
    inBatches(
      arriving,
      (batch) => 1 + (pick(batch) % 600),
      (batch) => pick(batch) % 5 === 0,
    ),
  ).then(essence)
}

describe('every scenario on one host', () => {
  test(
    'raises the same alerts, with the same ids, counts and evidence, in ten orders of arrival with repeats',
    { timeout: 240_000 },
    async () => {
      const events = inStreams(await attackedHost(), streams, (index) => index * 7 + Math.floor(index / 5))
      const expected = await inOrder(events)
      expect(expected.length).toBeGreaterThan(15)
      await fc.assert(
        fc.asyncProperty(drawn, async (picks) => {
          expect(await shuffled(events, picks)).toEqual(expected)
        }),
        { numRuns: 10, endOnFailure: true },
      )
    },
  )
})

test(
  'whatever a rule is tested with raises the same alerts in ten orders of arrival, and every rule is among them',
  { timeout: 240_000 },
  async () => {
    const files = await Promise.all(builtInTestTexts.map(([file, text]) => parseTests(text, file)))
    const examples = files
      .flatMap(({ tests }) => tests)
      .map((one) => inStreams(testEvents(one).events, streams, (index) => index * 7 + Math.floor(index / 5)))
    const expected = await Promise.all(examples.map(inOrder))
    const raised = new Set(expected.flat().map((alert) => ('ruleId' in alert ? alert.ruleId : '')))
    expect(knownRuleIds.filter((id) => !raised.has(id))).toEqual([])
    await fc.assert(
      fc.asyncProperty(drawn, async (picks) => {
        for (const [index, events] of examples.entries()) expect(await shuffled(events, picks)).toEqual(expected[index])
      }),
      { numRuns: 10, endOnFailure: true },
    )
  },
)
