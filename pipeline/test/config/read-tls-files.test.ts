import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, onTestFinished, test } from 'vitest'

import { readTlsFiles } from '../../src/config/read-tls-files.ts'

const nothing = { ca_file: '', certificate_file: '', key_file: '', key_passphrase: '', server_name: '' }

function aFile(text: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'win11mon-pem-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  const path = join(directory, 'file.pem')
  writeFileSync(path, text)
  return path
}

test('reads what is set, and nothing of what is not', async () => {
  const pem = '-----BEGIN CERTIFICATE-----\n'
  const path = aFile(pem)
  expect(await readTlsFiles('kafka.tls', nothing)).toEqual({})
  const all = { ca_file: path, certificate_file: path, key_file: path, key_passphrase: 'secret', server_name: 'broker' }
  expect(await readTlsFiles('kafka.tls', all)).toEqual({ ca: pem, cert: pem, key: pem, passphrase: 'secret', servername: 'broker' })
})

test.each([
  ['a file that is away', { ca_file: '/nowhere/ca.pem' }, 'kafka.tls.ca_file: cannot read /nowhere/ca.pem'],
  ['a key without its certificate', { key_file: 'pem' }, 'kafka.tls.certificate_file is empty'],
  ['a certificate without its key', { certificate_file: 'pem' }, 'kafka.tls.key_file is empty'],
  ['another format', { ca_file: 'der' }, 'is no PEM file'],
])('%s is a setting that is wrong, and the message names it', async (_, given, message) => {
  const files = { pem: aFile('-----BEGIN X-----'), der: aFile('\u0030\u0082') }
  const settings = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, files[value as 'pem' | 'der'] ?? value]))
  await expect(readTlsFiles('kafka.tls', { ...nothing, ...settings })).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    message: expect.stringContaining(message) as unknown,
  })
})
