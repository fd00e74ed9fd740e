import { PipelineError } from '@win11mon/schemas'

import type { Clock } from '../clock/clock.ts'
import { type Chunk, type Placed, bulkChunks } from './opensearch-bulk-lines.ts'
import type { BulkMeter } from './opensearch-bulk-meter.ts'
import { type Classified, type ItemAnswer, classifyItem } from './opensearch-classify-item.ts'
import { statusOf } from './opensearch/describe-error.ts'
import type { IndexNames } from './opensearch-index-names.ts'
import { isIndependent } from './opensearch-item-order.ts'
import { type RequestLimit, createRequestLimit } from './opensearch/request-limit.ts'
import type { Requests } from './opensearch/requests.ts'
import type { OpensearchSettings } from './opensearch/settings.ts'
import { writeChunk } from './opensearch-write-chunk.ts'

export type Verdicts = ReadonlyMap<number, Classified>

export interface SenderOptions {
  readonly requests: Requests
  readonly settings: OpensearchSettings
  readonly clock: Clock
  readonly meter: BulkMeter
}

/** Sends items once, in requests that share one limit whoever sends them, and tells by position what was said of each. */
export class BulkSender {
  readonly #options: SenderOptions
  readonly #limit: RequestLimit

  constructor(options: SenderOptions) {
    this.#options = options
    this.#limit = createRequestLimit(options.settings.max_requests)
    options.meter.watch(this.#limit)
  }

  async send(items: readonly Placed[], names: IndexNames): Promise<Verdicts> {
    const chunks = bulkChunks(items, names, this.#options.settings.max_request_bytes)
    const parts: Verdicts[] = []
    if (isIndependent(chunks)) parts.push(...(await Promise.all(chunks.map((chunk) => this.#sendChunk(chunk, names)))))
    else for (const chunk of chunks) parts.push(await this.#sendChunk(chunk, names))
    return new Map(parts.flatMap((part) => [...part]))
  }

  async #sendChunk(chunk: Chunk, names: IndexNames): Promise<Verdicts> {
    const answers = await this.#attempt(chunk)
    if (answers instanceof PipelineError) return await this.#resolveFailure(answers, chunk, names)
    return new Map(answers.map((answer, index) => placedVerdict(answer, chunk, index)))
  }

  async #attempt(chunk: Chunk): Promise<readonly ItemAnswer[] | PipelineError> {
    const { clock, meter, requests, settings } = this.#options
    await this.#limit.start()
    const startedMs = clock.elapsedMs()
    let result: 'well' | 'busy' | 'failed' = 'failed'
    try {
      const answers = await writeChunk(requests, chunk)
      const tookMs = clock.elapsedMs() - startedMs
      meter.answered(tookMs, chunk.lines.length)
      result = tookMs > settings.slow_after_ms || answers.some(({ status }) => status === 429) ? 'busy' : 'well'
      return answers
    } catch (error) {
      if (!(error instanceof PipelineError)) throw error
      // Without an answer nobody knows whether the other side is there at all: it is not the time to send more.
      if (statusOf(error) === 429 || statusOf(error) === 0) result = 'busy'
      meter.failed(error)
      return error
    } finally {
      this.#limit.end(result)
    }
  }

  /** A request that is refused as a whole is sent in halves, until the item is found that it is about. */
  async #resolveFailure(error: PipelineError, { items }: Chunk, names: IndexNames): Promise<Verdicts> {
    const verdict = error.isRetryable ? ('retry' as const) : ('refused' as const)
    if (error.isRetryable || items.length <= 1) {
      const classified: Classified = { class: error.isRetryable ? 'unknown' : 'refused', verdict, reason: error.message, failure: error }
      return new Map(items.map(({ position }) => [position, classified]))
    }
    const middle = items.length >> 1
    const parts: Verdicts[] = []
    for (const half of [items.slice(0, middle), items.slice(middle)]) {
      for (const chunk of bulkChunks(half, names, Infinity)) parts.push(await this.#sendChunk(chunk, names))
    }
    return new Map(parts.flatMap((part) => [...part]))
  }
}

function placedVerdict(answer: ItemAnswer, { items }: Chunk, index: number): readonly [number, Classified] {
  const placed = items[index]
  return [placed?.position ?? -1, classifyItem(answer, placed?.item.operation ?? 'create')]
}
