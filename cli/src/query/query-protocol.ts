/** What the query process is told, as one JSON text on its standard input. */
export interface QueryRequest {
  readonly databasePath: string
  readonly sql: string
  readonly maxRows: number
}

/** One value of a row as it travels: 64-bit numbers beyond 2^53 and bytes come as text. */
export type QueryValue = string | number | null

/** One line of the answer: first the columns, then rows, then the end. */
export type QueryMessage =
  | { readonly columns: readonly string[] }
  | { readonly row: readonly QueryValue[] }
  | { readonly end: { readonly isCut: boolean } }
  | { readonly error: string }
