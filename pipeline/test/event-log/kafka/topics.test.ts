import { expect, test } from 'vitest'

import { kafkaSettings } from '../../../src/event-log/kafka/settings.ts'
import { compareTopic, plannedTopics } from '../../../src/event-log/kafka/topics.ts'

test.each([
  [1, '1'],
  [2, '1'],
  [3, '2'],
  [5, '2'],
])('with %s copies of a topic, %s must have a record, so that one may be away', (replication, minimum) => {
  const topics = plannedTopics(kafkaSettings.parse({ topics: { replication } }))
  for (const { config } of topics) expect(config['min.insync.replicas']).toBe(minimum)
})

test('compares what is planned and nothing else', () => {
  const [planned] = plannedTopics(kafkaSettings.parse({}))
  if (planned === undefined) throw new Error('There is no topic.')
  const config = { ...planned.config, 'segment.bytes': '1', 'retention.ms': '5' }
  expect(compareTopic(planned, { ...planned, config }).differences).toEqual([
    { setting: 'retention.ms', planned: '604800000', actual: '5' },
  ])
  expect(compareTopic(planned, undefined).state).toBe('missing')
})
