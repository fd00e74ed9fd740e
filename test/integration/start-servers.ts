import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

import { createKafka } from '../../deploy/local/servers/kafka.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Directory of a cluster of one broker with every listener. */
    readonly oneBroker: string
  }
}

/** Users of the listener `scram`: the second may log in and do nothing. */
export const users = { collector: 'collector-password', stranger: 'stranger-password' } as const

/** Starts what most tests share, and ends it after the last. What a test breaks it starts by itself. */
export default async function startServers(project: TestProject): Promise<() => Promise<void>> {
  const directory = mkdtempSync(join(tmpdir(), 'win11mon-integration-'))
  const kafka = await createKafka({
    directory: join(directory, 'one-broker'),
    brokers: 1,
    listeners: ['proxied', 'scram', 'mutual', 'expired'],
    users,
  })
  await kafka.start()
  project.provide('oneBroker', kafka.directory)
  return async () => {
    await kafka.stop()
    rmSync(directory, { recursive: true, force: true })
  }
}
