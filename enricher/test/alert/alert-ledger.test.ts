import { expect, test } from 'vitest'

import type { Alert } from '../../src/alert/alert.ts'
import { AlertLedger } from '../../src/alert/alert-ledger.ts'
import { type Exception, exceptionKey } from '../../src/alert/exception.ts'
import type { FoundBy } from '../../src/detect/detector.ts'
import { lsassRead } from '../../src/detect/rules/hd-08-lsass-read.ts'
import { Tally } from '../../src/ledger/tally.ts'
import { aHandleCreate, aTree, at } from '../builders.ts'
import { findingsOf } from '../detect/rules/rule-harness.ts'

function reads(count: number, fields: Parameters<typeof aHandleCreate>[0] = {}): FoundBy[] {
  return findingsOf(
    [lsassRead],
    Array.from({ length: count }, (_, index) => aHandleCreate({ timeUs: at(index), grantedAccess: 0x1410, ...fields })),
  )
}

function anException(fields: Partial<Exception> = {}): Exception {
  return { rule: 'HD-08', reason: 'known tool', ...fields }
}

function aLedger(exceptions: readonly Exception[] = []): AlertLedger {
  return new AlertLedger({ hostId: 'host', hostName: () => 'DESK1.example.com', tree: aTree(), tally: new Tally() }, exceptions)
}

/** An alert such as a score stands for. */
function scoreAlertOf(found: FoundBy): Alert {
  const alert = record(aLedger(), found)
  if (alert === undefined) throw new Error('no alert')
  return alert
}

/** The alert as the finding leaves it; undefined when it was held back. */
function record(ledger: AlertLedger, found: FoundBy): Alert | undefined {
  return ledger.record(found)[0]?.alert
}

test('makes one alert of repeats of one cause and counts them', () => {
  const ledger = aLedger()
  const alerts = reads(5).map((found) => record(ledger, found))
  expect(new Set(alerts.map((alert) => alert?.id)).size).toBe(1)
  expect(alerts.at(-1)).toMatchObject({ occurrences: 5, firstTimeUs: at(0), lastTimeUs: at(4) })
})

test('gives the same finding the same alert id on a replay', () => {
  const ids = [aLedger(), aLedger()].map((ledger) => record(ledger, reads(1)[0] as FoundBy)?.id)
  expect(ids[0]).toBe(ids[1])
})

test('makes two alerts of two actors', () => {
  const ledger = aLedger()
  const ids = [...reads(1), ...reads(1, { processId: 300 })].map((found) => record(ledger, found)?.id)
  expect(new Set(ids).size).toBe(2)
})

test('bounds the evidence of an alert, not its count', () => {
  const ledger = aLedger()
  const alert = reads(100)
    .map((found) => record(ledger, found))
    .at(-1)
  expect([alert?.occurrences, alert?.evidenceIds.length]).toEqual([100, 20])
})

test('holds back what an exception knows to be good, and counts it', () => {
  const exception = anException({ actor: 'C:\\Tools\\*.exe' })
  const ledger = aLedger([exception])
  expect(reads(3).map((found) => record(ledger, found))).toEqual([undefined, undefined, undefined])
  expect([...ledger.exceptions.hits.values(), ledger.counts.excepted, ledger.counts.raised]).toEqual([3, 3, 0])
})

test.each([
  ['another rule', { rule: 'HD-02' }],
  ['another actor', { actor: 'C:\\Tools\\other.exe' }],
  ['another object', { object: 'C:\\Windows\\System32\\csrss.exe' }],
  ['another host', { host: 'elsewhere' }],
  ['an earlier time', { expiresUs: at(-1) }],
])('does not apply an exception for %s', (_, fields) => {
  const ledger = aLedger([anException(fields)])
  expect(record(ledger, reads(1)[0] as FoundBy)).toBeDefined()
})

test.each(['host', 'DESK1.example.com', 'desk1'])('knows its host by id or by name, with or without its domain: %s', (host) => {
  expect(record(aLedger([anException({ host })]), reads(1)[0] as FoundBy)).toBeUndefined()
})

test('knows an object that events name by its path only', () => {
  const [found] = reads(1)
  if (found === undefined) throw new Error('nothing found')
  const byPath = { ...found, finding: { ...found.finding, object: null, objectPath: 'C:\\Windows\\System32\\lsass.exe' } }
  expect(record(aLedger([anException({ object: '*\\lsass.exe' })]), byPath)).toBeUndefined()
  expect(record(aLedger([anException({ object: '*\\csrss.exe' })]), byPath)).toBeDefined()
})

test('counts the hits of each exception apart, and that of a score once however often it is made', () => {
  const [first, second] = [anException({ actor: '*\\tool.exe' }), anException({ rule: 'SC-02', actor: '*\\tool.exe' })]
  const ledger = aLedger([first, second])
  record(ledger, reads(1)[0] as FoundBy)
  const score = { ...scoreAlertOf(reads(1)[0] as FoundBy), ruleId: 'SC-02' }
  for (let time = 0; time < 3; time += 1) expect(ledger.mirror('entity', score, at(time))).toEqual([])
  expect(ledger.exceptions.hits).toEqual(
    new Map([
      [exceptionKey(first), 1],
      [exceptionKey(second), 1],
    ]),
  )
  expect(ledger.counts.excepted).toBe(2)
})

test.each([
  ['C:\\Tools\\tool.exe', true],
  ['c:\\tools\\*', true],
  ['*\\tool.exe', true],
  ['*to*l.exe', true],
  ['C:\\Tools\\tool', false],
  ['*tool.exe*x', false],
  ['', false],
])('matches the actor pattern %j: %s', (actor, isHeldBack) => {
  const ledger = aLedger([anException({ actor })])
  expect(record(ledger, reads(1)[0] as FoundBy) === undefined).toBe(isHeldBack)
})

test('raises no more than a bounded number of alerts of one rule in an hour and counts the rest', () => {
  const ledger = aLedger()
  const found = Array.from({ length: 250 }, (_, index) => reads(1, { processId: 1000 + index * 4 })[0] as FoundBy)
  expect(found.filter((item) => record(ledger, item) !== undefined)).toHaveLength(200)
  expect(ledger.counts.suppressed).toBe(50)
})
