import { stat } from 'node:fs/promises'

import { type Database, PipelineError, familyNames, openDatabase, storeVersion } from '@win11mon/pipeline'

/** Opens a store that `analyze --db` wrote, for reading. Fails with INPUT_MISSING or STORE_INCOMPATIBLE. */
export async function openStore(path: string): Promise<Database> {
  await checkFile(path)
  let database: Database | undefined
  try {
    database = await openDatabase(path, { readOnly: true })
    checkVersion(database, path)
    return database
  } catch (error) {
    database?.close()
    if (error instanceof PipelineError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new PipelineError(
      'STORE_INCOMPATIBLE',
      `${path}: cannot be read as a store (${reason}). Make one with \`win11mon analyze --db\`.`,
      {
        cause: error,
      },
    )
  }
}

async function checkFile(path: string): Promise<void> {
  try {
    if ((await stat(path)).isFile()) return
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new PipelineError(
      'INPUT_MISSING',
      `${path}: there is no store (${reason}). Make one with \`win11mon analyze CAPTURE --db ${path}\`.`,
      {
        cause: error,
      },
    )
  }
  throw new PipelineError('INPUT_MISSING', `${path}: not a file. Name the file that \`win11mon analyze --db\` wrote.`)
}

function checkVersion(database: Database, path: string): void {
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version'])
  const tables = new Set(
    database
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
      .all()
      .map((row) => row['name']),
  )
  if (version === storeVersion && familyNames.every((name) => tables.has(name))) return
  throw new PipelineError(
    'STORE_INCOMPATIBLE',
    `${path}: not a store of version ${storeVersion} (its version is ${version}). Make a new one with \`win11mon analyze --db\`.`,
  )
}
