import { expect, test } from 'vitest'

import { authorizeRead, refusalOf } from '../../src/query/statement-guard.ts'

test.each([
  'SELECT 1',
  'select 1;',
  '  -- first a word\n /* and another */ SELECT 1',
  'WITH a AS (SELECT 1) SELECT * FROM a',
  'VALUES (1)',
  'EXPLAIN QUERY PLAN SELECT 1',
  'SELECT \';\' AS a, "x;y" -- ; and here',
  "SELECT 'it''s; fine' /* ; */ ;",
])('lets %j through', (sql) => {
  expect(refusalOf(sql)).toBeUndefined()
})

test.each([
  ['', 'no statement'],
  ['-- nothing', 'no statement'],
  ['DELETE FROM alerts', 'DELETE is not allowed'],
  ['/* SELECT */ DROP TABLE alerts', 'DROP is not allowed'],
  ["ATTACH 'x' AS y", 'ATTACH is not allowed'],
  ['PRAGMA writable_schema = 1', 'PRAGMA is not allowed'],
  ['SELECT 1; SELECT 2', 'more than one statement'],
  ["SELECT ''; DELETE FROM alerts", 'more than one statement'],
  ['SELECT 1 /* open', ''],
])('says of %j why it is refused', (sql, reason) => {
  expect(refusalOf(sql) ?? '').toContain(reason)
})

/** Action codes as sqlite3.h numbers them. */
const codes = { insert: 18, pragma: 19, read: 20, select: 21, transaction: 22, update: 23, attach: 24, callFunction: 31, recursive: 33 }

test('authorises reading and nothing else', () => {
  const allowed = Object.entries(codes).filter(([, code]) => authorizeRead(code, null, 'count') === 0)

  expect(allowed.map(([name]) => name)).toEqual(['read', 'select', 'callFunction', 'recursive'])
})

test('authorises pragmas that describe tables, and functions that only compute', () => {
  expect(authorizeRead(codes.pragma, 'table_info', 'events')).toBe(0)
  expect(authorizeRead(codes.pragma, 'journal_mode', 'off')).toBe(1)
  expect(authorizeRead(codes.callFunction, null, 'LOAD_EXTENSION')).toBe(1)
})
