import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { openDatabase } from '@win11mon/pipeline'
import { expect, test } from 'vitest'

import type { AnalysisReport } from '../../src/analysis/report.ts'
import { aCapture, asLines, captureRecords } from '../a-capture.ts'
import { reportOf } from '../report-of.ts'
import { aDirectory, aFile, runCommand } from '../run-command.ts'

test('refuses a store that is something else, and leaves it as it was', async () => {
  const notes = 'these are my notes, not a database, and they are longer than a header'
  const path = aFile('notes.sqlite', notes)
  const { exitCode, stderr } = await runCommand(['analyze', aCapture(), '--db', path])

  expect(exitCode).toBe(78)
  expect(stderr).toMatch(/not a SQLite database.*Choose another file/)
  expect(readFileSync(path, 'utf8')).toBe(notes)
})

test('makes no store unless one is asked for', async () => {
  const directory = aDirectory()
  await runCommand(['analyze', aCapture()], { directory })

  expect(existsSync(join(directory, 'capture.sqlite'))).toBe(false)
})

test('changes nothing when the same capture is analysed into the same store again, and adds another', async () => {
  const store = join(aDirectory(), 'store.sqlite')
  const capture = aCapture()
  const another = aFile('other.json', asLines(captureRecords().map((record) => ({ ...record, Hostname: 'DESK2' }))))
  const ledgerOf = async (): Promise<unknown> => JSON.parse((await runCommand(['ledger', '--db', store, '-o', 'json'])).stdout)
  await runCommand(['analyze', capture, '--db', store])
  const once = await ledgerOf()
  await runCommand(['analyze', capture, '--db', store])

  expect(await ledgerOf()).toEqual(once)
  await runCommand(['analyze', another, '--db', store])
  expect(await ledgerOf()).toMatchObject({ total: { issued: 8, indexed: 8, unexplained: 0 } })
})

test('joins captures of one host that are analysed one after the other', async () => {
  const database = join(aDirectory(), 'store.db')
  const [first, second] = [captureRecords().slice(1), captureRecords().slice(0, 1)].map((records) => aFile('part.json', asLines(records)))
  await reportOf(first ?? '', '--db', database)
  const { stdout, stderr } = await runCommand(['analyze', second ?? '', '--db', database, '-o', 'json'])
  const report = JSON.parse(stdout) as AnalysisReport

  expect(stderr).toBe('')
  // What was read is of this run, what it means is of the host.
  expect(report).toMatchObject({ events: { process_create: 1 }, hosts: [{ events: 1, processes: 4 }], ledger: { issued: 1, indexed: 1 } })
  expect(report.alerts).toMatchObject([{ rule_id: 'HD-08', occurrences: 1 }])
  expect(report.processes).toMatchObject({ total: 4, created: 2, placeholders: 2 })
  const { stdout: ledger } = await runCommand(['ledger', '--db', database, '-o', 'json'])
  expect(JSON.parse(ledger)).toMatchObject({ total: { issued: 4, indexed: 4, unexplained: 0 } })
})

test('says the same of a capture when it is analysed into the same store again', async () => {
  const database = join(aDirectory(), 'store.db')
  const capture = aCapture()
  const comparable = ({ performance, ...report }: AnalysisReport): unknown => ({ ...report, performance: performance.events })
  const once = comparable(await reportOf(capture, '--db', database, '--compare-source-guids'))

  expect(comparable(await reportOf(capture, '--db', database, '--compare-source-guids'))).toEqual(once)
})

test('refuses a store with an event that cannot be read back', async () => {
  const database = join(aDirectory(), 'store.db')
  const capture = aCapture()
  await runCommand(['analyze', capture, '--db', database])
  const writer = await openDatabase(database)
  writer.exec('UPDATE events SET doc = substr(doc, 1, 40) WHERE sequence = 2')
  writer.close()
  const { exitCode, stderr } = await runCommand(['analyze', capture, '--db', database])

  expect(exitCode).toBe(74)
  expect(stderr).toMatch(/-2 cannot be read back.*Analyse the captures again into a new store/u)
})

test('exits with 75 when another process is writing to the store', async () => {
  const database = join(aDirectory(), 'store.db')
  await runCommand(['analyze', aCapture(), '--db', database])
  const writer = await openDatabase(database)
  writer.exec('BEGIN IMMEDIATE')
  const { exitCode, stderr } = await runCommand(['analyze', aCapture(), '--db', database])
  writer.exec('ROLLBACK')
  writer.close()
  expect({ exitCode, stderr }).toEqual({ exitCode: 75, stderr: expect.stringContaining('another process is writing') })
})
