import { expect, test } from 'vitest'

import { countOf, formatBytes, formatClock, formatCount, formatProbability, formatSeconds, formatTime } from '../../src/terminal/format.ts'

test('writes numbers with thousands separators', () => {
  expect([0, 999, 1234567].map(formatCount)).toEqual(['0', '999', '1,234,567'])
})

test('finds the right number of a noun', () => {
  expect([countOf(1, 'host'), countOf(2, 'host'), countOf(0, 'batch', 'batches')]).toEqual(['1 host', '2 hosts', '0 batches'])
})

test('writes sizes in binary units', () => {
  expect([0, 1023, 1536, 120 * 1024 ** 2, 3 * 1024 ** 4].map(formatBytes)).toEqual(['0 B', '1023 B', '1.5 KiB', '120 MiB', '3.0 TiB'])
})

test('writes durations for people', () => {
  expect([0.42, 12.4, 60, 200, 7500].map(formatSeconds)).toEqual(['0.4 s', '12 s', '1 min', '3 min 20 s', '2 h 05 min'])
})

test('never rounds a probability to a certainty', () => {
  expect([0, 1e-6, 0.002, 0.5, 0.9999999, 1].map(formatProbability)).toEqual(['0.0 %', '<0.1 %', '0.2 %', '50.0 %', '>99.9 %', '100.0 %'])
})

test('writes times in UTC and survives impossible ones', () => {
  const timeUs = Date.UTC(2025, 0, 15, 8, 2, 3) * 1000

  expect([formatTime(timeUs), formatClock(timeUs)]).toEqual(['2025-01-15 08:02:03', '08:02:03'])
  expect(formatTime(1e20)).toBe('100000000000000000000')
})
