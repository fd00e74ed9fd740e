import { type DocumentReader, PipelineError } from '@win11mon/pipeline'

import type { HostName } from '../analysis/report.ts'
import { readStored } from '../analysis/stored-document.ts'
import { findHost } from './find-host.ts'

/** Part of a store: a host, a window of time. */
export interface StoreWindow {
  readonly hostId?: string
  readonly sinceUs?: number
  /** Counts too. */
  readonly untilUs?: number
}

export interface WindowFlags {
  readonly host?: string
  readonly since?: string
  readonly until?: string
}

/** How a time and a duration are read, in microseconds. They fail with USAGE. */
export interface TimeReading {
  time(flag: string, text: string): number
  duration(flag: string, text: string): number
}

const relative = /^\d+(?:\.\d+)?(?:s|m|min|h|d)$/

/** The window that flags name. A duration counts back from the newest event: a capture is seldom of today. Fails with USAGE or INPUT_MISSING. */
export async function readWindow(flags: WindowFlags, reader: Pick<DocumentReader, 'hosts'>, reading: TimeReading): Promise<StoreWindow> {
  const host = flags.host === undefined ? undefined : await findHost(reader, flags.host)
  let newest: number | undefined
  const at = async (flag: string, text: string): Promise<number> => {
    if (!relative.test(text)) return reading.time(flag, text)
    newest ??= await newestEventUs(reader, host)
    return newest - reading.duration(flag, text)
  }
  const sinceUs = flags.since === undefined ? undefined : await at('--since', flags.since)
  const untilUs = flags.until === undefined ? undefined : (await at('--until', flags.until)) - 1
  if (sinceUs !== undefined && untilUs !== undefined && sinceUs > untilUs) {
    throw new PipelineError('USAGE', `--since ${flags.since} is not before --until ${flags.until}: no event could pass. Exchange them.`)
  }
  return {
    ...(host === undefined ? {} : { hostId: host.id }),
    ...(sinceUs === undefined ? {} : { sinceUs }),
    ...(untilUs === undefined ? {} : { untilUs }),
  }
}

/** As far as the host document of the enricher is read here. */
interface HostDocument {
  readonly win11mon: { readonly last_event: string | null }
}

async function newestEventUs(reader: Pick<DocumentReader, 'hosts'>, host: HostName | undefined): Promise<number> {
  const rows = (await reader.hosts()).filter(({ id }) => host === undefined || id === host.id)
  const times = rows.map((row) => microsecondsOf(readStored(row, ({ win11mon }: HostDocument) => win11mon.last_event) ?? ''))
  return Math.max(0, ...times.filter((timeUs) => !Number.isNaN(timeUs)))
}

/** Documents write six digits behind the second, of which `Date` knows three. */
function microsecondsOf(isoTime: string): number {
  const [, microseconds = ''] = /\.\d{3}(\d{3})Z$/.exec(isoTime) ?? []
  return Date.parse(isoTime) * 1000 + Number(microseconds)
}
