import { createMemoryDocumentStore } from '@win11mon/pipeline'
import { expect, test } from 'vitest'

import { parseDuration, parseTime } from '../../src/commands/options.ts'
import { type StoreWindow, type WindowFlags, readWindow } from '../../src/store/store-window.ts'

async function windowOf(flags: WindowFlags): Promise<StoreWindow> {
  const store = createMemoryDocumentStore()
  const host = (id: string, lastEvent: string | null): Parameters<typeof store.bulk>[0][number] => ({
    operation: 'create',
    document: { family: 'hosts', id, columns: { name: id.toUpperCase() }, doc: JSON.stringify({ win11mon: { last_event: lastEvent } }) },
  })
  await store.bulk([host('desk1', '2025-01-15T08:00:00.123456Z'), host('desk2', '2025-01-15T09:00:00.000000Z'), host('desk3', null)])
  return readWindow(flags, store, { time: parseTime, duration: parseDuration })
}

const nine = Date.parse('2025-01-15T09:00:00Z') * 1000

test('a duration counts back from the newest event, of the host when one is named', async () => {
  expect(await windowOf({ since: '1h' })).toEqual({ sinceUs: nine - 3_600_000_000 })
  expect(await windowOf({ since: '10s', host: 'DESK1' })).toEqual({ hostId: 'desk1', sinceUs: nine - 3_600_000_000 + 123_456 - 10_000_000 })
})

test('until is not part of the window, and nothing asked for is everything', async () => {
  expect(await windowOf({ until: '2025-01-15T09:00Z' })).toEqual({ untilUs: nine - 1 })
  expect(await windowOf({})).toEqual({})
})

test('times that leave nothing between them are refused', async () => {
  await expect(windowOf({ since: '1h', until: '2h' })).rejects.toMatchObject({ code: 'USAGE' })
})
