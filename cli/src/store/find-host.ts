import { type Database, PipelineError, type SqliteValue, suggest } from '@win11mon/pipeline'

import type { HostName } from '../analysis/report.ts'

/** The host with this id or name (whatever its case, with or without its domain). Fails with INPUT_MISSING that names the hosts there are. */
export function findHost(database: Database, wanted: string): HostName {
  const hosts = database.prepare('SELECT id, name FROM hosts ORDER BY name').all().map(toHost)
  const exact = hosts.filter((host) => host.id === wanted || host.name?.toLowerCase() === wanted.toLowerCase())
  const found = exact.length > 0 ? exact : hosts.filter((host) => shortName(host.name) === shortName(wanted))
  const [first] = found
  if (first !== undefined && found.length === 1) return first
  throw new PipelineError('INPUT_MISSING', first === undefined ? missing(hosts, wanted) : ambiguous(found, wanted))
}

function toHost({ id, name }: Readonly<Record<string, SqliteValue>>): HostName {
  return { id: String(id), name: typeof name === 'string' ? name : null }
}

function shortName(name: string | null): string | undefined {
  return name?.split('.')[0]?.toLowerCase()
}

const namesShown = 10

function missing(hosts: readonly HostName[], wanted: string): string {
  const names = hosts.map((host) => host.name ?? host.id)
  const meant = suggest(wanted, names)
  const known =
    names.length === 0 ? 'It has no hosts.' : `It has: ${names.slice(0, namesShown).join(', ')}${names.length > namesShown ? ', …' : ''}.`
  return `The store has no host ${wanted}. ${meant === undefined ? known : `Did you mean ${meant}?`}`
}

function ambiguous(found: readonly HostName[], wanted: string): string {
  return `${wanted} may be any of ${found.map((host) => `${host.name} (${host.id})`).join(', ')}. Give the whole name or the id.`
}
