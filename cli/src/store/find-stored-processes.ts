import { type DocumentReader, type DocumentSearch, type StoredRow, PipelineError } from '@win11mon/pipeline'

type ProcessRow = StoredRow<'processes'>

/** Shorter beginnings of ids would meet names. */
const leastPrefix = 4
const mostFound = 200

/**
 * Every process with this pid, image name, path, entity id or beginning of one, by start. A name may leave out `.exe`, and have
 * the wildcards of a search. Empty when there is none.
 */
export async function findStoredProcesses(reader: DocumentSearch, wanted: string, hostId?: string): Promise<readonly ProcessRow[]> {
  const ofHost = (row: ProcessRow): boolean => hostId === undefined || row.host_id === hostId
  const search = async (field: string, patterns: readonly string[]): Promise<readonly ProcessRow[]> => {
    const terms = [{ fields: [field], patterns }]
    return (await reader.search('processes', { terms, limit: mostFound, ...(hostId === undefined ? {} : { hostId }) })).items
  }
  if (/^\d+$/.test(wanted)) return search('process.pid', [wanted])
  const named = await search('process.executable', /[\\/]/.test(wanted) ? [wanted] : namePatterns(wanted))
  if (named.length > 0 || !/^[\w-]+$/.test(wanted) || wanted.length < leastPrefix) return named
  return (await reader.withIdPrefix('processes', wanted, mostFound)).filter(ofHost)
}

/** A path that ends with the name, or the name alone. */
export function namePatterns(name: string): string[] {
  const names = name.includes('.') || name.includes('*') ? [name] : [name, `${name}.exe`]
  return names.flatMap((one) => [one, `*\\${one}`])
}

/** Fails with INPUT_MISSING when there is none. */
export async function requireProcesses(reader: DocumentSearch, wanted: string, hostId?: string): Promise<readonly ProcessRow[]> {
  const found = await findStoredProcesses(reader, wanted, hostId)
  if (found.length > 0) return found
  const where = hostId === undefined ? 'The store has' : 'The host has'
  throw new PipelineError(
    'INPUT_MISSING',
    `${where} no process ${wanted}. Give a process id, the name of an image, or an entity id; \`win11mon search process.name=*PART*\` finds more.`,
  )
}

/** Ancestors, the parent first. A circle, which no store should hold, ends it. */
export async function ancestorsOf(row: ProcessRow, reader: Pick<DocumentReader, 'process'>): Promise<ProcessRow[]> {
  const found: ProcessRow[] = []
  const seen = new Set([row.id])
  for (let id = row.parent_id; id !== null && !seen.has(id) && found.length < 100;) {
    seen.add(id)
    const parent = await reader.process(id)
    if (parent === undefined) break
    found.push(parent)
    id = parent.parent_id
  }
  return found
}
