export { type AccessObjectType, type AccessRight, accessObjectType, accessRights, accessText, fullAccess } from './access-rights.ts'
export * from './generated/events.ts'
export { type FieldDescription, eventFields } from './generated/fields.ts'
export { eventFixedBytes, readEvent, schemaFingerprint, writeEvent } from './generated/codec.ts'
export { schemaFingerprint as fingerprintOfSchema } from './avro/fingerprint.ts'
export { putLong } from './avro/put-value.ts'
export { AvroReader } from './avro/reader.ts'
export { AvroWriter } from './avro/writer.ts'
export { eventBatchSchemaText } from './generated/history.ts'
export { type IndexField, type IndexType, type SqliteType, indexFields } from './generated/index-fields.ts'
export { type BatchOrigin, type EventBatch, maxBatchBytes, maxBatchEvents } from './batch.ts'
export { type BatchEncoder, createBatchEncoder, encodeBatch } from './batch-encoder.ts'
export { type BatchHeader, type DecodeOptions, decodeBatch, readBatchHeader } from './decode-batch.ts'
export { isKnownSchema, learnWriterSchema } from './older-batch.ts'
export { type ErrorCode, PipelineError, errorCodes } from './errors.ts'
export { addressText, eventToJson } from './event-json.ts'
export type { DocumentContext } from './document/context.ts'
export { JsonBytes } from './document/json-bytes.ts'
export { writeDocument } from './generated/document.ts'
export { type SchemaIdResolver, type UnframedPayload, frameConfluent, frameSingleObject, isConfluentFrame, unframe } from './framing.ts'
export {
  eventIdText,
  fromIdText,
  hashedBytesId,
  hashedId,
  hostIdFromName,
  processEntityId,
  provisionalEntityId,
  toIdText,
} from './identity.ts'
export { isoStart, isoTime, readIsoTime } from './iso-time.ts'
export { integrityLevelNames } from './integrity-levels.ts'
export { allAccess, processRights } from './process-rights.ts'
export { type DriverBatch, type MalformedRecord, checkDriverBatchHeader, decodeDriverBatch } from './wire/decode-batch.ts'
export * from './generated/wire/control.ts'
export { layoutFingerprint, wireEnums, wireLayouts } from './generated/wire/layout.ts'
export type { WireField, WireLayout } from './wire-layout.ts'
export { driverKinds } from './wire/decode-record.ts'
export { type RecordPlace, walkRecords } from './wire/walk-records.ts'
export { WireRecord } from './wire-bytes/wire-record.ts'
export { viewDriverBytes } from './wire-bytes/wire-source.ts'
export { type SeenRecords, createSeenRecords, isOfNumberedRecord } from './seen-records.ts'
