import { readFile } from 'node:fs/promises'

import { PipelineError } from '@win11mon/schemas'

import type { OpensearchSettings, OpensearchTlsSettings } from './settings.ts'

/** What TLS needs, read from the files of the settings. */
export interface TlsOptions {
  readonly ca?: string
  readonly cert?: string
  readonly key?: string
  readonly passphrase?: string
  readonly servername?: string
  readonly minVersion: 'TLSv1.2'
  readonly rejectUnauthorized: true
}

/** Settings that contradict each other or are missing. Fails with CONFIG_INVALID. */
export function checkOpensearchSettings({ nodes, username, password, indices }: OpensearchSettings): void {
  if (nodes.length === 0) throw invalid('opensearch.nodes is empty: name some nodes, each as https://host:port.')
  if (nodes.some((node) => new URL(node).username !== '')) {
    throw invalid(
      'opensearch.nodes holds a user: put the user into opensearch.username and the password into opensearch.password, which are not shown.',
    )
  }
  if (username !== '' && password === '') throw invalid(`opensearch.password is empty, but opensearch.username is ${username}.`)
  if (username !== '' && nodes.some((node) => node.startsWith('http://') && !isLoopback(node))) {
    throw invalid('opensearch.nodes holds an address without TLS, over which the password would go in the clear: write https://.')
  }
  if (indices.delete_after_days <= indices.read_only_after_days) {
    throw invalid('opensearch.indices.delete_after_days must be greater than read_only_after_days.')
  }
}

function isLoopback(node: string): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/u.test(new URL(node).hostname)
}

/** Fails with CONFIG_INVALID that names the setting and the file. */
export async function readTlsOptions(settings: OpensearchTlsSettings): Promise<TlsOptions> {
  const ca = await readPem(settings, 'ca_file')
  const cert = await readPem(settings, 'certificate_file')
  const key = await readPem(settings, 'key_file')
  if ((cert === undefined) !== (key === undefined)) {
    const missing = cert === undefined ? 'certificate_file' : 'key_file'
    throw invalid(`opensearch.tls.${missing} is empty: a certificate and its key are set together.`)
  }
  return {
    minVersion: 'TLSv1.2',
    rejectUnauthorized: true,
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(settings.key_passphrase === '' ? {} : { passphrase: settings.key_passphrase }),
    ...(settings.server_name === '' ? {} : { servername: settings.server_name }),
  }
}

async function readPem(settings: OpensearchTlsSettings, setting: 'ca_file' | 'certificate_file' | 'key_file'): Promise<string | undefined> {
  const path = settings[setting]
  if (path === '') return undefined
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error)
    throw invalid(`opensearch.tls.${setting}: cannot read ${path} (${reason}). Check the path and its permissions.`, error)
  })
  if (text.includes('-----BEGIN ')) return text
  throw invalid(`opensearch.tls.${setting}: ${path} is no PEM file. Convert it, for example with openssl x509 -inform der.`)
}

function invalid(message: string, cause?: unknown): PipelineError {
  return new PipelineError('CONFIG_INVALID', message, { cause })
}
