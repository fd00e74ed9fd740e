import { readFile } from 'node:fs/promises'
import { type Socket, connect as connectPlain, isIP } from 'node:net'
import { connect as connectTls } from 'node:tls'

import { PipelineError } from '@win11mon/schemas'
import type { KafkaConfig, LogEntry, SASLOptions } from 'kafkajs'

import type { KafkaSettings, SaslSettings, TlsSettings } from './settings.ts'

/** What TLS needs, read from the files of the settings. */
export interface TlsOptions {
  readonly ca?: string
  readonly cert?: string
  readonly key?: string
  readonly passphrase?: string
  readonly servername?: string
}

/** Between two brokers of the list when the first of them is away. */
const betweenBrokersMs = 50

export interface ClientOptions {
  readonly settings: KafkaSettings
  readonly tls: TlsOptions | undefined
  readonly requestTimeoutMs: number
  /** Gets every socket, so that those of a client that is given up can be torn down. */
  readonly onSocket?: (socket: Socket) => void
  /** What the client itself has to say. Nobody by default: its errors come back to whoever called it. */
  readonly onLog?: (entry: LogEntry) => void
}

/** The client's configuration. It tries the brokers of the list once each; every other repetition is ours. */
export function clientOptions({ settings, tls, requestTimeoutMs, onSocket, onLog }: ClientOptions): KafkaConfig {
  const sasl = saslOptions(settings.sasl)
  return {
    clientId: settings.client_id,
    brokers: [...settings.brokers],
    connectionTimeout: settings.connection_timeout_ms,
    authenticationTimeout: settings.connection_timeout_ms,
    requestTimeout: requestTimeoutMs,
    retry: { retries: settings.brokers.length - 1, initialRetryTime: betweenBrokersMs, maxRetryTime: betweenBrokersMs },
    logCreator: () => (entry) => onLog?.(entry),
    socketFactory: ({ host, port, ssl, onConnect }) => {
      const name = isIP(host) === 0 ? { servername: host } : {}
      const socket = ssl ? connectTls({ host, port, ...name, ...ssl }, onConnect) : connectPlain({ host, port }, onConnect)
      // Once it is connected: in Wine 8, connecting a socket that has this set already fails.
      socket.once('connect', () => socket.setKeepAlive(true, keepAliveMs).setNoDelay(true))
      onSocket?.(socket)
      return socket
    },
    ...(tls === undefined ? {} : { ssl: { minVersion: 'TLSv1.2', ...tls } }),
    ...(sasl === undefined ? {} : { sasl }),
  }
}

/** A peer that went away without a word is noticed by the system after a while, also where nothing is sent. */
const keepAliveMs = 30_000

function saslOptions({ mechanism, username, password }: SaslSettings): SASLOptions | undefined {
  return mechanism === 'none' ? undefined : { mechanism, username, password }
}

/** Reads the files of the TLS settings; undefined without TLS. Fails with CONFIG_INVALID that names the setting and the file. */
export async function readTlsOptions(settings: TlsSettings): Promise<TlsOptions | undefined> {
  if (!settings.enabled) return undefined
  const ca = await readPem(settings, 'ca_file')
  const cert = await readPem(settings, 'certificate_file')
  const key = await readPem(settings, 'key_file')
  if ((cert === undefined) !== (key === undefined)) {
    const missing = cert === undefined ? 'certificate_file' : 'key_file'
    throw invalid(`kafka.tls.${missing} is empty: a certificate and its key are set together.`)
  }
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(settings.key_passphrase === '' ? {} : { passphrase: settings.key_passphrase }),
    ...(settings.server_name === '' ? {} : { servername: settings.server_name }),
  }
}

async function readPem(settings: TlsSettings, setting: 'ca_file' | 'certificate_file' | 'key_file'): Promise<string | undefined> {
  const path = settings[setting]
  if (path === '') return undefined
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error)
    throw invalid(`kafka.tls.${setting}: cannot read ${path} (${reason}). Check the path and its permissions.`, error)
  })
  if (text.includes('-----BEGIN ')) return text
  throw invalid(`kafka.tls.${setting}: ${path} is no PEM file. Convert it, for example with openssl x509 -inform der.`)
}

/** Settings that contradict each other or are missing. Fails with CONFIG_INVALID. */
export function checkKafkaSettings({ brokers, sasl }: KafkaSettings): void {
  if (brokers.length === 0) throw invalid('kafka.brokers is empty: name some brokers, each as host:port.')
  if (sasl.mechanism === 'none') return
  if (sasl.username === '') throw invalid(`kafka.sasl.username is empty, which ${sasl.mechanism} cannot do without.`)
  if (sasl.password === '') throw invalid(`kafka.sasl.password is empty, which ${sasl.mechanism} cannot do without.`)
}

function invalid(message: string, cause?: unknown): PipelineError {
  return new PipelineError('CONFIG_INVALID', message, { cause })
}
