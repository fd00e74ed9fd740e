import type { Database } from '../sqlite/open-database.ts'
import { type View, views } from './views.ts'

/** Makes the views of a store what this version wants them to be. */
export function createViews(database: Database): void {
  for (const [name, view] of outdated(database)) {
    database.exec(`DROP VIEW IF EXISTS ${name}`)
    database.exec(viewSql(name, view))
  }
}

/**
 * Gives a connection that only reads the views that its store lacks or has from another version. They stand in its own memory
 * and hide those of the store.
 */
export function lendViews(database: Database): void {
  for (const [name, view] of outdated(database)) database.exec(viewSql(name, view).replace('CREATE VIEW', 'CREATE TEMP VIEW'))
}

function outdated(database: Database): [string, View][] {
  const stored = new Map(
    database
      .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'view'")
      .all()
      .map(({ name, sql }) => [name, sql]),
  )
  return Object.entries(views).filter(([name, view]) => stored.get(name) !== viewSql(name, view))
}

function viewSql(name: string, { columns, from }: View): string {
  const selected = columns.map((column) => `  ${column.sql} AS ${column.name}`)
  return `CREATE VIEW ${name} AS SELECT\n${selected.join(',\n')}\n${from}`
}
