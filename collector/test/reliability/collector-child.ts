import { readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'

import { kafkaSettings, openKafkaEventLog, systemClock } from '@win11mon/pipeline'

import type { CheckpointName } from '../../src/checkpoint.ts'
import { createCollector } from '../../src/collector.ts'
import { type RecordingLog, openRecordingLog } from '../../src/publish/recording-log.ts'
import { openReopeningSpool } from '../../src/spool/reopening.ts'
import { openSqliteSpool } from '../../src/spool/sqlite.ts'
import type { EventSource } from '../../src/sources/source.ts'
import { numberedBatch } from './numbered-batch.ts'

/**
 * A whole collector over a directory: a source that gives out batches 1 to `count` and, like the driver, gives again what was
 * not acknowledged; a spool on the disk; a recording for an event log. Kills itself at its `crashAt`th checkpoint. Prints the
 * checkpoints it passed. Arguments: directory, count, crashAt (0: never), milliseconds between two batches. Environment:
 * WRITE_DELAY_MS of the spool, LOG_DELAY_MS of the log before it takes something, KAFKA_SETTINGS (JSON) for a topic in place of
 * the recording.
 */
async function main([directory = '', count = '0', crashAt = '0', restMs = '0']: readonly string[]): Promise<void> {
  const { WRITE_DELAY_MS: writeDelayMs, LOG_DELAY_MS: logDelayMs = '0' } = process.env
  let passed = 0
  const checkpoint = (name: CheckpointName): void => {
    passed += 1
    writeSync(1, `${name}\n`)
    if (passed === Number(crashAt)) process.kill(process.pid, 'SIGKILL')
  }
  const open = (): ReturnType<typeof openSqliteSpool> =>
    openSqliteSpool({
      directory: join(directory, 'spool'),
      maxBytes: 1e8,
      reserveBytes: 0,
      whenFull: 'wait',
      ...(writeDelayMs === undefined ? {} : { writeDelayMs: Number(writeDelayMs) }),
      agentVersion: '0',
      checkpoint,
    })
  const policy = { firstDelayMs: 5, maxDelayMs: 20 }
  const onFailure = (error: Error): void => void writeSync(2, `${error.message}\n`)
  const spool = await openReopeningSpool(open, { clock: systemClock, policy, onFailure })
  const eventLog = await openLog(directory, Number(logDelayMs))
  const source = aRing(join(directory, 'acknowledged'), Number(count), Number(restMs))
  const collector = createCollector({ sources: [{ name: 'ring', source }], spool, eventLog, policy, checkpoint, onRetry: onFailure })
  await collector.run(new AbortController().signal)
  await eventLog.close()
  await spool.close()
}

async function openLog(directory: string, delayMs: number): Promise<RecordingLog> {
  const { KAFKA_SETTINGS: settings } = process.env
  if (settings !== undefined) return toldOf(await openKafkaEventLog({ settings: kafkaSettings.parse(JSON.parse(settings)) }))
  return slowed(await openRecordingLog(join(directory, 'log.avro')), delayMs)
}

/** With PRINT_CLOCK, says what time it was here after each append. */
function toldOf(log: RecordingLog): RecordingLog {
  if (process.env['PRINT_CLOCK'] === undefined) return log
  return {
    close: () => log.close(),
    async append(records, signal) {
      await log.append(records, signal)
      writeSync(1, `sent ${Date.now()}\n`)
    },
  }
}

function slowed(log: RecordingLog, delayMs: number): RecordingLog {
  if (delayMs === 0) return log
  return {
    close: () => log.close(),
    async append(records, signal) {
      await systemClock.sleep(delayMs, signal)
      await log.append(records, signal)
    },
  }
}

/** Remembers across kills what was acknowledged, as the driver does. */
function aRing(path: string, count: number, restMs: number): EventSource {
  let next = acknowledgedIn(path) + 1
  return {
    async next(signal) {
      if (restMs > 0) await systemClock.sleep(restMs, signal)
      return next > count ? undefined : numberedBatch(next++)
    },
    ack({ lastSequence }) {
      writeFileSync(`${path}.new`, String(lastSequence))
      renameSync(`${path}.new`, path)
      return Promise.resolve()
    },
    close: () => Promise.resolve(),
  }
}

function acknowledgedIn(path: string): number {
  try {
    return Number(readFileSync(path, 'utf8'))
  } catch {
    return 0
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  writeSync(2, `${String(error)}\n`)
  process.exitCode = 70
})
