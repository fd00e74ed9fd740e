/**
 * Answers bulk requests as a cluster that has everything it needs would, and keeps nothing but their number: for figures of whoever
 * writes, where a real cluster on the same machine would be the limit. Shape of the answers: the Bulk API's documentation, and
 * what the client's `filter_path` leaves of it. Run in a process of its own; it prints its address.
 */
import { type IncomingMessage, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const families = ['events', 'processes', 'alerts', 'hosts', 'gaps', 'streams', 'dead-letters', 'inputs']
const newline = 0x0a
const created = new Map<string, number>()

const server = createServer((request, response) => {
  void (async () => {
    const url = new URL(request.url ?? '', 'http://sink')
    const answer = url.pathname.endsWith('/_bulk')
      ? bulkAnswer(await bodyOf(request), url.searchParams.has('filter_path'))
      : otherAnswer(url)
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(answer))
  })()
})
server.listen(0, '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`))

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

function otherAnswer({ pathname, searchParams }: URL): object {
  if (pathname === '/_created') return { count: created.get(searchParams.get('index') ?? '') ?? 0 }
  // Every template that `win11mon enrich` asks for, of whatever version.
  const prefix = process.argv[2] ?? 'win11mon'
  return { index_templates: families.map((family) => ({ name: `${prefix}-${family}-v1`, index_template: { version: 1_000_000 } })) }
}

function bulkAnswer(body: Buffer, isFiltered: boolean): object {
  const items: object[] = []
  let start = 0
  while (start < body.length) {
    const end = body.indexOf(newline, start)
    const action = JSON.parse(body.toString('utf8', start, end)) as Record<string, { _index: string; _id: string }>
    const [name = '', { _index: index, _id: id } = { _index: '', _id: '' }] = Object.entries(action)[0] ?? []
    start = name === 'delete' ? end + 1 : body.indexOf(newline, end + 1) + 1
    const key = index.includes('-events-') ? index.slice(0, index.indexOf('-events-')) : ''
    if (name === 'create') created.set(key, (created.get(key) ?? 0) + 1)
    items.push({ [name]: isFiltered ? { status: 201 } : whole(index, id, created.get(key) ?? 0) })
  }
  return isFiltered ? { items } : { took: 30, errors: false, items }
}

function whole(index: string, id: string, number: number): object {
  const shards = { total: 1, successful: 1, failed: 0 }
  return { _index: index, _id: id, _version: 1, result: 'created', _shards: shards, _seq_no: number, _primary_term: 1, status: 201 }
}
