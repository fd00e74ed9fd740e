import type { Clock } from '../clock/clock.ts'
import type { DocumentWriter } from './document-writer.ts'
import { type Placed, indexOf } from './opensearch-bulk-lines.ts'
import type { BulkMeter } from './opensearch-bulk-meter.ts'
import { BulkSender, type Verdicts } from './opensearch-bulk-sender.ts'
import { type Classified, outcomeOf } from './opensearch-classify-item.ts'
import { createIndex } from './opensearch/create-index.ts'
import { type IndexNames, createIndexNames } from './opensearch-index-names.ts'
import type { Requests } from './opensearch/requests.ts'
import type { OpensearchSettings } from './opensearch/settings.ts'

export interface WriterOptions {
  readonly requests: Requests
  readonly settings: OpensearchSettings
  readonly clock: Clock
  readonly meter: BulkMeter
  /** Resolves when the templates are there: an index made without them would take documents as it guesses them. */
  ready(): Promise<void>
}

/**
 * Writes each item once and says what became of it; whoever calls sends again what may be taken later, so that nothing piles up
 * here.
 */
export function createOpensearchWriter(options: WriterOptions): Pick<DocumentWriter, 'bulk'> {
  const { requests, settings, clock, meter, ready } = options
  const sender = new BulkSender(options)

  /** What can be sent again at once: when its index was made. */
  async function mend(items: readonly Placed[], verdicts: Verdicts, names: IndexNames): Promise<Verdicts> {
    const lacking = items.filter(({ position }) => verdicts.get(position)?.verdict === 'create_index')
    if (lacking.length === 0) return verdicts
    for (const name of new Set(lacking.map(({ item }) => indexOf(item, names)))) await createIndex(requests, name)
    return new Map([...verdicts, ...(await sender.send(lacking, names))])
  }

  return {
    async bulk(items) {
      if (items.length === 0) return []
      await ready()
      const names = createIndexNames(settings.prefix, clock.nowUs())
      const placed = items.map((item, position) => ({ position, item }))
      const verdicts = await mend(placed, await sender.send(placed, names), names)
      const classified = items.map((_, position) => verdicts.get(position) ?? unanswered)
      meter.settled(classified)
      throwWhenUnknown(classified)
      return classified.map(outcomeOf)
    },
  }
}

const unanswered: Classified = { class: 'unknown', verdict: 'retry', reason: 'no answer' }

function throwWhenUnknown(classified: readonly Classified[]): void {
  const failure = classified[0]?.failure
  if (failure?.isRetryable === true && classified.every((one) => one.failure !== undefined)) throw failure
}
