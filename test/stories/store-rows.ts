import { familyNames, openDatabase } from '@win11mon/pipeline'

/**
 * Every row of every table of a store by table and id, documents as values. Without what tells when something was written:
 * versions, and alerts that were raised and taken back on the way.
 */
export async function rowsOf(path: string): Promise<Map<string, Readonly<Record<string, unknown>>>> {
  const database = await openDatabase(path, { readOnly: true })
  try {
    const rows = familyNames.flatMap((family) =>
      database
        .prepare(`SELECT * FROM ${family}`)
        .all()
        .filter(({ status }) => status !== 'withdrawn')
        .map(
          ({ doc, version: _, ...columns }) =>
            [`${family} ${String(columns['id'])}`, { ...columns, doc: withoutHistory(String(doc)) }] as const,
        ),
    )
    return new Map(rows)
  } finally {
    database.close()
  }
}

function withoutHistory(doc: string): unknown {
  const root = JSON.parse(doc) as { win11mon?: { history?: unknown } }
  delete root.win11mon?.history
  return root
}
