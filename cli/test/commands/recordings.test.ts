import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { aCapture } from '../a-capture.ts'
import { reportOf } from '../report-of.ts'
import { aDirectory, aFile, runCommand } from '../run-command.ts'

test('records a capture so that its analysis is the same', async () => {
  const capture = aCapture()
  const out = join(aDirectory(), 'capture.avro')
  const { exitCode, stderr } = await runCommand(['record', capture, '--out', out])
  const [original, recorded] = [await reportOf(capture), await reportOf(out)]

  expect(exitCode).toBe(0)
  expect(stderr).toContain('4 events in')
  expect(recorded.inputs).toMatchObject([{ format: 'recording', accepted: 4 }])
  expect({ ...recorded, inputs: [], performance: null }).toEqual({ ...original, inputs: [], performance: null })
})

test('records only what was asked for', async () => {
  const out = join(aDirectory(), 'capture.avro')
  await runCommand(['record', aCapture(), '--out', out, '--until', '2020-09-22T08:37:02Z'])

  expect((await reportOf(out)).events).toEqual({ process_create: 1 })
})

test('simulates the same bytes for the same options, and others for another seed', async () => {
  const directory = aDirectory()
  const simulate = async (name: string, seed: string): Promise<Buffer> => {
    const out = join(directory, name)
    const { exitCode } = await runCommand(['simulate', '--out', out, '--seed', seed, '--events', '2000', '--hosts', '2', '--rate', '20'])
    expect(exitCode).toBe(0)
    return readFileSync(out)
  }
  const [first, same, other] = [await simulate('a', 'x'), await simulate('b', 'x'), await simulate('c', 'y')]

  expect(same.equals(first)).toBe(true)
  expect(other.equals(first)).toBe(false)
})

test('plays the scenarios that were asked for, on the hosts and at the times given', async () => {
  const out = join(aDirectory(), 'attack.avro')
  const args = ['--hosts', '2', '--duration', '3m', '--rate', '5', '--start', '2024-02-29T12:00:00Z']
  await runCommand(['simulate', '--out', out, ...args, '--scenario', 'lsass_duplication@100s#2'])
  const { hosts, alerts, ledger } = await reportOf(out)

  expect(hosts.map(({ first_time: time }) => time?.slice(0, 10))).toEqual(['2024-02-29', '2024-02-29'])
  expect(alerts.length).toBeGreaterThan(0)
  expect(new Set(alerts.map(({ host }) => host.id)).size).toBe(1)
  expect(ledger.unexplained).toBe(0)
})

test.each([
  [['simulate', '--scenario', 'injecton'], /Did you mean injection\?/],
  [['simulate', '--duration', '10'], /not a duration/],
  [['simulate', '--hosts', '0'], /--hosts 0: not a whole number from 1/],
  [['simulate', '--scenario', 'injection#3'], /scenarios\.hostIndex/],
  [['record', 'x.json', '--since', '2024-13-01'], /--since 2024-13-01: not a time/],
])('exits with 2, says why and writes nothing for %j', async (args, message) => {
  const out = join(aDirectory(), 'out.avro')
  const { exitCode, stderr } = await runCommand([...args, '--out', out])

  expect(exitCode).toBe(2)
  expect(stderr).toMatch(message)
  expect(existsSync(out)).toBe(false)
})

test('replaces a file only when that was asked for', async () => {
  const out = aFile('precious.avro', 'precious')
  const capture = aCapture()

  expect((await runCommand(['record', capture, '--out', out])).exitCode).toBe(2)
  expect((await runCommand(['record', out, '--out', out, '--force'])).stderr).toContain('is one of the inputs')
  expect(readFileSync(out, 'utf8')).toBe('precious')
  expect((await runCommand(['record', capture, '--out', out, '--force'])).exitCode).toBe(0)
  expect((await reportOf(out)).ledger.indexed).toBe(4)
})

test('exits with 66 when there is nothing to record, and with 74 when the file cannot be written', async () => {
  const directory = aDirectory()

  expect((await runCommand(['record', join(directory, 'none.json'), '--out', join(directory, 'a.avro')])).exitCode).toBe(66)
  expect(existsSync(join(directory, 'a.avro'))).toBe(false)
  expect((await runCommand(['record', aCapture(), '--out', join(directory, 'no', 'such', 'directory.avro')])).exitCode).toBe(74)
})
