import { createSocket } from 'node:dgram'
import { connect } from 'node:net'
import { hostname } from 'node:os'

import { PipelineError } from '@win11mon/pipeline'

import type { AlertMessage, AlertSink } from './alert-sink.ts'

export interface SyslogOptions {
  /** `udp://host:514` or `tcp://host:601`. */
  readonly address: string
  readonly timeoutMs: number
  readonly nowMs: () => number
}

/** Facility 13, "log audit" (RFC 5424, table 1). */
const facility = 13
/** Severities of RFC 5424, table 2. */
const severityNumbers: Readonly<Record<string, number>> = { critical: 2, high: 3, medium: 4, low: 5, informational: 6 }
/** Datagrams beyond this may be dropped on the way (RFC 5426, section 3.2): what a person needs first stands first. */
const maxDatagramBytes = 2_048

/** Sends alerts as RFC 5424 messages: over UDP one each (RFC 5426), over TCP with their length in front (RFC 6587). */
export function createSyslogSink({ address, timeoutMs, nowMs }: SyslogOptions): AlertSink {
  const { protocol, hostname: host, port } = new URL(address)
  return {
    name: 'syslog',
    async send(message, signal) {
      const text = Buffer.from(syslogMessage(message, nowMs()))
      const target = { host, port: Number(port), signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]) }
      try {
        await (protocol === 'udp:' ? sendDatagram(text.subarray(0, maxDatagramBytes), target) : sendStream(text, target))
      } catch (error) {
        throw new PipelineError('BACKEND_UNAVAILABLE', `Syslog at ${host}:${port} does not take alerts: ${String(error)}.`, {
          cause: error,
          isRetryable: true,
        })
      }
    },
  }
}

function syslogMessage({ deliveryId, change, alert }: AlertMessage, nowMs: number): string {
  const { severity, rule } = summaryOf(alert)
  const priority = facility * 8 + (severityNumbers[severity] ?? 5)
  const data = `[win11mon@32473 delivery="${escaped(deliveryId)}" change="${change}" rule="${escaped(rule)}" severity="${escaped(severity)}"]`
  return `<${priority}>1 ${new Date(nowMs).toISOString()} ${hostname()} win11mon ${process.pid} alert ${data} ${JSON.stringify(alert)}`
}

function summaryOf(alert: AlertMessage['alert']): { severity: string; rule: string } {
  const { win11mon, rule } = alert as { win11mon?: { severity?: string }; rule?: { id?: string } }
  return { severity: win11mon?.severity ?? 'low', rule: rule?.id ?? '' }
}

/** RFC 5424, section 6.3.3. */
function escaped(text: string): string {
  return text.replaceAll(/["\\\]]/gu, String.raw`\$&`)
}

interface Target {
  readonly host: string
  readonly port: number
  readonly signal: AbortSignal
}

function sendDatagram(bytes: Uint8Array, { host, port }: Target): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4')
    socket.send(bytes, port, host.replaceAll(/[[\]]/gu, ''), (error) => {
      socket.close()
      if (error === null) resolve()
      else reject(error)
    })
  })
}

function sendStream(bytes: Uint8Array, { host, port, signal }: Target): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: host.replaceAll(/[[\]]/gu, ''), port })
    const giveUp = (): void => void socket.destroy(new Error('no answer in time'))
    signal.addEventListener('abort', giveUp, { once: true })
    socket.once('error', reject)
    socket.once('close', (hadError) => {
      signal.removeEventListener('abort', giveUp)
      if (!hadError) resolve()
    })
    // The other side has all of it when it has closed its side, too.
    socket.once('connect', () => socket.end(Buffer.concat([Buffer.from(`${bytes.length} `), bytes])))
    socket.resume()
  })
}
