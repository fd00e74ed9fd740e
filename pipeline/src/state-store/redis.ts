import { PipelineError } from '@win11mon/schemas'

import type { Clock } from '../clock/clock.ts'
import { systemClock } from '../clock/system.ts'
import { type RedisSettings, openRedis, redisError } from '../redis/redis.ts'
import { fencedError } from './fenced.ts'
import { type StateStore, nextEpoch } from './state-store.ts'

/** Takes the partition unless it has a higher epoch by now, and says what was there. */
const acquireScript = `
local before = redis.call('HGET', KEYS[1], 'epoch')
local epoch = tonumber(ARGV[1])
if before and tonumber(before) >= epoch then epoch = tonumber(before) + 1 end
redis.call('HSET', KEYS[1], 'epoch', string.format('%.0f', epoch))
return { before or '', string.format('%.0f', epoch) }`

const putScript = `
local epoch = redis.call('HGET', KEYS[1], 'epoch')
if not epoch then return { 'lost' } end
if epoch ~= ARGV[1] then return { 'fenced', epoch } end
for place = 2, #ARGV, 2 do redis.call('HSET', KEYS[1], 'state:' .. ARGV[place], ARGV[place + 1]) end
return { 'written' }`

/** Bytes that one script call writes at most, unless one state is larger: Redis does nothing else meanwhile. */
const maxCallBytes = 4 * 1024 * 1024

/**
 * States in Redis: one hash a partition, with its epoch, so that a server that forgets one forgets both. Opening needs no
 * server.
 */
export async function openRedisStateStore(settings: RedisSettings, clock: Pick<Clock, 'nowUs'> = systemClock): Promise<StateStore> {
  const { redis, url } = await openRedis(settings)
  const keyOf = (partition: string): string => `${settings.prefix}:state:{${partition}}`
  const trying = async <Result>(what: string, work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work()
    } catch (error) {
      throw error instanceof PipelineError ? error : redisError(url, what, error)
    }
  }

  return {
    acquire: (partition) =>
      trying('acquiring a partition', async () => {
        const wanted = nextEpoch(undefined, clock.nowUs())
        const [before = '', epoch = ''] = (await redis.eval(acquireScript, 1, keyOf(partition), wanted)) as string[]
        return { partition, epoch: Number(epoch), isKnown: before !== '' }
      }),
    get: ({ partition, epoch }, id) =>
      trying('reading a state', async () => {
        const [found, state] = await redis.hmgetBuffer(keyOf(partition), 'epoch', `state:${id}`)
        if (found == null) return 'lost'
        if (Number(found) !== epoch) throw fencedError(partition, epoch, Number(found))
        return state ?? undefined
      }),
    put: ({ partition, epoch }, states) =>
      trying('writing states', async () => {
        for (const part of cutBySize(states)) {
          const values = part.flatMap(([id, state]) => [id, Buffer.from(state.buffer, state.byteOffset, state.byteLength)])
          const [answer, found] = (await redis.eval(putScript, 1, keyOf(partition), String(epoch), ...values)) as string[]
          if (answer === 'lost') return 'lost'
          if (answer !== 'written') throw fencedError(partition, epoch, Number(found))
        }
        return undefined
      }),
    async close() {
      await redis.quit().catch(() => redis.disconnect())
    },
  }
}

function cutBySize(states: ReadonlyMap<string, Uint8Array>): (readonly [string, Uint8Array])[][] {
  const parts: [string, Uint8Array][][] = [[]]
  let bytes = 0
  for (const [id, state] of states) {
    if (bytes > 0 && bytes + state.length > maxCallBytes) {
      parts.push([])
      bytes = 0
    }
    parts.at(-1)?.push([id, state])
    bytes += state.length
  }
  return parts
}
