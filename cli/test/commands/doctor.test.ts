import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { expect, test } from 'vitest'

import { type CommandResult, aDirectory, runCommand } from '../run-command.ts'

const simulated = {
  WIN11MON_COLLECTOR_SOURCE: 'simulator',
  WIN11MON_COLLECTOR_OUTPUT: 'x.avro',
  WIN11MON_COLLECTOR_SPOOL_RESERVE_BYTES: '0',
}

function doctor(directory: string, environment: Readonly<Record<string, string>> = {}): Promise<CommandResult> {
  return runCommand(['doctor'], { directory, environment: { ...simulated, WIN11MON_COLLECTOR_SPOOL_MAX_BYTES: '1048576', ...environment } })
}

test('a machine that has everything is well, and nothing is left behind', async () => {
  const directory = aDirectory()
  const { exitCode, stdout } = await doctor(directory)
  expect([exitCode, stdout]).toEqual([0, expect.not.stringContaining('✗')])
  for (const what of ['state directory', 'spool', 'disk', 'driver', 'output', 'clock']) expect(stdout).toContain(`✓ ${what}:`)
  expect(readdirSync(directory)).toEqual([])
})

test('the driver is asked for its callbacks', async () => {
  const library = fileURLToPath(new URL('../../../driver/build/plain/libwin11mon_callbacks.so', import.meta.url))
  const { stdout } = await doctor(aDirectory(), { WIN11MON_COLLECTOR_SOURCE: 'device', WIN11MON_COLLECTOR_DEVICE_LIBRARY: library })
  expect(stdout).toContain('✓ driver: the simulation, interface 1: every callback is registered')
})

test.each([
  [
    'a driver library that is missing',
    { WIN11MON_COLLECTOR_SOURCE: 'device', WIN11MON_COLLECTOR_DEVICE_LIBRARY: '/nowhere.so' },
    '✗ driver: ',
  ],
  ['a broker that is away', { WIN11MON_COLLECTOR_OUTPUT: '', WIN11MON_KAFKA_BROKERS: '[127.0.0.1:1]' }, '✗ kafka: '],
  ['no broker at all', { WIN11MON_COLLECTOR_OUTPUT: '' }, '✗ kafka: kafka.brokers'],
  ['a disk that is too small', { WIN11MON_COLLECTOR_SPOOL_RESERVE_BYTES: String(2 ** 52) }, '✗ disk: '],
  ['a spool in memory', { WIN11MON_COLLECTOR_SPOOL_KIND: 'memory' }, '✗ spool: '],
  ['a state directory that is a file', { WIN11MON_COLLECTOR_STATE_DIRECTORY: 'notes.txt' }, '✗ state directory: '],
  ['an output that has no directory', { WIN11MON_COLLECTOR_OUTPUT: 'nowhere/deep/x.avro' }, '✗ output: '],
])('%s is found, with what to do', async (_, environment, message) => {
  const directory = aDirectory()
  writeFileSync(join(directory, 'notes.txt'), '')
  const { exitCode, stdout } = await doctor(directory, environment)
  expect([exitCode, stdout]).toEqual([1, expect.stringContaining(message)])
  expect(stdout).toMatch(/\n {2}→ \S/)
})

test('a host id that others may read, and spools that were set aside, are found', async () => {
  const directory = aDirectory()
  mkdirSync(join(directory, 'win11mon-state'))
  writeFileSync(join(directory, 'win11mon-state', 'host-id'), 'x')
  chmodSync(join(directory, 'win11mon-state', 'host-id'), 0o644)
  mkdirSync(join(directory, 'win11mon-spool'))
  writeFileSync(join(directory, 'win11mon-spool', 'spool.db.quarantined-20250115T080203123Z'), 'old')
  const { stdout } = await doctor(directory)
  expect(stdout).toContain('others may read it')
  expect(stdout).toContain('1 set aside, the last 20250115T080203123Z')
})

test('a certificate that has expired, will soon, or is none, is found', async () => {
  const directory = aDirectory()
  const make = (name: string, days: string): void =>
    void execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-subj',
        '/CN=agent',
        '-keyout',
        join(directory, `${name}.key`),
        '-out',
        join(directory, `${name}.pem`),
        '-days',
        days,
      ],
      { stdio: 'ignore' },
    )
  make('soon', '5')
  make('good', '400')
  writeFileSync(join(directory, 'none.pem'), 'x')
  const tls = (file: string): Promise<CommandResult> =>
    doctor(directory, {
      WIN11MON_COLLECTOR_OUTPUT: '',
      WIN11MON_KAFKA_BROKERS: '[127.0.0.1:1]',
      WIN11MON_KAFKA_TLS_ENABLED: 'true',
      WIN11MON_KAFKA_TLS_CA_FILE: file,
    })
  const [soon, good, none] = [await tls('soon.pem'), await tls('good.pem'), await tls('none.pem')]
  expect(soon.stdout).toMatch(/✗ certificate: .*soon/)
  expect(good.stdout).toMatch(/✓ certificate: .*CN=agent, valid until/)
  expect(none.stdout).toContain('✗ certificate: ')
})

test('prints the same as JSON', async () => {
  const { exitCode, stdout } = await runCommand(['doctor', '-o', 'json'], { directory: aDirectory(), environment: simulated })
  const findings = JSON.parse(stdout) as { what: string; ok: boolean }[]
  expect(exitCode).toBe(findings.every(({ ok }) => ok) ? 0 : 1)
  expect(findings.map(({ what }) => what)).toContain('clock')
})
