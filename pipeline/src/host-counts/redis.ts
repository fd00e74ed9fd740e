import { createHash } from 'node:crypto'

import { PipelineError } from '@win11mon/schemas'

import { type RedisSettings, openRedis, redisError } from '../redis/redis.ts'
import { type HostCounts, type Sighting, hostsByThing, rememberSightingsMs } from './host-counts.ts'

/** The standard error of Redis' HyperLogLog, by its documentation. */
const errorPercent = 0.81

/** One HyperLogLog a thing, of at most 12 KB however many hosts there are. Opening needs no server. */
export async function openRedisHostCounts(settings: RedisSettings): Promise<HostCounts> {
  const { redis, url } = await openRedis(settings)

  async function note(sightings: readonly Sighting[]): Promise<ReadonlyMap<string, number>> {
    const hosts = [...hostsByThing(sightings)]
    const pipeline = redis.pipeline()
    for (const [thing, hostIds] of hosts) {
      const key = `${settings.prefix}:hosts-of:${createHash('sha256').update(thing).digest('base64url')}`
      pipeline
        .pfadd(key, ...hostIds)
        .pexpire(key, rememberSightingsMs)
        .pfcount(key)
    }
    const answers = (await pipeline.exec()) ?? []
    const failure = answers.find(([error]) => error !== null)?.[0]
    if (failure != null) throw failure
    return new Map(hosts.map(([thing], index) => [thing, Number(answers[3 * index + 2]?.[1])]))
  }

  return {
    errorPercent,
    async note(sightings) {
      if (sightings.length === 0) return new Map()
      try {
        return await note(sightings)
      } catch (error) {
        throw error instanceof PipelineError ? error : redisError(url, 'counting hosts', error)
      }
    },
    async close() {
      await redis.quit().catch(() => redis.disconnect())
    },
  }
}
