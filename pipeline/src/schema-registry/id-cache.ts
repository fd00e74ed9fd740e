import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * What a registry said, kept in a file: ids by subject and fingerprint, fingerprints by id. Both are for ever at one registry,
 * so they are kept under its address. A file that cannot be read counts as empty, one that cannot be written is tried again
 * with the next answer: the cache only saves asking.
 */
export interface IdCache {
  id(subject: string, fingerprint: string): number | undefined
  fingerprint(id: number): string | undefined
  remember(answer: { readonly subject?: string; readonly fingerprint: string; readonly id: number }): Promise<void>
}

interface CacheFile {
  readonly url: string
  readonly ids: Record<string, number>
  readonly fingerprints: Record<string, string>
}

export async function openIdCache(path: string, url: string): Promise<IdCache> {
  const { ids, fingerprints }: CacheFile = (await readCache(path, url)) ?? { url, ids: {}, fingerprints: {} }
  return {
    id: (subject, fingerprint) => ids[`${subject} ${fingerprint}`],
    fingerprint: (id) => fingerprints[id],
    async remember({ subject, fingerprint, id }) {
      if (subject !== undefined) ids[`${subject} ${fingerprint}`] = id
      fingerprints[id] = fingerprint
      await writeCache(path, { url, ids, fingerprints })
    },
  }
}

async function readCache(path: string, url: string): Promise<CacheFile | undefined> {
  try {
    const file = JSON.parse(await readFile(path, 'utf8')) as CacheFile
    const isWhole = file.url === url && Object.values(file.ids).every(Number.isSafeInteger) && typeof file.fingerprints === 'object'
    return isWhole ? file : undefined
  } catch {
    return undefined
  }
}

/** Another process sees the old file or the new one. */
async function writeCache(path: string, file: CacheFile): Promise<void> {
  const scratch = `${path}.${process.pid}`
  await mkdir(dirname(path), { recursive: true }).catch(() => undefined)
  await writeFile(scratch, `${JSON.stringify(file, null, 2)}\n`)
    .then(() => rename(scratch, path))
    .catch(() => undefined)
}
