export { type ErrorCode, PipelineError, errorCodes } from '@win11mon/schemas'
export type { Clock } from './clock/clock.ts'
export { type ManualClock, createManualClock } from './clock/manual.ts'
export { systemClock } from './clock/system.ts'
export type { DocumentHistory, StoredEvent } from './document-store/document-history.ts'
export {
  type AlertFilter,
  type DocumentReader,
  type EventFilter,
  type Page,
  type PageRequest,
  type StoredRow,
  type Subtree,
  defaultSubtreeDepth,
  maxPageLimit,
} from './document-store/document-reader.ts'
export type {
  Activity,
  DocumentSearch,
  HandleFilter,
  HandleUse,
  Search,
  SearchResult,
  SearchedFamily,
} from './document-store/document-search.ts'
export { type SearchTerm, matcherOf } from './document-store/search-term.ts'
export type {
  BulkItem,
  BulkOutcome,
  Document,
  DocumentOf,
  DocumentWriter,
  EntityColumn,
  ReassignItem,
  TextDocumentOf,
  VersionedDocument,
} from './document-store/document-writer.ts'
export {
  type Column,
  type Family,
  type FamilyName,
  type Row,
  type VersionedFamilyName,
  columnsOf,
  families,
  familyNames,
} from './document-store/families.ts'
export { type MemoryDocumentStore, createMemoryDocumentStore } from './document-store/memory.ts'
export { type OpensearchDocumentStore, type OpensearchStoreOptions, openOpensearchDocumentStore } from './document-store/opensearch.ts'
export { type OpensearchSettings, opensearchSettings } from './document-store/opensearch/settings.ts'
export { type SqliteDocumentStore, openSqliteDocumentStore } from './document-store/sqlite.ts'
export { openSqliteDocumentReader } from './document-store/sqlite-document-reader.ts'
export { contentFiles } from './opensearch-content/content-files.ts'
export { type IndexAdministration, type RetentionReport, openIndexAdministration } from './opensearch-content/index-administration.ts'
export type { ObjectReport } from './document-store/opensearch/cluster-objects.ts'
export { storeVersion } from './document-store/sqlite-format.ts'
export { lendViews } from './document-store/sqlite-views.ts'
export { tellingFields } from './document-store/telling-fields.ts'
export { type View, type ViewColumn, viewNames, views } from './document-store/views.ts'
export type {
  AssignPartition,
  EventLog,
  LogRecord,
  PartitionControl,
  PartitionHandler,
  PositionedRecord,
  SafePosition,
} from './event-log/event-log.ts'
export type { StoredLetter } from './event-log/kafka-dead-letters.ts'
export type { RefusedRecord } from './event-log/kafka-bury.ts'
export type { ConsumerObserver, FetchedBatch } from './event-log/kafka/consumer-observer.ts'
export {
  type KafkaEventLog,
  type KafkaLogOptions,
  type KafkaTopics,
  openKafkaEventLog,
  openKafkaTopics,
  readDeadLetters,
} from './event-log/kafka.ts'
export { type Compression, type KafkaSettings, compressions, kafkaSettings } from './event-log/kafka/settings.ts'
export { type PlannedTopic, type TopicReport, plannedTopics } from './event-log/kafka/topics.ts'
export { type MemoryLogOptions, createMemoryEventLog } from './event-log/memory.ts'
export { type Change, createChange } from './runtime/change.ts'
export { type RetryContext, type RetryPolicy, patientRetry, retry } from './runtime/retry.ts'
export { type HealthReport, type HealthServer, isHealthAddress, openHealthServer } from './health/health-server.ts'
export { type Progress, createProgress } from './health/progress.ts'
export { type BoundedFile, openBoundedFile } from './logging/bounded-file.ts'
export { openBullmqJobQueue } from './job-queue/bullmq.ts'
export type { Job, JobCounts, JobHandler, JobPolicy, JobQueue, NewJob } from './job-queue/job-queue.ts'
export { openSqliteJobQueue } from './job-queue/sqlite.ts'
export { type LogFields, type Logger, silentLogger } from './logging/logger.ts'
export { openJsonLogger } from './logging/pino.ts'
export { type MetricSample, type Metrics, noMetrics } from './telemetry/metrics.ts'
export { openPrometheusMetrics } from './telemetry/prometheus.ts'
export { showStages } from './telemetry/stage-metrics.ts'
export { type RedisSettings, redisSettings } from './redis/settings.ts'
export { type StateStoreSettings, stateStoreSettings } from './state-store/settings.ts'
export type { HostCounts, Sighting } from './host-counts/host-counts.ts'
export { openRedisHostCounts } from './host-counts/redis.ts'
export { openSqliteHostCounts } from './host-counts/sqlite.ts'
export { createMemoryStateStore } from './state-store/memory.ts'
export { openSqliteStateStore } from './state-store/sqlite.ts'
export { openRedisStateStore } from './state-store/redis.ts'
export type { Ownership, StateStore } from './state-store/state-store.ts'
export { type StageCounter, type StageCounts, type Telemetry, createTelemetry } from './telemetry/telemetry.ts'
export { type Database, type SqliteValue, type Statement, openDatabase, sqliteCode, sqliteCodes } from './sqlite/open-database.ts'
export { openForReading } from './sqlite/open-for-reading.ts'
export { inTransaction } from './sqlite/transaction.ts'
export { type ConfigDescription, type ConfigOption, describeConfig } from './config/config-description.ts'
export { configTemplate, configText } from './config/config-text.ts'
export { type ConfigSources, type LoadedConfig, loadConfig } from './config/load-config.ts'
export { suggest } from './config/suggest.ts'
