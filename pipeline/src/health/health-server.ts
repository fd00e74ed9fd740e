import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import { PipelineError } from '@win11mon/schemas'

import { prometheusContentType } from '../telemetry/prometheus.ts'

export interface HealthReport {
  /** Everything that has work has got on with it lately. */
  readonly isReady: boolean
  /** What a person wants to know; for `/health`. */
  readonly details: Readonly<Record<string, unknown>>
}

export interface HealthServerOptions {
  /** `127.0.0.1:9464`, `[::1]:0`: a loopback address and a port. */
  readonly address: string
  /** The address may be one that other machines reach, such as `0.0.0.0:9465`: in a container, whose network says who may. */
  readonly isExposed?: boolean
  readonly report: () => HealthReport
  readonly metricsText: () => Promise<string>
}

export interface HealthServer {
  readonly port: number
  close(): Promise<void>
}

const addressForm = /^(\d{1,3}(?:\.\d{1,3}){3}|localhost|\[[\da-f:]+\]):(\d{1,5})$/
const loopbackForm = /^(?:127\.|localhost:|\[::1\])/

/** An address and a port; unless exposed, one that only this machine reaches. */
export function isHealthAddress(address: string, isExposed: boolean): boolean {
  return addressForm.test(address) && (isExposed || loopbackForm.test(address))
}

/**
 * Answers `/metrics`, `/health` (200 while the process answers at all) and `/ready` (503 without progress), on loopback
 * unless it is exposed. Rejects with CONFIG_INVALID when the address is another one or taken.
 */
export async function openHealthServer(options: HealthServerOptions): Promise<HealthServer> {
  const [, host = '', port = ''] = addressForm.exec(options.address) ?? []
  if (!isHealthAddress(options.address, options.isExposed ?? false))
    throw invalid(
      options.address,
      'it is not a loopback address with a port. Write it as 127.0.0.1:9464; where other machines shall read it, see metrics.expose.',
    )
  const server = createServer((request, response) => {
    answer(request, response, options).catch((error: unknown) => send(response, 500, `${String(error)}\n`))
  })
  server.requestTimeout = 5_000
  await listen(server, host.replaceAll(/[[\]]/g, ''), Number(port)).catch((error: unknown) => {
    throw invalid(
      options.address,
      `it cannot be listened on (${error instanceof Error ? error.message : String(error)}). Choose another port.`,
    )
  })
  return { port: (server.address() as AddressInfo).port, close: () => close(server) }
}

async function answer(request: IncomingMessage, response: ServerResponse, { report, metricsText }: HealthServerOptions): Promise<void> {
  const path = (request.url ?? '').split('?')[0]
  if (request.method !== 'GET' && request.method !== 'HEAD') return send(response, 405, 'Only GET.\n')
  if (path === '/metrics') return send(response, 200, await metricsText(), prometheusContentType)
  if (path === '/health') return send(response, 200, json(report().details), jsonType)
  if (path !== '/ready') return send(response, 404, 'There are /metrics, /health and /ready.\n')
  const { isReady, details } = report()
  return send(response, isReady ? 200 : 503, json(details), jsonType)
}

const jsonType = 'application/json'

function json(value: unknown): string {
  return `${JSON.stringify(value)}\n`
}

function send(response: ServerResponse, status: number, text: string, type = 'text/plain; charset=utf-8'): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
  response.end(text)
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function close(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}

function invalid(address: string, why: string): PipelineError {
  return new PipelineError('CONFIG_INVALID', `metrics.address ${address}: ${why}`)
}
