import type { Database, SqliteValue } from '../sqlite/open-database.ts'
import type { StoredEvent } from './document-history.ts'
import type { DocumentOf } from './document-writer.ts'

/** Reads what a store has of one host. Every method throws SQLite's own errors. */
export interface HostReader {
  events(hostId: string): Generator<StoredEvent>
  documents(family: 'processes' | 'alerts', hostId: string): { id: string; doc: string }[]
  /** Call for every event that is created, so that its stream is known without another look at all of them. */
  noteCreated(event: DocumentOf<'events'>): void
}

/** Rows read at once: enough to make the statement cheap, few enough to be nothing beside the tree. */
const pageRows = 500
/** Sorts right after the `-` between boot id and sequence, so that `<boot id>.` ends the ids of a stream. */
const afterDash = '.'

/** Rows that lie one after the other. */
interface Run {
  readonly first: number
  last: number
}

/**
 * No index has the host of an event, as it would cost every event that is stored. The ids tell it: those of one stream lie
 * together in the index on `id`, and a stream is of one host. Rows keep the order in which they were created.
 */
export function createHostReader(database: Database): HostReader {
  const nextId = database.prepare('SELECT id, host_id FROM events WHERE id > ? ORDER BY id LIMIT 1')
  const rowsOfStream = database.prepare('SELECT rowid AS row FROM events WHERE id >= ? AND id < ?')
  const page = database.prepare(
    `SELECT rowid AS row, id, process_id, object_id, doc FROM events
     WHERE rowid BETWEEN ? AND ? AND host_id = ? ORDER BY rowid LIMIT ${pageRows}`,
  )
  const documents = {
    processes: database.prepare('SELECT id, doc FROM processes WHERE host_id = ?'),
    alerts: database.prepare('SELECT id, doc FROM alerts WHERE host_id = ?'),
  }

  /** By host; made when somebody first asks. */
  let streams: Map<string, Set<string>> | undefined
  let newestBootId = ''

  function addStream(hostId: string, bootId: string): void {
    streams ??= new Map()
    const known = streams.get(hostId)
    if (known === undefined) streams.set(hostId, new Set([bootId]))
    else known.add(bootId)
  }

  /** One look into the index for each stream of the store, once. */
  function bootIdsOf(hostId: string): ReadonlySet<string> {
    if (streams === undefined) {
      streams = new Map()
      for (let row = nextId.get(''); row !== undefined; row = nextId.get(bootIdOf(String(row['id'])) + afterDash)) {
        addStream(String(row['host_id']), bootIdOf(String(row['id'])))
      }
    }
    return streams.get(hostId) ?? new Set()
  }

  function runsOf(hostId: string): Run[] {
    const rows: number[] = []
    for (const bootId of bootIdsOf(hostId)) {
      for (const { row } of rowsOfStream.iterate(bootId, bootId + afterDash)) rows.push(Number(row))
    }
    return toRuns(rows)
  }

  return {
    *events(hostId) {
      for (const { first, last } of runsOf(hostId)) {
        for (let from = first; from <= last;) {
          const rows = page.all(from, last, hostId)
          yield* rows.map(toStoredEvent)
          from = rows.length < pageRows ? last + 1 : Number(rows.at(-1)?.['row']) + 1
        }
      }
    },
    documents: (family, hostId) => documents[family].all(hostId).map(({ id, doc }) => ({ id: String(id), doc: String(doc) })),
    noteCreated({ id, columns }) {
      if (streams === undefined || (id.startsWith(newestBootId) && id[newestBootId.length] === '-')) return
      newestBootId = bootIdOf(id)
      addStream(columns.host_id, newestBootId)
    },
  }
}

function toRuns(rows: number[]): Run[] {
  const runs: Run[] = []
  for (const row of rows.toSorted((left, right) => left - right)) {
    const run = runs.at(-1)
    if (run !== undefined && row <= run.last + 1) run.last = row
    else runs.push({ first: row, last: row })
  }
  return runs
}

/** Ids are `<boot id>-<sequence>`; any other is a stream by itself. */
function bootIdOf(id: string): string {
  const dash = id.lastIndexOf('-')
  return dash === -1 ? id : id.slice(0, dash)
}

function toStoredEvent({ id, process_id: processId, object_id: objectId, doc }: Readonly<Record<string, SqliteValue>>): StoredEvent {
  return { id: String(id), processId: textOf(processId), objectId: textOf(objectId), doc: String(doc) }
}

function textOf(value: SqliteValue | undefined): string | null {
  return typeof value === 'string' ? value : null
}
