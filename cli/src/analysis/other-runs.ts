import type { DocumentStore } from '@win11mon/pipeline'

import type { StreamBalance } from '../compose/embedded-pipeline.ts'

/** Hosts of this run that the store also has streams of from other runs. The tree of this run knows nothing of those. */
export async function findOtherRuns(store: DocumentStore, streams: readonly StreamBalance[]): Promise<string[]> {
  const bootIds = new Set(streams.map(({ bootId }) => bootId))
  const hostIds = new Set(streams.map(({ hostId }) => hostId))
  const found = new Set<string>()
  for await (const text of store.scan('streams')) {
    const { host, win11mon } = JSON.parse(text) as {
      readonly host: { readonly id: string }
      readonly win11mon: { readonly boot_id: string }
    }
    if (hostIds.has(host.id) && !bootIds.has(win11mon.boot_id)) found.add(host.id)
  }
  return [...found]
}
