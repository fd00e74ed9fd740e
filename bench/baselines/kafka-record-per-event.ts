import { type CompressionTypes, Kafka, Partitioners, logLevel } from 'kafkajs'

/**
 * What the README of kafkajs leads to: one record for each event, an array of them in every send, the client's own partitioner
 * and retries. The events are encoded already, as they are for the other contender.
 */
export async function connectRecordPerEvent(brokers: string[], topic: string, compression: CompressionTypes): Promise<Contender> {
  const kafka = new Kafka({ clientId: 'baseline', brokers, logLevel: logLevel.NOTHING })
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner })
  await producer.connect()
  return {
    async send(key, events) {
      await producer.send({ topic, acks: -1, compression, messages: events.map((value) => ({ key, value })) })
    },
    close: () => producer.disconnect(),
  }
}

export interface Contender {
  /** Resolves when the broker has the events. */
  send(key: string, events: readonly Buffer[]): Promise<void>
  close(): Promise<void>
}
