import * as fc from 'fast-check'
import { Partitioners } from 'kafkajs'
import { expect, test } from 'vitest'

import { partitionOf } from '../../../src/event-log/kafka/partition.ts'

test('puts a key where a Java client puts it', () => {
  const place = Partitioners.JavaCompatiblePartitioner()
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: 'binary' }), fc.integer({ min: 1, max: 500 }), (key, count) => {
      const partitionMetadata = Array.from({ length: count }, (_, partitionId) => ({ partitionId, leader: 1 }))
      expect(partitionOf(key, count)).toBe(
        place({ topic: 't', partitionMetadata: partitionMetadata as never, message: { key, value: '' } }),
      )
    }),
  )
})

test('never moves a key while the number of partitions stays', () => {
  // What Apache Kafka's own tests of the function expect: murmur2("21") and the others, without the sign.
  expect(
    ['21', 'foobar', 'a-little-bit-long-string', 'a-little-bit-longer-string', 'lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8'].map(
      (key) => partitionOf(key, 2 ** 31),
    ),
  ).toEqual([-973932308, -790332482, -985981536, -1486304829, -58897971].map((hash) => hash & 0x7fffffff))
})
