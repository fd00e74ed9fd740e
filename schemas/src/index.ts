export * from '../generated/events.ts'
export { type FieldDescription, eventFields } from '../generated/fields.ts'
export { schemaFingerprint } from '../generated/codec.ts'
export { eventBatchSchemaText } from '../generated/history.ts'
export { type IndexField, type IndexType, type SqliteType, indexFields } from '../generated/index-fields.ts'
export { type BatchOrigin, type EventBatch, maxBatchBytes, maxBatchEvents } from './batch.ts'
export { type BatchEncoder, createBatchEncoder, encodeBatch } from './batch-encoder.ts'
export { type DecodeOptions, decodeBatch } from './decode-batch.ts'
export { type ErrorCode, PipelineError, errorCodes } from './errors.ts'
export { addressText, eventToJson } from './event-json.ts'
export { type SchemaIdResolver, type UnframedPayload, frameConfluent, frameSingleObject, unframe } from './framing.ts'
export { eventIdText, fromIdText, hostIdFromName, processEntityId, provisionalEntityId, toIdText } from './identity.ts'
export { allAccess, processRights } from './process-rights.ts'
export {
  type DriverBatch,
  type DriverBatchHeader,
  type MalformedRecord,
  decodeDriverBatch,
  readDriverBatchHeader,
} from './wire/decode-batch.ts'
