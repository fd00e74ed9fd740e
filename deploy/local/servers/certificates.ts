import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { needTool } from '../artifacts/debian-tool.ts'
import { runTool } from '../artifacts/run-tool.ts'
import { keystorePassword } from './kafka-properties.ts'

/**
 * Makes an authority and what it signs, as PEM files of a directory: `broker` for localhost, `expired` (ended yesterday),
 * `collector` for a client; and `other-ca`, whom nobody trusts, with a client `stranger`. Brokers get theirs as PKCS #12.
 */
export function makeCertificates(directory: string): void {
  if (existsSync(join(directory, 'complete'))) return
  needTool('openssl', 'openssl')
  mkdirSync(directory, { recursive: true })
  const openssl = (...args: readonly string[]): string => runTool('openssl', args, { directory })
  for (const authority of ['ca', 'other-ca']) {
    openssl('req', '-x509', ...newKey(authority), '-subj', `/CN=win11mon ${authority}`, '-days', '2', '-out', `${authority}.pem`)
  }
  writeFileSync(join(directory, 'broker.cnf'), 'subjectAltName=DNS:localhost\nextendedKeyUsage=serverAuth\n')
  writeFileSync(join(directory, 'client.cnf'), 'extendedKeyUsage=clientAuth\n')
  sign(openssl, { name: 'broker', authority: 'ca', extensions: 'broker.cnf', validity: ['-days', '2'] })
  // A certificate that was never valid for anybody who looks now; `req` and `x509` of Debian 12 take no start, so `ca` would be
  // the other way. A negative number of days gives an end before the start, which every client calls expired.
  sign(openssl, { name: 'expired', authority: 'ca', extensions: 'broker.cnf', validity: ['-days', '-1'] })
  sign(openssl, { name: 'collector', authority: 'ca', extensions: 'client.cnf', validity: ['-days', '2'] })
  sign(openssl, { name: 'stranger', authority: 'other-ca', extensions: 'client.cnf', validity: ['-days', '2'] })
  for (const name of ['broker', 'expired']) {
    openssl(
      'pkcs12',
      '-export',
      '-in',
      `${name}.pem`,
      '-inkey',
      `${name}.key`,
      '-out',
      `${name}.p12`,
      '-passout',
      `pass:${keystorePassword}`,
    )
  }
  writeFileSync(join(directory, 'complete'), '')
}

interface Signing {
  readonly name: string
  readonly authority: string
  readonly extensions: string
  readonly validity: readonly string[]
}

function sign(openssl: (...args: readonly string[]) => string, { name, authority, extensions, validity }: Signing): void {
  openssl('req', ...newKey(name), '-subj', `/CN=${name}`, '-out', `${name}.csr`)
  const by = ['-CA', `${authority}.pem`, '-CAkey', `${authority}.key`, '-CAcreateserial']
  openssl('x509', '-req', '-in', `${name}.csr`, ...by, '-extfile', extensions, ...validity, '-out', `${name}.pem`)
}

function newKey(name: string): string[] {
  return ['-newkey', 'rsa:2048', '-nodes', '-keyout', `${name}.key`]
}
