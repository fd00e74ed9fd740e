import fc from 'fast-check'
import { expect, test } from 'vitest'

import type { Evidence } from '../../src/score/evidence.ts'
import { EvidenceStore, maxEvidence } from '../../src/score/evidence-store.ts'
import type { ProcessReference } from '../../src/tree/marks.ts'

const stretchUs = 10_000_000

function aReference(processId: number, timeUs: number, startUs: number | null): ProcessReference {
  return { processId, startUs, timeUs, image: '\\windows\\system32\\svchost.exe', role: 'mention' }
}

function anOpen(stretch: number, { hasStarts = true, objectId = 900 } = {}): Evidence {
  const timeUs = stretch * stretchUs + 17
  return {
    featureId: 'B15',
    actor: aReference(700, timeUs, hasStarts ? 1 : null),
    object: aReference(objectId, timeUs, hasStarts ? 2 : null),
    eventId: `boot-${stretch}`,
  }
}

test('keeps the earliest evidence of two known processes however long it goes on, in any order', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(100_000), { minLength: maxEvidence, maxLength: 200 }), (stretches) => {
      const store = new EvidenceStore()
      for (const stretch of stretches) store.add(anOpen(stretch))
      const earliest = stretches.toSorted((left, right) => left - right).slice(0, maxEvidence)
      expect(store.of(700, 'B15').map(({ eventId }) => eventId)).toEqual(earliest.map((stretch) => `boot-${stretch}`))
    }),
  )
})

test('keeps evidence of every object, and of every stretch where processes are not known by their start', () => {
  const store = new EvidenceStore()
  for (let stretch = 0; stretch < 20; stretch += 1) {
    store.add(anOpen(stretch, { objectId: 900 + (stretch % 2) }))
    store.add({ ...anOpen(stretch, { hasStarts: false }), featureId: 'B10' })
  }
  expect([...store.features(700)]).toEqual(['B15', 'B10'])
  expect(store.of(700, 'B15')).toHaveLength(2 * maxEvidence)
  expect(store.of(700, 'B10')).toHaveLength(20)
  expect(store.of(701, 'B10')).toEqual([])
})

test('keeps one event a stretch, the earliest', () => {
  const store = new EvidenceStore()
  const late = anOpen(3)
  const early = { ...late, actor: { ...late.actor, timeUs: late.actor.timeUs - 10 }, eventId: 'boot-earlier' }
  store.add(late)
  store.add(early)
  store.add(late)
  expect(store.of(700, 'B15')).toEqual([early])
})
