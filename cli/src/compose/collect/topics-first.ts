import type { RecordingLog } from '@win11mon/collector'
import { type KafkaSettings, openKafkaTopics } from '@win11mon/pipeline'

/** Creates the topics that are missing before the first batch goes; a broker that is away then is tried again with the batch. */
export function topicsFirst(eventLog: RecordingLog, settings: KafkaSettings): RecordingLog {
  let areThere = false

  async function createMissing(): Promise<void> {
    const topics = await openKafkaTopics(settings)
    try {
      await topics.createMissing()
    } finally {
      await topics.close()
    }
    areThere = true
  }

  return {
    close: () => eventLog.close(),
    async append(batch, signal) {
      if (!areThere) await createMissing()
      await eventLog.append(batch, signal)
    },
  }
}
