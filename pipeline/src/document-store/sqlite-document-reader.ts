import { stat } from 'node:fs/promises'

import { PipelineError } from '@win11mon/schemas'

import { type Database, sqliteCode, sqliteCodes } from '../sqlite/open-database.ts'
import { openForReading } from '../sqlite/open-for-reading.ts'
import type { DocumentReader } from './document-reader.ts'
import type { DocumentSearch } from './document-search.ts'
import { familyNames } from './families.ts'
import { openError } from './sqlite-errors.ts'
import { checkStoreVersion } from './sqlite-format.ts'
import { createSqliteReader } from './sqlite-reader.ts'
import { createSqliteSearch } from './sqlite-search.ts'
import { selectedColumns } from './sqlite-row.ts'

const advice = 'Make one with `win11mon analyze CAPTURE --db FILE`.'

/**
 * Opens a store for reading only; another process may be writing to it, and nothing is left beside it. Fails with INPUT_MISSING when there is no such file,
 * with STORE_INCOMPATIBLE when it is no store of this version, with IO_FAILED when it cannot be read.
 */
export async function openSqliteDocumentReader(path: string): Promise<DocumentReader & DocumentSearch> {
  await checkFile(path)
  const database = await open(path)
  return { ...createSqliteReader(database, path), ...createSqliteSearch(database, path), close: async () => database.close() }
}

async function checkFile(path: string): Promise<void> {
  try {
    if ((await stat(path)).isFile()) return
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new PipelineError('INPUT_MISSING', `${path}: there is no store (${reason}). ${advice}`, { cause: error })
  }
  throw new PipelineError('INPUT_MISSING', `${path}: not a file. Name the file that \`win11mon analyze --db\` wrote.`)
}

async function open(path: string): Promise<Database> {
  let database: Database | undefined
  try {
    database = await openForReading(path)
    database.exec('PRAGMA busy_timeout = 5000')
    checkStoreVersion(database, path, advice)
    checkTables(database, path)
    return database
  } catch (error) {
    database?.close()
    throw openError(path, error, 'Check that it may be read.')
  }
}

/** The version is a number that anybody can write; SQLite says whether all that will be read is there. */
function checkTables(database: Database, path: string): void {
  try {
    for (const name of familyNames) database.prepare(`SELECT ${selectedColumns(name)} FROM ${name}`)
  } catch (error) {
    if (sqliteCode(error) !== sqliteCodes.error) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new PipelineError('STORE_INCOMPATIBLE', `${path}: cannot be read as a store (${reason}). ${advice}`, { cause: error })
  }
}
