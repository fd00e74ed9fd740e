import { type Socket, connect as connectPlain, isIP } from 'node:net'
import { connect as connectTls } from 'node:tls'

import { PipelineError } from '@win11mon/schemas'
import type { KafkaConfig, LogEntry, SASLOptions } from 'kafkajs'

import { type TlsFiles, readTlsFiles } from '../../config/read-tls-files.ts'
import type { KafkaSettings, SaslSettings, TlsSettings } from './settings.ts'

/** What TLS needs, read from the files of the settings. */
export type TlsOptions = TlsFiles

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
  return await readTlsFiles('kafka.tls', settings)
}

/** Settings that contradict each other or are missing. Fails with CONFIG_INVALID. */
export function checkKafkaSettings({ brokers, sasl }: KafkaSettings): void {
  if (brokers.length === 0) throw invalid('kafka.brokers is empty: name some brokers, each as host:port.')
  if (sasl.mechanism === 'none') return
  if (sasl.username === '') throw invalid(`kafka.sasl.username is empty, which ${sasl.mechanism} cannot do without.`)
  if (sasl.password === '') throw invalid(`kafka.sasl.password is empty, which ${sasl.mechanism} cannot do without.`)
}

function invalid(message: string): PipelineError {
  return new PipelineError('CONFIG_INVALID', message)
}
