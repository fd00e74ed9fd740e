import { describeOpensearchError, serverErrorOf } from './describe-error.ts'
import type { Requests } from './requests.ts'

/** Makes an index as its template says, for a cluster that makes none by itself. One that somebody else makes meanwhile is as good. */
export async function createIndex(requests: Requests, name: string): Promise<void> {
  const what = `OpenSearch: creating index ${name}`
  const { status, body } = await requests.send({ method: 'PUT', path: `/${name}`, expects: [400] }, what)
  if (status < 400) return
  const error = serverErrorOf(body)
  if (error?.type === 'resource_already_exists_exception') return
  // Too many shards: the cluster has to be mended, not the request.
  throw describeOpensearchError(new Error(error?.reason ?? `status ${status}`), what)
}

/** Takes back what retention did to an index; it does so again at its next run. */
export async function openForWriting(requests: Requests, name: string): Promise<void> {
  const what = `OpenSearch: opening index ${name} for writing again`
  await requests.send({ method: 'PUT', path: `/${name}/_settings`, body: { 'index.blocks.write': null } }, what)
}
