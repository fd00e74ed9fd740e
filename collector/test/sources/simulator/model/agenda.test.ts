import fc from 'fast-check'
import { expect, test } from 'vitest'

import { type Activity, createAgenda } from '../../../../src/sources/simulator/model/agenda.ts'

test('steps are taken in order of time, then in the order they were planned', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 6 }), { maxLength: 30 }), (plans) => {
      const agenda = createAgenda(1000)
      const taken: number[] = []
      function* follow(delays: readonly number[]): Activity {
        for (const delay of delays) {
          taken.push(agenda.nowUs)
          yield delay
        }
      }
      for (const delays of plans) agenda.start(follow(delays), delays[0] ?? 1)
      while (agenda.size > 0) agenda.step()
      expect(taken).toEqual(taken.toSorted((left, right) => left - right))
      expect(taken).toHaveLength(plans.flat().length)
    }),
  )
})

test('what is planned for the same moment happens in the order of planning', () => {
  const agenda = createAgenda(0)
  const taken: string[] = []
  function* once(name: string): Activity {
    taken.push(name)
    yield 1
  }
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) agenda.start(once(name), 5)
  while (agenda.size > 0) agenda.step()
  expect(taken).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
})

test('a step may plan more work; an empty agenda stays where it is', () => {
  const agenda = createAgenda(0)
  const taken: number[] = []
  function* later(): Activity {
    taken.push(agenda.nowUs)
    yield 100
  }
  function* first(): Activity {
    agenda.start(later(), 3)
    agenda.start(later(), 1)
    yield 2
    taken.push(agenda.nowUs)
  }
  agenda.start(first(), 10)
  for (let count = 0; count < 20; count += 1) agenda.step()
  expect(taken).toEqual([11, 12, 13])
  expect(agenda.nextUs).toBe(Infinity)
})
