import { type BulkItem, type BulkOutcome, type DocumentStore, PipelineError } from '@win11mon/pipeline'

/** Items a bulk holds at most. */
const maxItems = 8_000

/**
 * Writes the items and returns when each has an outcome. Rejects with the store's error, or with BACKEND_UNAVAILABLE
 * naming the first item that failed.
 */
export async function writeBulk(store: DocumentStore, items: readonly BulkItem[]): Promise<void> {
  for (let start = 0; start < items.length; start += maxItems) {
    const outcomes = await store.bulk(items.slice(start, start + maxItems))
    const failed = outcomes.find(isFailed)
    if (failed !== undefined)
      throw new PipelineError('BACKEND_UNAVAILABLE', `A document was not stored: ${failed.reason}`, { isRetryable: failed.isRetryable })
  }
}

function isFailed(outcome: BulkOutcome): outcome is BulkOutcome & { readonly status: 'failed' } {
  return outcome.status === 'failed'
}
