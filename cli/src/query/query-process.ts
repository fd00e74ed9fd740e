/**
 * Runs one statement of a person in a process of its own: whoever started it can end it at any time, and what it
 * allocates goes with it.
 */
import { writeSync } from 'node:fs'
import { text } from 'node:stream/consumers'

import { type Database, type SqliteValue, type Statement, lendViews, openForReading } from '@win11mon/pipeline'

import { quietSqliteWarning } from '../quiet-sqlite-warning.ts'
import type { QueryMessage, QueryRequest, QueryValue } from './query-protocol.ts'
import { authorizeRead } from './statement-guard.ts'

/** Parts of Node's interface that not every version has. */
interface QueryStatement extends Statement {
  setReturnArrays?(isEnabled: boolean): void
  columns?(): readonly { readonly name: string }[]
}

/** Bounds what one statement can make SQLite allocate. */
const heapLimitBytes = 512 * 1024 * 1024

quietSqliteWarning()

const request = JSON.parse(await text(process.stdin)) as QueryRequest
try {
  answer(await openForReading(request.databasePath), request)
} catch (error) {
  send({ error: error instanceof Error ? error.message : String(error) })
}

function answer(database: Database, { sql, maxRows }: QueryRequest): void {
  database.exec(
    `PRAGMA hard_heap_limit = ${heapLimitBytes}; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF; PRAGMA busy_timeout = 5000`,
  )
  lendViews(database)
  database.exec('PRAGMA query_only = ON')
  database.setAuthorizer?.(authorizeRead)
  const statement: QueryStatement = database.prepare(sql)
  statement.setReadBigInts(true)
  const columns = namesInOrder(statement)
  if (columns !== undefined) send({ columns })
  let rows = 0
  let isCut = false
  for (const row of statement.iterate()) {
    if (rows === 0 && columns === undefined) send({ columns: Object.keys(row) })
    isCut = rows >= maxRows
    if (isCut) break
    send({ row: (Array.isArray(row) ? (row as SqliteValue[]) : Object.values(row)).map(valueOf) })
    rows += 1
  }
  send({ end: { isCut } })
}

/** With rows as arrays, columns of one name stay apart. Undefined where this Node knows names only from a row. */
function namesInOrder(statement: QueryStatement): string[] | undefined {
  if (statement.columns === undefined || statement.setReturnArrays === undefined) return undefined
  statement.setReturnArrays(true)
  return statement.columns().map(({ name }) => name)
}

function valueOf(value: SqliteValue): QueryValue {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString()
  return value instanceof Uint8Array ? `0x${Buffer.from(value).toString('hex')}` : value
}

function send(message: QueryMessage): void {
  const bytes = Buffer.from(`${JSON.stringify(message)}\n`)
  for (let written = 0; written < bytes.length;) written += writeSync(1, bytes, written)
}
