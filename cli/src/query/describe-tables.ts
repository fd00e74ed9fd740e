import { PipelineError, columnsOf, families, familyNames, suggest, viewNames, views } from '@win11mon/pipeline'

import type { QueryMessage, QueryValue } from './query-protocol.ts'

type Run = (sql: string) => AsyncIterable<QueryMessage>

interface Described {
  readonly doc: string
  /** Meaning of each column. */
  readonly columns: ReadonlyMap<string, string>
}

const described: ReadonlyMap<string, Described> = new Map([
  ...viewNames.map((name): [string, Described] => [name, { doc: views[name].doc, columns: viewColumns(name) }]),
  ...familyNames.map((name): [string, Described] => [name, { doc: families[name].doc, columns: familyColumns(name) }]),
])

function viewColumns(name: (typeof viewNames)[number]): Map<string, string> {
  return new Map(views[name].columns.map((column) => [column.name, column.doc]))
}

function familyColumns(name: (typeof familyNames)[number]): Map<string, string> {
  return new Map([
    ['id', families[name].id],
    ...columnsOf(name).map((column) => [column.name, column.doc] as const),
    ...(families[name].isVersioned ? ([['version', 'Rises with each write of the document.']] as const) : []),
    ['doc', 'The whole document as JSON.'],
  ])
}

/** Tables and views with their columns, as far as we made them: for whoever completes or lists names. */
export const columnNames: ReadonlyMap<string, readonly string[]> = new Map(
  [...described].map(([name, { columns }]) => [name, [...columns.keys()]] as const),
)

/** What the file really has, and the views that are lent to it; ours first. */
const tablesSql = `SELECT name, type FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'
  UNION SELECT name, type FROM sqlite_temp_schema WHERE type = 'view' ORDER BY type DESC, name`

/** The tables and views of a store as the answer to a query. */
export async function* describeTables(run: Run): AsyncGenerator<QueryMessage> {
  yield { columns: ['name', 'type', 'meaning'] }
  for (const [name = null, type = null] of await rowsOf(run(tablesSql)))
    yield { row: [name, type, described.get(String(name))?.doc ?? null] }
  yield { end: { isCut: false } }
}

/** The columns of one table or view, or of all of them. Fails with QUERY_REFUSED when there is no such table. */
export async function* describeTable(wanted: string | undefined, run: Run): AsyncGenerator<QueryMessage> {
  const tables = (await rowsOf(run(tablesSql))).map(([name]) => String(name))
  if (wanted !== undefined && !tables.includes(wanted)) throw new PipelineError('QUERY_REFUSED', missing(wanted, tables))
  yield { columns: ['table', 'column', 'type', 'meaning'] }
  for (const table of wanted === undefined ? tables : [wanted]) {
    const columns = await rowsOf(run(`SELECT name, type FROM pragma_table_info('${table.replaceAll("'", "''")}')`))
    for (const [name = null, type = null] of columns) {
      yield { row: [table, name, type === '' ? null : type, described.get(table)?.columns.get(String(name)) ?? null] }
    }
  }
  yield { end: { isCut: false } }
}

async function rowsOf(messages: AsyncIterable<QueryMessage>): Promise<(readonly QueryValue[])[]> {
  const rows: (readonly QueryValue[])[] = []
  for await (const message of messages) if ('row' in message) rows.push(message.row)
  return rows
}

function missing(wanted: string, tables: readonly string[]): string {
  const meant = suggest(wanted, tables)
  return `There is no table ${wanted}. ${meant === undefined ? `There are: ${tables.join(', ')}.` : `Did you mean ${meant}?`}`
}
