import type { DocumentReader } from '@win11mon/pipeline'

import type { HostName } from '../analysis/report.ts'

/** Hosts of a store by their id. */
export async function hostNames(reader: Pick<DocumentReader, 'hosts'>): Promise<ReadonlyMap<string, HostName>> {
  return new Map((await reader.hosts()).map(({ id, name }) => [id, { id, name }]))
}

export function hostText({ id, name }: HostName): string {
  return name ?? id
}
