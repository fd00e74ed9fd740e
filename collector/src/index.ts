export { type Collector, type CollectorOptions, createCollector } from './collector.ts'
export { type Canary, createCanary } from './canary/canary-loop.ts'
export { type CanaryState, blindKinds, canaryText } from './canary/canary.ts'
export { addKindCounts, kindCountsText } from './batch/kind-counts.ts'
export { type AgentFacts, type HeartbeatFacts, heartbeatEvent, refusedByKind } from './heartbeat/heartbeat-event.ts'
export { type HeartbeatSource, type HeartbeatTrigger, createHeartbeatSource } from './heartbeat/heartbeat-source.ts'
export { type HostIdentity, loadHostIdentity } from './identity/host-identity.ts'
export type { NamedSource } from './intake/intake.ts'
export type { CollectorLedger, SourceCounts } from './ledger/collector-ledger.ts'
export type { PublishObserver } from './publish/publisher.ts'
export { type RecordingLog, openRecordingLog } from './publish/recording-log.ts'
export { watchForGaps } from './snapshot/gap-watch.ts'
export { type SnapshotSource, createSnapshotSource } from './snapshot/snapshot-source.ts'
export { createPacedSource } from './sources/paced-source.ts'
export { type StoredContents, type StoredSpool, type StoredStream, openStoredSpool } from './spool/stored-spool.ts'
export { type TappedItem, listenToCollector } from './tap/tap-client.ts'
export { type TapServer, openTapServer } from './tap/tap-server.ts'
export { openReopeningSpool } from './spool/reopening.ts'
export { type EventStream, type EventStreamOptions, createEventStream } from './sources/event-stream.ts'
export type { EncodedBatch } from './batch/encoded-batch.ts'
export type { KindCounts } from './batch/kind-counts.ts'
export {
  type Device,
  type DeviceKindCounts,
  type DeviceSource,
  type DeviceSourceOptions,
  type DeviceStatistics,
  type RegistrationState,
  type RunningProcess,
  type SensorStatus,
} from './sources/device/port/device.ts'
export { type Sensor, sensors } from './sources/device/port/sensors.ts'
export { createDeviceSource } from './sources/device/device-source.ts'
export { simulatedMachine, startSimulatedMachine } from './sources/device/machine/simulated-machine.ts'
export type { ClientLibrary, SimulatedKernel } from './sources/device/native/client-library.ts'
export { loadClientLibrary } from './sources/device/native/koffi-library.ts'
export { type DeviceSession, openDeviceSession } from './sources/device/reading/device-session.ts'
export { openDeviceSource } from './sources/device/open-device.ts'
export { type DeviceSettings, driverConfigOf } from './sources/device/settings.ts'
export type { EventSource } from './sources/source.ts'
export { type CollectorSettings, collectorSettings } from './settings.ts'
export { createMemorySpool } from './spool/memory.ts'
export type { SpooledBatch } from './batch/spooled-batch.ts'
export type { SpoolCounts } from './ledger/spool-counts.ts'
export type { Spool } from './spool/spool.ts'
export { type QuarantinedSpool, listQuarantined, removeQuarantined } from './spool/sqlite/quarantine.ts'
export { type SqliteSpoolOptions, openSqliteSpool } from './spool/sqlite.ts'
export { type CaptureProgress, type CaptureSource, createCaptureSource } from './sources/capture/capture-source.ts'
export type { CaptureLimits, CaptureOptions } from './sources/capture/input/capture-options.ts'
export type { InputFormat, InputReport } from './sources/capture/input/input-report.ts'
export type { PassedOver } from './sources/capture/containers/member.ts'
export { type PlainReason, plainReasons } from './sources/capture/reasons.ts'
export {
  type SimulatorOptions,
  createSimulatorSource,
  defaultScenarios,
  scenarioExpectations,
  scenarioNames,
} from './sources/simulator/simulator-source.ts'
export type { ScenarioExpectation, ScenarioName, ScenarioPlacement, ScenarioVariant } from './sources/simulator/simulator-source.ts'
export { readRecording } from './recording/recording-reader.ts'
export { type RecordingWriter, createRecordingWriter } from './recording/recording-writer.ts'
export { type ImageFacts, readImageFacts } from './image-facts/image-facts.ts'
