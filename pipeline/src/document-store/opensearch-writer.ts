import type { Clock } from '../clock/clock.ts'
import type { DocumentWriter } from './document-writer.ts'
import { type Placed, indexOf } from './opensearch-bulk-lines.ts'
import type { BulkMeter } from './opensearch-bulk-meter.ts'
import { BulkSender, type Verdicts } from './opensearch-bulk-sender.ts'
import { type Classified, outcomeOf } from './opensearch-classify-item.ts'
import { repairedItem } from './opensearch-repair.ts'
import { createIndex, openForWriting } from './opensearch/create-index.ts'
import { type IndexNames, createIndexNames, lastTimeOf } from './opensearch-index-names.ts'
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

  /** Sends again, once, what can be mended here: its index was made, or its document made to fit. */
  async function mend(items: readonly Placed[], verdicts: Verdicts, names: IndexNames): Promise<void> {
    const lacking = items.filter(({ position }) => verdicts[position]?.verdict === 'create_index')
    for (const name of new Set(lacking.map(({ item }) => indexOf(item, names)))) await createIndex(requests, name)
    const closed = items.filter(({ position, item }) => verdicts[position]?.verdict === 'reopen' && isClosedByAge(indexOf(item, names)))
    for (const name of new Set(closed.map(({ item }) => indexOf(item, names)))) await openForWriting(requests, name)
    const again = [
      ...lacking,
      ...closed,
      ...items.flatMap((placed) => (verdicts[placed.position]?.verdict === 'repair' ? repaired(placed) : [])),
    ]
    if (again.length > 0) await sender.send(again, names, verdicts)
  }

  /** An endpoint may have been away for longer than a day stays open. What somebody closed for another reason stays closed. */
  function isClosedByAge(index: string): boolean {
    const lastUs = lastTimeOf(index)
    return lastUs !== undefined && clock.nowUs() - lastUs > settings.indices.read_only_after_days * dayUs
  }

  return {
    async bulk(items) {
      if (items.length === 0) return []
      await ready()
      const names = createIndexNames(settings.prefix, clock.nowUs())
      const placed = items.map((item, position) => ({ position, item }))
      const verdicts: Verdicts = placed.map(() => undefined)
      await sender.send(placed, names, verdicts)
      await mend(placed, verdicts, names)
      const classified = verdicts.map((verdict) => verdict ?? unanswered)
      meter.settled(classified)
      throwWhenUnknown(classified)
      return classified.map(outcomeOf)
    },
  }
}

function repaired({ position, item }: Placed): Placed[] {
  const fitting = repairedItem(item)
  return fitting === undefined ? [] : [{ position, item: fitting }]
}

const dayUs = 86_400_000_000

const unanswered: Classified = { class: 'unknown', verdict: 'retry', reason: 'no answer' }

function throwWhenUnknown(classified: readonly Classified[]): void {
  const failure = classified[0]?.failure
  if (failure?.isRetryable === true && classified.every((one) => one.failure !== undefined)) throw failure
}
