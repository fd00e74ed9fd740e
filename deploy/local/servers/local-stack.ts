import { join } from 'node:path'

import { type KafkaCluster, createKafka, openKafka } from './kafka.ts'

/** The servers that a developer has running, one of a kind. */
export interface LocalStack {
  readonly kafka: KafkaCluster
  servers(): readonly { readonly name: string; readonly address: string; readonly pid: number | undefined }[]
  start(): Promise<void>
  stop(): Promise<void>
}

/** The stack of a directory; described anew when there is none. */
export async function createStack({ directory, brokers }: { readonly directory: string; readonly brokers: number }): Promise<LocalStack> {
  await createKafka({ directory: join(directory, 'kafka'), brokers })
  return openStack(directory)
}

export function openStack(directory: string): LocalStack {
  const kafka = openKafka(join(directory, 'kafka'))
  return {
    kafka,
    servers: () =>
      kafka.brokerIds.map((id) => ({ name: `kafka ${id}`, address: kafka.addresses()[id - 1] ?? '', pid: kafka.broker(id).pid() })),
    start: () => kafka.start(),
    stop: () => kafka.stop(),
  }
}
