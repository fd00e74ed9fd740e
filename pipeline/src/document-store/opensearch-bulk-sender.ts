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

/** What was said of each item, by its position in the bulk. */
export type Verdicts = (Classified | undefined)[]

export interface SenderOptions {
  readonly requests: Requests
  readonly settings: OpensearchSettings
  readonly clock: Clock
  readonly meter: BulkMeter
}

/** Sends items once, in requests that share one limit whoever sends them, and writes down by position what was said of each. */
export class BulkSender {
  readonly #options: SenderOptions
  readonly #limit: RequestLimit

  constructor(options: SenderOptions) {
    this.#options = options
    this.#limit = createRequestLimit(options.settings.max_requests)
    options.meter.watch(this.#limit)
  }

  async send(items: readonly Placed[], names: IndexNames, verdicts: Verdicts): Promise<void> {
    const chunks = bulkChunks(items, names, this.#options.settings.max_request_bytes)
    if (isIndependent(chunks)) await Promise.all(chunks.map((chunk) => this.#sendChunk(chunk, names, verdicts)))
    else for (const chunk of chunks) await this.#sendChunk(chunk, names, verdicts)
  }

  async #sendChunk(chunk: Chunk, names: IndexNames, verdicts: Verdicts): Promise<void> {
    const answers = await this.#attempt(chunk)
    if (answers instanceof PipelineError) {
      await this.#resolveFailure(answers, chunk, { names, verdicts })
      return
    }
    for (const [index, { position, item }] of chunk.items.entries()) {
      const answer = answers[index]
      if (answer !== undefined) verdicts[position] = classifyItem(answer, item.operation)
    }
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
  async #resolveFailure(error: PipelineError, { items }: Chunk, { names, verdicts }: Sending): Promise<void> {
    const verdict = error.isRetryable ? ('retry' as const) : ('refused' as const)
    if (error.isRetryable || items.length <= 1) {
      const classified: Classified = { class: error.isRetryable ? 'unknown' : 'refused', verdict, reason: error.message, failure: error }
      for (const { position } of items) verdicts[position] = classified
      return
    }
    const middle = items.length >> 1
    for (const half of [items.slice(0, middle), items.slice(middle)]) {
      for (const chunk of bulkChunks(half, names, Infinity)) await this.#sendChunk(chunk, names, verdicts)
    }
  }
}

interface Sending {
  readonly names: IndexNames
  readonly verdicts: Verdicts
}
