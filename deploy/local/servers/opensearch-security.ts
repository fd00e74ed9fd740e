import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { needTool } from '../artifacts/debian-tool.ts'
import { runTool } from '../artifacts/run-tool.ts'

/** An authority, the certificate of the nodes, and that of whoever administers the cluster: PEM files in its `certificates`. */
export function makeOpensearchSecurity(directory: string): void {
  const certificates = join(directory, 'certificates')
  if (existsSync(join(certificates, 'complete'))) return
  needTool('openssl', 'openssl')
  mkdirSync(certificates, { recursive: true })
  const openssl = (...args: readonly string[]): string => runTool('openssl', args, { directory: certificates })
  openssl('req', '-x509', ...newKey('ca'), '-subj', '/CN=win11mon OpenSearch', '-days', '2', '-out', 'ca.pem')
  // Nodes are servers and clients of each other.
  writeFileSync(join(certificates, 'node.cnf'), 'subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth,clientAuth\n')
  writeFileSync(join(certificates, 'admin.cnf'), 'extendedKeyUsage=clientAuth\n')
  for (const name of ['node', 'admin']) {
    openssl('req', ...newKey(name), '-subj', `/CN=${name}`, '-out', `${name}.csr`)
    const by = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', `${name}.cnf`, '-days', '2']
    openssl('x509', '-req', '-in', `${name}.csr`, ...by, '-out', `${name}.pem`)
  }
  writeFileSync(join(certificates, 'complete'), '')
}

function newKey(name: string): string[] {
  return ['-newkey', 'rsa:2048', '-nodes', '-keyout', `${name}.key`]
}
