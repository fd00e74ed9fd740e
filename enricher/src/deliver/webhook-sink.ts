import { createHmac } from 'node:crypto'

import { PipelineError } from '@win11mon/pipeline'

import type { AlertSink } from './alert-sink.ts'

export interface WebhookOptions {
  readonly url: string
  /** Shared with the receiver; empty for none. */
  readonly secret: string
  readonly timeoutMs: number
  readonly nowMs: () => number
}

/** Answers after which the same request may be taken later. */
const passing: ReadonlySet<number> = new Set([408, 425, 429])

/**
 * Posts alerts as JSON. `win11mon-signature: t=<seconds>,v1=<hex>` is the HMAC-SHA-256 of `<seconds>.<body>`: the receiver checks
 * it and the time; `idempotency-key` is the same at every attempt.
 */
export function createWebhookSink({ url, secret, timeoutMs, nowMs }: WebhookOptions): AlertSink {
  return {
    name: 'webhook',
    async send({ deliveryId, change, alert }, signal) {
      const body = JSON.stringify({ delivery_id: deliveryId, change, alert })
      const seconds = Math.floor(nowMs() / 1_000)
      const headers = { 'content-type': 'application/json', 'idempotency-key': deliveryId, ...signature(secret, seconds, body) }
      const status = await post(url, { body, headers, signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]) })
      if (status >= 200 && status < 300) return
      const isRetryable = status >= 500 || passing.has(status)
      throw new PipelineError(isRetryable ? 'BACKEND_UNAVAILABLE' : 'ALERT_REFUSED', `The webhook at ${hostOf(url)} answered ${status}.`, {
        isRetryable,
      })
    },
  }
}

function signature(secret: string, seconds: number, body: string): Record<string, string> {
  if (secret === '') return {}
  return { 'win11mon-signature': `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}` }
}

async function post(url: string, request: { body: string; headers: Record<string, string>; signal: AbortSignal }): Promise<number> {
  try {
    // A redirect could lead the signed alert anywhere.
    const response = await fetch(url, { method: 'POST', redirect: 'manual', ...request })
    await response.body?.cancel()
    return response.status
  } catch (error) {
    throw new PipelineError('BACKEND_UNAVAILABLE', `The webhook at ${hostOf(url)} does not answer: ${reasonOf(error)}.`, {
      cause: error,
      isRetryable: true,
    })
  }
}

/** A path or a query may be a secret. */
function hostOf(url: string): string {
  return new URL(url).host
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return cause instanceof Error ? cause.message : String(cause)
}
