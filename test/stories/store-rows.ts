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

type Rows = ReadonlyMap<string, unknown>

/** Keys of the rows that only one side has or that differ, at most ten, with what both have: of two whole stores nobody sees the difference. */
export function differencesOf(left: Rows, right: Rows): readonly object[] {
  const keys = [...new Set([...left.keys(), ...right.keys()])]
  const differing = keys.filter((key) => JSON.stringify(left.get(key)) !== JSON.stringify(right.get(key)))
  return differing.slice(0, 10).map((key) => ({ key, left: JSON.stringify(left.get(key)), right: JSON.stringify(right.get(key)) }))
}
