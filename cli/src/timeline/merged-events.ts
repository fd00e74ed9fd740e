import type { DocumentReader, EventFilter, StoredRow } from '@win11mon/pipeline'

type EventRow = StoredRow<'events'>

const pageEvents = 1000

/** Events in the order of time, a page in memory at a time; of several processes each event once. */
export async function* mergedEvents(
  reader: Pick<DocumentReader, 'events'>,
  filter: Omit<EventFilter, 'entityId'>,
  entityIds: readonly string[] | undefined,
): AsyncGenerator<EventRow> {
  if (entityIds === undefined) {
    yield* pagesOf(reader, filter)
    return
  }
  const sources = await Promise.all(
    entityIds.map(async (entityId) => {
      const rows = pagesOf(reader, { ...filter, entityId })
      return { rows, next: await rows.next() }
    }),
  )
  let last = ''
  for (;;) {
    const open = sources.filter(({ next }) => next.done !== true)
    const [first, ...others] = open
    if (first === undefined) return
    const least = others.reduce(
      (left, right) => (compare(left.next.value as EventRow, right.next.value as EventRow) <= 0 ? left : right),
      first,
    )
    const row = least.next.value as EventRow
    least.next = await least.rows.next()
    if (row.id !== last) yield row
    last = row.id
  }
}

async function* pagesOf(reader: Pick<DocumentReader, 'events'>, filter: EventFilter): AsyncGenerator<EventRow> {
  let after: string | undefined
  do {
    const page = await reader.events(filter, { limit: pageEvents, ...(after === undefined ? {} : { after }) })
    yield* page.items
    after = page.next
  } while (after !== undefined)
}

function compare(left: EventRow, right: EventRow): number {
  return left.time_us - right.time_us || (left.id === right.id ? 0 : left.id < right.id ? -1 : 1)
}
