import { readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'

import { createTelemetry, openSqliteDocumentStore, openSqliteStateStore, systemClock } from '@win11mon/pipeline'

import { CheckpointedPartition } from '../../enricher/src/partition/checkpointed-partition.ts'
import { numberedRecords } from './numbered-records.ts'

/**
 * One partition of an enricher over a directory: a log of fixed records with the position that is committed in a file, a store
 * of documents and one of states. Kills itself at its `crashAt`th step. Prints the steps it passed. Arguments: directory,
 * crashAt (0: never).
 */
async function main([directory = '', crashAt = '0']: readonly string[]): Promise<void> {
  let passed = 0
  const step = (name: string): void => {
    passed += 1
    writeSync(1, `${name}\n`)
    if (passed === Number(crashAt)) process.kill(process.pid, 'SIGKILL')
  }
  const { signal } = new AbortController()
  const writer = await openSqliteDocumentStore(join(directory, 'store.sqlite'))
  const states = await openSqliteStateStore(join(directory, 'state.sqlite'))
  const partition = new CheckpointedPartition({
    writer,
    states,
    clock: systemClock,
    policy: { firstDelayMs: 5, maxDelayMs: 20 },
    stage: createTelemetry().stage('enrich'),
    partition: 'group/topic/0',
    control: { rewind: () => Promise.resolve(false) },
    latenessUs: 0,
    horizonUs: 3_600_000_000,
    maxProcesses: 1_000,
    maxMentions: 1_000,
    exceptions: [],
    indexesEvents: true,
    documentsAfterBatches: 2,
    checkpointMs: 0,
    quietMs: 0,
    rebuildMs: 0,
    forgetAfterMs: Infinity,
    onStep: step,
  })
  const place = join(directory, 'committed')
  const commit = (position: number | undefined): void => {
    if (position === undefined) return
    writeFileSync(`${place}.new`, String(position + 1))
    renameSync(`${place}.new`, place)
    step('committed')
  }
  const records = numberedRecords().map((record, position) => ({ ...record, position }))
  for (let next = committedIn(place); next < records.length; next += 2)
    commit(await partition.handle(records.slice(next, next + 2), signal))
  // The clock moves on by itself: nothing is late any more.
  await systemClock.sleep(2, signal)
  for (let turn = 0; turn < 2; turn += 1) commit(await partition.idle(signal))
  await states.close()
  await writer.close()
}

function committedIn(path: string): number {
  try {
    return Number(readFileSync(path, 'utf8'))
  } catch {
    return 0
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  writeSync(2, `${String(error instanceof Error ? error.stack : error)}\n`)
  process.exitCode = 70
})
