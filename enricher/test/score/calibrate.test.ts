import { expect, test } from 'vitest'

import { type LabelledScore, crossValidatedBrier, fitCalibration, reliabilityOf } from '../../src/score/calibrate.ts'
import { probabilityOf } from '../../src/score/log-odds.ts'

/** Labels of which exactly the share that `truth` gives is positive, at each of many log-odds. */
function labelled(truth: (nats: number) => number, perPoint = 200): LabelledScore[] {
  const points = Array.from({ length: 17 }, (_, index) => index - 8)
  return points.flatMap((nats) => {
    const positives = Math.round(perPoint * truth(nats))
    return Array.from({ length: perPoint }, (_, index) => ({ entityId: `${nats} ${index}`, nats, isPositive: index < positives }))
  })
}

const asGiven = { slope: 1, offset: 0 }

test('finds the slope and the offset that the labels were made with', () => {
  const fit = fitCalibration(labelled((nats) => probabilityOf(0.5 * nats - 1)))
  expect(fit?.slope).toBeCloseTo(0.5, 1)
  expect(fit?.offset).toBeCloseTo(-1, 1)
})

test('leaves scores that are right already as they are', () => {
  const fit = fitCalibration(labelled(probabilityOf))
  expect(fit?.slope).toBeCloseTo(1, 1)
  expect(fit?.offset).toBeCloseTo(0, 1)
})

test('has a finite answer where a threshold parts the labels cleanly', () => {
  const fit = fitCalibration(labelled((nats) => (nats > 0 ? 1 : 0)))
  expect(fit?.slope).toBeGreaterThan(1)
  expect(fit?.slope).toBeLessThan(100)
})

test('fits nothing to labels of one kind', () => {
  expect(fitCalibration(labelled(() => 1))).toBeUndefined()
  expect(fitCalibration([])).toBeUndefined()
})

test('a fit betters the Brier score of wrong scores, on labels that it was not fitted on too', () => {
  const scores = labelled((nats) => probabilityOf(0.3 * nats - 2))
  const before = reliabilityOf(scores, asGiven).brier
  expect(reliabilityOf(scores, fitCalibration(scores) ?? asGiven).brier).toBeLessThan(before)
  expect(crossValidatedBrier(scores)).toBeLessThan(before)
})

test('bins hold every label once, and say what was expected and what was seen', () => {
  const scores = labelled(probabilityOf, 7)
  const { bins } = reliabilityOf(scores, asGiven)
  expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(scores.length)
  const last = bins.at(-1)
  expect(last?.expected).toBeGreaterThan(0.99)
  expect(last?.observed).toBe(1)
  expect(reliabilityOf(scores.slice(0, 3), asGiven).bins).toHaveLength(3)
})

test('the Brier score is that of the definition', () => {
  const scores = [
    { entityId: 'a', nats: 0, isPositive: true },
    { entityId: 'b', nats: 0, isPositive: false },
  ]
  expect(reliabilityOf(scores, asGiven).brier).toBeCloseTo(0.25, 12)
})
