import fc from 'fast-check'
import { expect, test } from 'vitest'

import { collectEvents } from '../collect-events.ts'
import { referenceFindings } from '../reference-rules.ts'

test('without a scenario nothing happens that the handle rules are for', async () => {
  const options = fc.record({ seed: fc.integer(), eventsPerSecond: fc.constantFrom(30, 500, 20_000) })
  await fc.assert(
    fc.asyncProperty(options, async (chosen) => {
      expect(referenceFindings(await collectEvents({ ...chosen, events: 25_000 }))).toEqual([])
    }),
    { numRuns: 6 },
  )
})
