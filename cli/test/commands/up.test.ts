import { join } from 'node:path'

import { openSqliteDocumentReader } from '@win11mon/pipeline'
import { expect, test } from 'vitest'

import { aDirectory, runCommand } from '../run-command.ts'

const environment = {
  WIN11MON_COLLECTOR_SIMULATOR_PACE: 'fast',
  WIN11MON_COLLECTOR_SIMULATOR_SEED: 'up',
  WIN11MON_ENRICHER_LATENESS_SECONDS: '0',
}

async function eventsIn(path: string): Promise<{ events: number; issued: number; unexplained: number; gaps: number }> {
  const reader = await openSqliteDocumentReader(path)
  try {
    const streams = await reader.streams()
    const events = [...(await reader.countEvents()).values()].reduce((sum, count) => sum + count, 0)
    const sum = (name: 'issued' | 'unexplained' | 'gaps'): number => streams.reduce((total, stream) => total + stream[name], 0)
    return { events, issued: sum('issued'), unexplained: sum('unexplained'), gaps: sum('gaps') }
  } finally {
    await reader.close()
  }
}

test('collects and enriches in one process: the store holds what was read, and the next start goes on', async () => {
  const directory = aDirectory()
  const run = (seconds: string): ReturnType<typeof runCommand> =>
    runCommand(['up', '--source', 'simulator', '--db', 'live.sqlite'], {
      directory,
      environment: { ...environment, WIN11MON_COLLECTOR_SIMULATOR_DURATION_SECONDS: seconds },
    })
  const first = await run('20')
  const after = await eventsIn(join(directory, 'live.sqlite'))
  const second = await run('10')
  const whole = await eventsIn(join(directory, 'live.sqlite'))

  expect([first.exitCode, second.exitCode]).toEqual([0, 0])
  expect(first.stderr).toContain('"heldEvents":0,"droppedEvents":0,"message":"Stopped."')
  expect(after).toMatchObject({ issued: after.events, unexplained: 0, gaps: 0 })
  expect(after.events).toBeGreaterThan(500)
  expect(whole.events).toBeGreaterThan(after.events)
  expect(whole).toMatchObject({ issued: whole.events, unexplained: 0, gaps: 0 })
})

test('a stop stores what was taken and is a success', async () => {
  const directory = aDirectory()
  const abort = new AbortController()
  const running = runCommand(['up', '--source', 'simulator', '--db', 'live.sqlite'], { directory, environment, signal: abort.signal })
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  abort.abort()
  const { exitCode, stderr } = await running
  const { events, issued, unexplained } = await eventsIn(join(directory, 'live.sqlite'))
  expect([exitCode, unexplained, stderr.includes('"heldEvents":0')]).toEqual([0, 0, true])
  expect(events).toBe(issued)
})

test('old documents go, and it says so', async () => {
  const directory = aDirectory()
  const abort = new AbortController()
  const run = { directory, environment: { ...environment, WIN11MON_COLLECTOR_SIMULATOR_DURATION_SECONDS: '20' } }
  await runCommand(['up', '--source', 'simulator', '--db', 'live.sqlite'], run)
  const running = runCommand(['up', '--source', 'simulator', '--db', 'live.sqlite'], {
    directory,
    // Less than a millisecond: all that is there is old.
    environment: { ...environment, WIN11MON_STORE_RETENTION_DAYS: '0.000000001', WIN11MON_COLLECTOR_SIMULATOR_DURATION_SECONDS: '1' },
    signal: abort.signal,
  })
  const { exitCode, stderr } = await running
  expect(exitCode).toBe(0)
  expect(stderr).toContain('Documents were let go')
})
