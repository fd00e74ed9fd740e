import { join } from 'node:path'

import type { KafkaSettings } from '@win11mon/pipeline'
import { onTestFinished } from 'vitest'

import { type CommandResult, runCommand } from '../../../cli/test/run-command.ts'
import { type KafkaCluster } from '../../../deploy/local/servers/kafka.ts'
import { settingsFor } from '../kafka/a-kafka-log.ts'

/** A place and a topic of a test's own, as environment for every command of it. */
export interface AWorld {
  readonly directory: string
  readonly settings: KafkaSettings
  readonly environment: Readonly<Record<string, string>>
  readonly store: string
}

export function aWorld(cluster: KafkaCluster, directory: string, more: Readonly<Record<string, string>> = {}): AWorld {
  const settings = settingsFor(cluster)
  const environment = {
    WIN11MON_KAFKA_BROKERS: JSON.stringify(cluster.addresses()),
    WIN11MON_KAFKA_TOPIC: settings.topic,
    WIN11MON_KAFKA_DEAD_LETTER_TOPIC: settings.dead_letter_topic,
    WIN11MON_KAFKA_GROUP: settings.group,
    WIN11MON_KAFKA_SESSION_TIMEOUT_MS: '6000',
    WIN11MON_KAFKA_TOPICS_CREATE_MISSING: 'true',
    WIN11MON_KAFKA_TOPICS_PARTITIONS: '4',
    WIN11MON_KAFKA_TOPICS_REPLICATION: '1',
    WIN11MON_ENRICHER_CHECKPOINT_SECONDS: '0.2',
    WIN11MON_ENRICHER_LATENESS_SECONDS: '0.5',
    // An estimate of when a document was written is not the same in two runs.
    WIN11MON_STATE_PREVALENCE: 'off',
    // Recordings are of a day long ago.
    WIN11MON_STORE_RETENTION_DAYS: '36500',
    WIN11MON_OPENSEARCH_INDICES_APPLY_RETENTION: 'false',
    ...more,
  }
  return { directory, settings, environment, store: join(directory, 'win11mon-store.sqlite') }
}

/** Collects so many simulated seconds as fast as it goes. */
export function collectSimulated({ directory, environment }: AWorld, seconds: number, more: object = {}): Promise<CommandResult> {
  return runCommand(['collect', '--source', 'simulator'], {
    directory,
    environment: {
      ...environment,
      WIN11MON_COLLECTOR_SIMULATOR_PACE: 'fast',
      WIN11MON_COLLECTOR_SIMULATOR_DURATION_SECONDS: String(seconds),
      WIN11MON_COLLECTOR_SIMULATOR_SEED: 'enrich',
      ...more,
    },
  })
}

export interface AnEnricher {
  stop(): Promise<CommandResult>
}

/** An enricher in this process. */
export function anEnricher({ directory, environment }: AWorld): AnEnricher {
  const abort = new AbortController()
  const running = runCommand(['enrich'], { directory, environment, signal: abort.signal })
  const stop = (): Promise<CommandResult> => {
    abort.abort()
    return running
  }
  onTestFinished(async () => void (await stop()))
  return { stop }
}

/** Waits until something is so; says what it was last when it never is. */
export async function until<Value>(
  what: string,
  look: () => Promise<Value>,
  isSo: (value: Value) => boolean,
  withinMs = 180_000,
): Promise<Value> {
  const deadline = Date.now() + withinMs
  for (;;) {
    const value = await look()
    if (isSo(value)) return value
    if (Date.now() > deadline) throw new Error(`${what}: after ${withinMs} ms it is ${JSON.stringify(value)}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
