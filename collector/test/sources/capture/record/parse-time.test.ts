import fc from 'fast-check'
import { expect, test } from 'vitest'

import { parseTime } from '../../../../src/sources/capture/record/parse-time.ts'

const base = Date.UTC(2020, 9, 19, 2, 56, 14) * 1000

test.each([
  ['2020-10-19 02:56:14.283', base + 283_000, false],
  ['2020-10-19 02:56:14', base, false],
  ['2020-10-19T02:56:14.283Z', base + 283_000, true],
  ['2020-10-19T02:56:14.2831239Z', base + 283_123, true],
  ['2020-10-19 02:56:14.283123 UTC', base + 283_123, true],
  ['2020-10-19T04:56:14.283+02:00', base + 283_000, true],
  ['2020-10-18T22:26:14-0430', base, true],
])('reads %s', (text, timeUs, hasZone) => {
  expect(parseTime(text)).toEqual({ timeUs, hasZone })
})

test.each([
  [1_603_076_174.283, base + 283_000],
  [1_603_076_174_283, base + 283_000],
  [1_603_076_174_283_123, base + 283_123],
])('tells seconds, milliseconds and microseconds by their size: %d', (value, timeUs) => {
  expect(parseTime(value)).toEqual({ timeUs, hasZone: true })
})

test.each([
  '',
  '-',
  'yesterday',
  '2020-13-01 00:00:00.000',
  '2020-02-30 00:00:00.000',
  '2021-02-29T00:00:00Z',
  '2020-10-19 24:00:00.000',
  '2020-10-19 02:56:14.28x',
  '2020/10/19 02:56:14.283',
  '2020-10-19x02:56:14.283',
  -5,
  Number.NaN,
  null,
  undefined,
  {},
  true,
])('refuses %j', (value) => {
  expect(parseTime(value)).toBeNull()
})

test('reads back every millisecond that Sysmon could write', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('1970-01-02'), max: new Date('2199-12-31'), noInvalidDate: true }), (date) => {
      const text = date.toISOString().replace('T', ' ').replace('Z', '')
      expect(parseTime(text)).toEqual({ timeUs: date.getTime() * 1000, hasZone: false })
    }),
  )
})
