import { Kafka, logLevel } from 'kafkajs'

/** Topics of one partition on the broker of the measurement. */
export async function createTopics(brokers: readonly string[], topics: readonly string[]): Promise<void> {
  const admin = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING }).admin()
  await admin.connect()
  await admin.createTopics({ topics: topics.map((topic) => ({ topic, numPartitions: 1, replicationFactor: 1 })) })
  await admin.disconnect()
}
