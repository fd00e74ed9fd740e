import { readFile } from 'node:fs/promises'

import { PipelineError } from '@win11mon/schemas'

/** A section `tls` of the configuration, as far as it is the same everywhere. */
export interface TlsFileSettings {
  readonly ca_file: string
  readonly certificate_file: string
  readonly key_file: string
  readonly key_passphrase: string
  readonly server_name: string
}

/** What TLS needs, read from the files of the settings. */
export interface TlsFiles {
  readonly ca?: string
  readonly cert?: string
  readonly key?: string
  readonly passphrase?: string
  readonly servername?: string
}

/** `section` is the name of the section, such as `kafka.tls`. Fails with CONFIG_INVALID that names the setting and the file. */
export async function readTlsFiles(section: string, settings: TlsFileSettings): Promise<TlsFiles> {
  const ca = await readPem(`${section}.ca_file`, settings.ca_file)
  const cert = await readPem(`${section}.certificate_file`, settings.certificate_file)
  const key = await readPem(`${section}.key_file`, settings.key_file)
  if ((cert === undefined) !== (key === undefined)) {
    const missing = cert === undefined ? 'certificate_file' : 'key_file'
    throw invalid(`${section}.${missing} is empty: a certificate and its key are set together.`)
  }
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(settings.key_passphrase === '' ? {} : { passphrase: settings.key_passphrase }),
    ...(settings.server_name === '' ? {} : { servername: settings.server_name }),
  }
}

/** The text of a PEM file; undefined when the setting names none. */
export async function readPem(setting: string, path: string): Promise<string | undefined> {
  if (path === '') return undefined
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error)
    throw invalid(`${setting}: cannot read ${path} (${reason}). Check the path and its permissions.`, error)
  })
  if (text.includes('-----BEGIN ')) return text
  throw invalid(`${setting}: ${path} is no PEM file. Convert it, for example with openssl x509 -inform der.`)
}

function invalid(message: string, cause?: unknown): PipelineError {
  return new PipelineError('CONFIG_INVALID', message, { cause })
}
