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
for place = 3, #ARGV, 3 do
  local id = ARGV[place + 1]
  if ARGV[place] == 'put' then
    redis.call('HSET', KEYS[1], 'state:' .. id, ARGV[place + 2])
    redis.call('ZADD', KEYS[2], ARGV[2], id)
  else
    redis.call('HDEL', KEYS[1], 'state:' .. id)
    redis.call('ZREM', KEYS[2], id)
  end
end
return { 'written' }`

const staleScript = `
local epoch = redis.call('HGET', KEYS[1], 'epoch')
if not epoch then return { 'lost' } end
if epoch ~= ARGV[1] then return { 'fenced', epoch } end
return { 'found', unpack(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', '(' .. ARGV[2], 'LIMIT', 0, ARGV[3])) }`

/** Arguments that a script unpacks at most. */
const maxStale = 1_000

/** Bytes that one script call writes at most, unless one state is larger: Redis does nothing else meanwhile. */
const maxCallBytes = 4 * 1024 * 1024

/**
 * States in Redis: one hash a partition, with its epoch, so that a server that forgets one forgets both. When each was put
 * stands beside it; a state of which that is lost stays until it is put again. Opening needs no server.
 */
export async function openRedisStateStore(settings: RedisSettings, clock: Pick<Clock, 'nowUs'> = systemClock): Promise<StateStore> {
  const { redis, url } = await openRedis(settings)
  const keyOf = (partition: string): string => `${settings.prefix}:state:{${partition}}`
  const timesKeyOf = (partition: string): string => `${settings.prefix}:state-times:{${partition}}`
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
          const values = part.flatMap(([id, state]) => (state === null ? ['remove', id, ''] : ['put', id, asBuffer(state)]))
          const head = [keyOf(partition), timesKeyOf(partition), String(epoch), String(Math.floor(clock.nowUs()))]
          const [answer, found] = (await redis.eval(putScript, 2, ...head, ...values)) as string[]
          if (answer === 'lost') return 'lost'
          if (answer !== 'written') throw fencedError(partition, epoch, Number(found))
        }
        return undefined
      }),
    stale: ({ partition, epoch }, beforeUs, limit) =>
      trying('looking for old states', async () => {
        const values = [String(epoch), String(Math.floor(beforeUs)), String(Math.min(limit, maxStale))]
        const [answer = '', ...rest] = (await redis.eval(staleScript, 2, keyOf(partition), timesKeyOf(partition), ...values)) as string[]
        if (answer === 'lost') return 'lost'
        if (answer !== 'found') throw fencedError(partition, epoch, Number(rest[0]))
        return rest
      }),
    async close() {
      await redis.quit().catch(() => redis.disconnect())
    },
  }
}

function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength)
}

type States = ReadonlyMap<string, Uint8Array | null>

function cutBySize(states: States): (readonly [string, Uint8Array | null])[][] {
  const parts: [string, Uint8Array | null][][] = [[]]
  let bytes = 0
  for (const [id, state] of states) {
    const stateBytes = state?.length ?? 0
    if (bytes > 0 && bytes + stateBytes > maxCallBytes) {
      parts.push([])
      bytes = 0
    }
    parts.at(-1)?.push([id, state])
    bytes += stateBytes
  }
  return parts
}
