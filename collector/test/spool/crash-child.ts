import { writeSync } from 'node:fs'

import { openSqliteSpool } from '../../src/spool/sqlite.ts'
import { aStream } from './a-stream.ts'

/**
 * Appends batches of stream `boot` until it is killed and reports every number on standard output as soon as the spool
 * has taken it. Arguments: directory, boot, maxBytes.
 */
async function main([directory = '', boot = '1', maxBytes = '0']: readonly string[]): Promise<void> {
  const spool = await openSqliteSpool({ directory, maxBytes: Number(maxBytes), reserveBytes: 0, agentVersion: '0.0.0' })
  const stream = aStream({ boot: Number(boot) })
  const { signal } = new AbortController()
  for (let count = 0; ; count += 1) {
    const batch = stream.next({ padBytes: (count * 7_919) % 40_000, isLowPriority: count % 3 > 0 })
    await spool.append(batch, signal)
    writeSync(1, `${batch.lastSequence}\n`)
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  writeSync(2, `${code} ${String(error)}\n`)
  process.exitCode = 75
})
