import {
  type Alert,
  type HostState,
  type ProcessScores,
  type ProcessNode,
  PartitionEnricher,
  endlessMemory,
  scoreProcess,
} from '@win11mon/enricher'
import { type BulkOutcome, type DocumentWriter, createTelemetry, systemClock } from '@win11mon/pipeline'
import { type Event, toIdText } from '@win11mon/schemas'

/** A batch as sources give it: as much of it as an enricher needs. */
export interface Batch {
  readonly hostId: Uint8Array
  readonly value: Uint8Array
}

export interface ScoredProcess {
  readonly host: HostState
  readonly node: ProcessNode
  readonly scores: ProcessScores
}

/** What an enricher makes of some batches, as a run of `win11mon analyze` would. */
export interface Enriched {
  readonly hosts: readonly HostState[]
  readonly processes: readonly ScoredProcess[]
  /** Those that are raised at the end. */
  readonly alerts: readonly Alert[]
}

const done: BulkOutcome = { status: 'done' }
/** Takes every document and keeps none. */
const sink: DocumentWriter = { bulk: (items) => Promise.resolve(items.map(() => done)), close: () => Promise.resolve() }
const latenessUs = 10_000_000

export async function enrichBatches(
  batches: AsyncIterable<Batch> | Iterable<Batch>,
  onEvent?: (event: Event, host: HostState) => void,
): Promise<Enriched> {
  const { signal } = new AbortController()
  const enricher = new PartitionEnricher({
    ...endlessMemory,
    writer: sink,
    clock: systemClock,
    policy: { firstDelayMs: 1, maxDelayMs: 1 },
    stage: createTelemetry().stage('enrich'),
    latenessUs,
    documentsAfterBatches: Infinity,
    exceptions: [],
    indexesEvents: false,
    ...(onEvent === undefined ? {} : { onEvent }),
  })
  let position = 0
  for await (const { hostId, value } of batches)
    await enricher.handle([{ key: toIdText(hostId), value, position: (position += 1) }], signal)
  await enricher.release(signal)
  const hosts = [...enricher.hosts.values()]
  return {
    hosts,
    processes: hosts.flatMap((host) =>
      [...host.tree.processes()].map((node) => ({ host, node, scores: scoreProcess(host.tree, host.evidence, node) })),
    ),
    alerts: hosts.flatMap((host) => [...host.alerts.alerts()].filter(({ status }) => status === 'raised')),
  }
}

/** The batches of a source, to its end. */
export async function* batchesOf<Item extends Batch>(source: {
  next(signal: AbortSignal): Promise<Item | undefined>
  close(): Promise<void>
}): AsyncGenerator<Item> {
  const { signal } = new AbortController()
  try {
    for (let batch = await source.next(signal); batch !== undefined; batch = await source.next(signal)) yield batch
  } finally {
    await source.close()
  }
}
