import { PipelineError } from '@win11mon/schemas'

import { type TlsFiles, readTlsFiles } from '../../config/read-tls-files.ts'
import type { OpensearchSettings, OpensearchTlsSettings } from './settings.ts'

/** What TLS needs, read from the files of the settings. */
export interface TlsOptions extends TlsFiles {
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
  return { minVersion: 'TLSv1.2', rejectUnauthorized: true, ...(await readTlsFiles('opensearch.tls', settings)) }
}

function invalid(message: string): PipelineError {
  return new PipelineError('CONFIG_INVALID', message)
}
