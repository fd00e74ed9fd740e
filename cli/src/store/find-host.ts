import { type DocumentReader, PipelineError, suggest } from '@win11mon/pipeline'

import type { HostName } from '../analysis/report.ts'

/** The host with this id or name (whatever its case, with or without its domain). Fails with INPUT_MISSING that names the hosts there are. */
export async function findHost(reader: Pick<DocumentReader, 'hosts'>, wanted: string): Promise<HostName> {
  const hosts = (await reader.hosts()).map(({ id, name }) => ({ id, name }))
  const exact = hosts.filter((host) => host.id === wanted || host.name?.toLowerCase() === wanted.toLowerCase())
  const found = exact.length > 0 ? exact : hosts.filter((host) => host.name !== null && shortName(host.name) === shortName(wanted))
  const [first] = found
  if (first !== undefined && found.length === 1) return first
  throw new PipelineError('INPUT_MISSING', first === undefined ? missing(hosts, wanted) : ambiguous(found, wanted))
}

/** Without its domain, in small letters. */
function shortName(name: string): string {
  return (name.split('.')[0] ?? name).toLowerCase()
}

const namesShown = 10

function missing(hosts: readonly HostName[], wanted: string): string {
  const names = hosts.map((host) => host.name ?? host.id)
  const short = suggest(shortName(wanted), names.map(shortName))
  const meant = names.find((name) => shortName(name) === short)
  if (meant !== undefined) return `The store has no host ${wanted}. Did you mean ${meant}?`
  const shown = names.slice(0, namesShown).join(', ')
  return `The store has no host ${wanted}. ${names.length === 0 ? 'It has none.' : `It has: ${shown}${names.length > namesShown ? ', …' : ''}.`}`
}

function ambiguous(found: readonly HostName[], wanted: string): string {
  return `${wanted} may be any of ${found.map((host) => `${host.name} (${host.id})`).join(', ')}. Give the whole name or the id.`
}
