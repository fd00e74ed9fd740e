import { type AddressInfo } from 'node:net'
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http'

/** A request that came by, and how many items its body has. */
export interface SeenRequest {
  readonly path: string
  readonly bytes: number
  readonly items: number
}

/** What the server answered. */
export interface Passed {
  readonly status: number
  readonly body: Buffer
}

/** Called for each bulk request with its number from 0: answers instead of the server, or passes it on and breaks the answer. */
export type Fault = (context: {
  readonly number: number
  readonly request: SeenRequest
  readonly response: ServerResponse
  pass(): Promise<Passed>
}) => Promise<void> | void

export interface BreakingProxy {
  readonly url: string
  readonly requests: readonly SeenRequest[]
  /** Undefined passes everything on. */
  fault: Fault | undefined
  close(): Promise<void>
}

/** Stands in front of a real server and breaks bulk requests as it is told; everything else goes through. */
export async function breakingProxy(upstream: string): Promise<BreakingProxy> {
  const requests: SeenRequest[] = []
  const proxy: { fault: Fault | undefined } = { fault: undefined }
  // A server that is away is what a client sees as a connection that ends.
  const server = createServer((request, response) => void serve(request, response).catch(() => response.destroy()))

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const body = Buffer.concat(parts)
    const pass = async (): Promise<Passed> => {
      const found = await fetch(`${upstream}${request.url ?? ''}`, {
        method: request.method ?? 'GET',
        headers: { 'content-type': request.headers['content-type'] ?? 'application/json' },
        ...(body.length === 0 ? {} : { body }),
      })
      return { status: found.status, body: Buffer.from(await found.arrayBuffer()) }
    }
    const isBulk = request.url?.startsWith('/_bulk') === true
    const seen = { path: request.url ?? '', bytes: body.length, items: body.toString().split('\n{"create"').length }
    if (isBulk) requests.push(seen)
    if (isBulk && proxy.fault !== undefined) await proxy.fault({ number: requests.length - 1, request: seen, response, pass })
    else answer(response, await pass())
  }

  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  return Object.assign(proxy, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  })
}

export function answer(response: ServerResponse, { status, body }: Passed): void {
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': body.length }).end(body)
}

export function answerJson(response: ServerResponse, status: number, body: object): void {
  answer(response, { status, body: Buffer.from(JSON.stringify(body)) })
}
