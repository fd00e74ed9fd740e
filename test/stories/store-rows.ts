import { familyNames, openDatabase } from '@win11mon/pipeline'

/** Every row of every table of a store by table and id, documents as values; of `inputs`, too, unless runs read other files. */
export async function rowsOf(path: string): Promise<Map<string, Readonly<Record<string, unknown>>>> {
  const database = await openDatabase(path, { readOnly: true })
  try {
    const rows = familyNames.flatMap((family) =>
      database
        .prepare(`SELECT * FROM ${family}`)
        .all()
        .map(
          ({ doc, ...columns }) => [`${family} ${String(columns['id'])}`, { ...columns, doc: JSON.parse(String(doc)) as unknown }] as const,
        ),
    )
    return new Map(rows)
  } finally {
    database.close()
  }
}
