import { eventLogContract } from '../../../pipeline/test/event-log/contract.ts'
import { aKafkaLog, oneBroker } from './a-kafka-log.ts'

eventLogContract('Kafka', async () => (await aKafkaLog(oneBroker())).log)
