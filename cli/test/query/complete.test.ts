import { expect, test } from 'vitest'

import { complete } from '../../src/query/complete.ts'

test.each([
  ['SELECT * FROM v_al', ['v_alerts'], 'v_al'],
  ['SELECT executa', ['executable'], 'executa'],
  ['sel', ['SELECT'], 'sel'],
  ['SELECT v_alerts.actor_u', ['v_alerts.actor_user'], 'v_alerts.actor_u'],
  ['SELECT * FROM JOIN hos', ['hosts'], 'hos'],
  ['.sch', ['.schema'], '.sch'],
  ['.schema dead', ['dead_letters'], 'dead'],
  ['SELECT nothing_like_it', [], 'nothing_like_it'],
  ['', [], ''],
])('%j is completed with what may stand there', (line, candidates, typed) => {
  expect(complete(line)).toEqual([candidates, typed])
})
