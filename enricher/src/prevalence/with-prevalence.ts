import { type BulkItem, type Clock, type DocumentWriter, type HostCounts, PipelineError, type StageCounter } from '@win11mon/pipeline'

import { imageKey } from '../windows/image-path.ts'

export interface PrevalenceOptions {
  readonly counts: HostCounts
  readonly clock: Pick<Clock, 'elapsedMs'>
  readonly stage: StageCounter
}

/** For so long a count is as good as new. */
const freshMs = 600_000
/** After a failure nobody is asked for so long: documents do not wait for a figure. */
const pauseMs = 30_000
/** Images of hosts that are remembered; then all are asked for anew. */
const maxRemembered = 100_000
const sightingsPerCall = 2_000

interface Known {
  readonly hosts: number
  readonly askedMs: number
}

interface Process {
  readonly image: string
  readonly hostId: string
}

/**
 * A writer that says on the document of each process on how many hosts of the fleet its image was seen: an estimate as of when
 * the document was written. Counts are asked for in one call a bulk, and only for images that are new on their host. Where they cannot
 * be had the document goes without, which is counted.
 */
export function withPrevalence(writer: DocumentWriter, { counts, clock, stage }: PrevalenceOptions): DocumentWriter {
  const known = new Map<string, Known>()
  let pausedUntilMs = -Infinity

  async function ask(processes: readonly Process[]): Promise<void> {
    const nowMs = clock.elapsedMs()
    const unknown = new Map<string, Process>()
    for (const process of processes) {
      const key = keyOf(process)
      const found = known.get(key)
      if (found === undefined || nowMs - found.askedMs > freshMs) unknown.set(key, process)
    }
    if (known.size + unknown.size > maxRemembered) known.clear()
    const asked = [...unknown.values()]
    for (let first = 0; first < asked.length; first += sightingsPerCall) {
      const part = asked.slice(first, first + sightingsPerCall)
      const found = await counts.note(part.map(({ image: thing, hostId }) => ({ thing, hostId })))
      for (const process of part) known.set(keyOf(process), { hosts: found.get(process.image) ?? 1, askedMs: nowMs })
    }
  }

  async function tryToAsk(processes: readonly Process[]): Promise<void> {
    if (processes.length === 0 || clock.elapsedMs() < pausedUntilMs) return
    try {
      await ask(processes)
    } catch (error) {
      if (!(error instanceof PipelineError) || error.code === 'INTERNAL') throw error
      stage.error(error.code)
      pausedUntilMs = clock.elapsedMs() + pauseMs
    }
  }

  function decorated(item: BulkItem): BulkItem {
    const process = processOf(item)
    if (process === undefined) return item
    const found = known.get(keyOf(process))
    if (found === undefined) stage.bounded('without_prevalence', 1)
    return found === undefined ? item : saying(item, { hosts: found.hosts, error_percent: counts.errorPercent })
  }

  return {
    async bulk(items) {
      await tryToAsk(items.flatMap((item) => processOf(item) ?? []))
      return await writer.bulk(items.map(decorated))
    },
    close: () => writer.close(),
  }
}

function keyOf({ image, hostId }: Process): string {
  return `${hostId} ${image}`
}

/** What is installed for each user is one image. */
const userDirectory = /^\\users\\[^\\]+\\/u

function processOf(item: BulkItem): Process | undefined {
  if (item.operation !== 'put' || item.document.family !== 'processes') return undefined
  const { executable, host_id: hostId } = item.document.columns
  const image = imageKey(executable)
  return image === null ? undefined : { image: image.replace(userDirectory, '\\users\\*\\'), hostId }
}

/** No text in the document has this: quotes in texts are escaped. */
const place = '"win11mon":{'

function saying(item: BulkItem, prevalence: object): BulkItem {
  if (item.operation !== 'put') return item
  const doc = String(item.document.doc).replace(place, () => `${place}"prevalence":${JSON.stringify(prevalence)},`)
  return { ...item, document: { ...item.document, doc } }
}
