import type { DocumentReader, DocumentSearch, Search, StoredRow } from '@win11mon/pipeline'
import type { EventKind } from '@win11mon/schemas'

import type { HostName } from '../analysis/report.ts'
import { type EventLine, documentOf, eventLine } from '../store/event-line.ts'
import type { JsonObject } from '../store/event-fields.ts'
import { hostNames } from '../store/host-names.ts'
import { createScriptLines } from '../store/script-lines.ts'
import { createStoredProcesses } from '../store/stored-processes.ts'
import type { StoreWindow } from '../store/store-window.ts'
import { type FoundProcess, foundProcess } from './found-processes.ts'
import type { Terms } from './read-terms.ts'

export interface Question {
  readonly window: StoreWindow
  readonly asked: Terms
  /** Kinds that were asked for beside the terms. */
  readonly kinds: readonly EventKind[] | undefined
  readonly families: readonly ('processes' | 'events')[]
  readonly limit: number
}

export interface FoundEvent {
  readonly line: EventLine
  /** How a person sees it: a script as one, where the first of its parts stands; undefined for the others. */
  readonly shown: EventLine | undefined
  readonly document: JsonObject
}

interface Found<Item> {
  readonly items: readonly Item[]
  readonly total: number
  readonly lookedAt: number
}

export interface Answer {
  readonly processes: Found<FoundProcess>
  readonly events: Found<FoundEvent>
  readonly isComplete: boolean
  readonly seconds: number
  /** The store has more than one, and all were asked. */
  readonly showsHost: boolean
}

const nothing = { items: [], total: 0, lookedAt: 0, isComplete: true }

/** Looks through processes, then events. */
export async function runSearch(reader: DocumentReader & DocumentSearch, question: Question, signal: AbortSignal): Promise<Answer> {
  const startedMs = performance.now()
  const { asked, window, limit, families } = question
  const search: Search = { terms: asked.terms, limit, ...window }
  const kinds = question.kinds === undefined ? asked.kinds : question.kinds.filter((kind) => asked.kinds?.includes(kind) !== false)
  const withKinds = kinds === undefined ? search : { ...search, kinds }
  const inProcesses = families.includes('processes') && asked.inProcesses && question.kinds === undefined
  const inEvents = families.includes('events') && kinds?.length !== 0
  const processes = inProcesses ? await reader.search('processes', search, signal) : nothing
  const events = inEvents ? await reader.search('events', withKinds, signal) : nothing
  const hosts = await hostNames(reader)
  return {
    processes: { ...processes, items: processes.items.map((row) => foundProcess(row, hosts)) },
    events: {
      ...events,
      items: await foundEvents(events.items, reader, hosts),
    },
    isComplete: processes.isComplete && events.isComplete,
    seconds: (performance.now() - startedMs) / 1000,
    showsHost: window.hostId === undefined && hosts.size > 1,
  }
}

async function foundEvents(
  rows: readonly StoredRow<'events'>[],
  reader: DocumentReader,
  hosts: ReadonlyMap<string, HostName>,
): Promise<FoundEvent[]> {
  const stored = createStoredProcesses(reader)
  const scripts = createScriptLines(reader)
  const found: FoundEvent[] = []
  for (const row of rows) {
    const line = await eventLine(row, hosts, stored)
    found.push({ line, shown: await scripts.lineOf(row, line), document: documentOf(row) })
  }
  return found
}
