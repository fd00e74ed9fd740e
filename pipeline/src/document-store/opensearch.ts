import { PipelineError } from '@win11mon/schemas'

import type { Clock } from '../clock/clock.ts'
import { systemClock } from '../clock/system.ts'
import { type Metrics, noMetrics } from '../telemetry/metrics.ts'
import type { DocumentReader } from './document-reader.ts'
import type { DocumentSearch } from './document-search.ts'
import type { DocumentWriter } from './document-writer.ts'
import { createBulkMeter } from './opensearch-bulk-meter.ts'
import { checkOpensearchSettings, readTlsOptions } from './opensearch/client-options.ts'
import { checkTemplates, installTemplates } from './opensearch-install-templates.ts'
import { type Requests, createRequests } from './opensearch/requests.ts'
import { createSearches } from './opensearch/search-requests.ts'
import type { OpensearchSettings } from './opensearch/settings.ts'
import { createOpensearchReader } from './opensearch-reader.ts'
import { createOpensearchSearch } from './opensearch-search.ts'
import { createOpensearchWriter } from './opensearch-writer.ts'

export interface OpensearchStoreOptions {
  readonly settings: OpensearchSettings
  readonly clock?: Clock
  readonly metrics?: Metrics
  /** Sentences for whoever runs this: that nothing is taken and why, and that it is again. */
  readonly onWarning?: (message: string) => void
}

export interface OpensearchDocumentStore extends DocumentWriter, DocumentReader, DocumentSearch {
  /** Asks the cluster once whether documents can be written: rejects with the error that says what is wrong. For a start, and for `doctor`. */
  check(): Promise<void>
  /** Why nothing is taken at the moment, and since when, on the clock that nobody sets; undefined while documents are. */
  readonly pause: { readonly reason: string; readonly sinceMs: number } | undefined
}

/**
 * The documents of a fleet, in an OpenSearch cluster. Opening needs no node: it fails with CONFIG_INVALID, for what only this
 * machine can mend.
 */
export async function openOpensearchDocumentStore(options: OpensearchStoreOptions): Promise<OpensearchDocumentStore> {
  const { settings, clock = systemClock, metrics = noMetrics, onWarning = () => undefined } = options
  const requests = await openOpensearchRequests(settings)
  const meter = createBulkMeter({ clock, metrics, onWarning })
  const searches = createSearches(requests)
  let areTemplatesThere = false

  async function check(): Promise<void> {
    try {
      await checkTemplates(requests, settings)
    } catch (error) {
      if (!(error instanceof PipelineError) || error.code !== 'INDEX_MISSING' || !settings.indices.create_missing) throw error
      await installTemplates(requests, settings)
    }
    areTemplatesThere = true
  }

  const ready = async (): Promise<void> => (areTemplatesThere ? undefined : await check())
  return {
    ...createOpensearchReader(searches, settings.prefix),
    ...createOpensearchSearch(searches, settings.prefix),
    ...createOpensearchWriter({ requests, settings, clock, meter, ready }),
    check,
    close: () => requests.close(),
    get pause() {
      return meter.pause
    },
  }
}

/** For whoever administers a cluster. Fails with CONFIG_INVALID. */
export async function openOpensearchRequests(settings: OpensearchSettings): Promise<Requests> {
  checkOpensearchSettings(settings)
  const tls = await readTlsOptions(settings.tls)
  const library = await import('@opensearch-project/opensearch')
  return createRequests(library, settings, tls)
}
