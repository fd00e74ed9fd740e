import type { Database } from './open-database.ts'

/** Runs the work in one write transaction: all of it is committed, or nothing and the error of the work or the commit is thrown. */
export function inTransaction<Result>(database: Database, work: () => Result): Result {
  database.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    database.exec('COMMIT')
    return result
  } catch (error) {
    rollBack(database)
    throw error
  }
}

function rollBack(database: Database): void {
  try {
    database.exec('ROLLBACK')
  } catch {
    // SQLite has already rolled back, as it does when the disk is full.
  }
}
