// Generated from schemas/catalogue by `npm run generate`. Do not edit.

import type { EventKind } from './events.ts'

export type IndexType = 'keyword' | 'wildcard' | 'text' | 'long' | 'double' | 'boolean' | 'date_us' | 'binary' | 'none'
export type SqliteType = 'TEXT' | 'INTEGER' | 'REAL' | 'BLOB'

/** One field of the document of an event. */
export interface IndexField {
  /** Name in Avro, C and the docs. */
  readonly name: string
  /** Name in the typed event. */
  readonly property: string
  /** Type in the typed event. */
  readonly type: 'boolean' | 'long' | 'address' | 'string' | 'bytes' | 'enum'
  /** Dotted name in the document. */
  readonly index: string
  /** `date_us`: microseconds in the event. `none`: kept in the document, not searchable. */
  readonly indexType: IndexType
  readonly sqliteType: SqliteType
  /** Kinds whose events have the field. */
  readonly kinds: readonly EventKind[]
}

const everyKind: readonly EventKind[] = ['process_create', 'process_terminate', 'thread_create', 'thread_terminate', 'image_load', 'handle_create', 'handle_duplicate', 'registry_operation', 'ioring_scan', 'process_profile', 'gap', 'agent_heartbeat', 'process_snapshot']

/** Every field of every kind, once for each name, type and place in the document. */
export const indexFields: readonly IndexField[] = [
  { name: 'sequence', property: 'sequence', type: 'long', index: 'event.sequence', indexType: 'long', sqliteType: 'INTEGER', kinds: everyKind },
  { name: 'time_us', property: 'timeUs', type: 'long', index: '@timestamp', indexType: 'date_us', sqliteType: 'INTEGER', kinds: everyKind },
  { name: 'monotonic_us', property: 'monotonicUs', type: 'long', index: 'win11mon.monotonic_us', indexType: 'long', sqliteType: 'INTEGER', kinds: everyKind },
  { name: 'process_id', property: 'processId', type: 'long', index: 'process.pid', indexType: 'long', sqliteType: 'INTEGER', kinds: ['process_create', 'process_terminate', 'thread_create', 'thread_terminate', 'image_load', 'handle_create', 'handle_duplicate', 'registry_operation', 'ioring_scan', 'process_profile', 'process_snapshot'] },
  { name: 'process_start_us', property: 'processStartUs', type: 'long', index: 'process.start', indexType: 'date_us', sqliteType: 'INTEGER', kinds: ['process_create', 'process_terminate', 'thread_create', 'thread_terminate', 'image_load', 'handle_create', 'handle_duplicate', 'registry_operation', 'ioring_scan', 'process_profile', 'process_snapshot'] },
  { name: 'thread_id', property: 'threadId', type: 'long', index: 'process.thread.id', indexType: 'long', sqliteType: 'INTEGER', kinds: ['process_create', 'process_terminate', 'thread_create', 'thread_terminate', 'image_load', 'handle_create', 'handle_duplicate', 'registry_operation', 'ioring_scan', 'process_profile', 'process_snapshot'] },
  { name: 'executable', property: 'executable', type: 'string', index: 'process.executable', indexType: 'wildcard', sqliteType: 'TEXT', kinds: ['process_create', 'process_terminate', 'thread_create', 'thread_terminate', 'image_load', 'handle_create', 'handle_duplicate', 'registry_operation', 'ioring_scan', 'process_profile', 'process_snapshot'] },
  { name: 'parent_process_id', property: 'parentProcessId', type: 'long', index: 'process.parent.pid', indexType: 'long', sqliteType: 'INTEGER', kinds: ['process_create', 'process_snapshot'] },
  { name: 'parent_start_us', property: 'parentStartUs', type: 'long', index: 'process.parent.start', indexType: 'date_us', sqliteType: 'INTEGER', kinds: ['process_create', 'process_snapshot'] },
  { name: 'parent_executable', property: 'parentExecutable', type: 'string', index: 'process.parent.executable', indexType: 'wildcard', sqliteType: 'TEXT', kinds: ['process_create', 'process_snapshot'] },
  { name: 'parent_command_line', property: 'parentCommandLine', type: 'string', index: 'process.parent.command_line', indexType: 'wildcard', sqliteType: 'TEXT', kinds: ['process_create', 'process_snapshot'] },
  { name: 'creator_process_id', property: 'creatorProcessId', type: 'long', index: 'win11mon.creator.pid', indexType: 'long', sqliteType: 'INTEGER', kinds: ['process_create', 'process_snapshot'] },
  { name: 'creator_start_us', property: 'creatorStartUs', type: 'long', index: 'win11mon.creator.start', indexType: 'date_us', sqliteType: 'INTEGER', kinds: ['process_create', 'process_snapshot'] },
  { name: 'creator_thread_id', property: 'creatorThreadId', type: 'long', index: 'win11mon.creator.thread_id', indexType: 'long', sqliteType: 'INTEGER', kinds: ['process_create', 'process_snapshot'] },
  { name: 'command_line', property: 'commandLine', type: 'string', index: 'process.command_line', indexType: 'wildcard', sqliteType: 'TEXT', kinds: ['process_create', 'process_snapshot'] },
  { name: 'is_truncated', property: 'isTruncated', type: 'boolean', index: 'win11mon.is_truncated', indexType: 'boolean', sqliteType: 'INTEGER', kinds: ['process_create', 'process_snapshot'] },
  { name: 'working_directory', property: 'workingDirectory', type: 'string', index: 'process.working_directory', indexType: 'wildcard', sqliteType: 'TEXT', kinds: ['process_create', 'process_snapshot'] },
  { name: 'user_name', property: 'userName', type: 'string', index: 'user.name', indexType: 'keyword', sqliteType: 'TEXT', kinds: ['process_create', 'process_snapshot'] },
  { name: 'session_id', property: 'sessionId', type: 'long', index: 'process.session_id', indexType: 'long', sqliteType: 'INTEGER', kinds: ['process_create', 'process_snapshot'] },
  { name: 'integrity_level', property: 'integrityLevel', type: 'long', index: 'process.integrity_level', indexType: 'long', sqliteType: 'INTEGER', kinds: ['process_create', 'process_snapshot'] },
  { name: 'is_subsystem_process', property: 'isSubsystemProcess', type: 'boolean', index: 'win11mon.is_subsystem_process', indexType: 'boolean', sqliteType: 'INTEGER', kinds: ['process_create', 'process_snapshot'] },
  { name: 'is_signed', property: 'isSigned', type: 'boolean', index: 'process.code_signature.exists', indexType: 'boolean', sqliteType: 'INTEGER', kinds: ['process_create', 'process_snapshot'] },
  { name: 'signature', property: 'signature', type: 'string', index: 'process.code_signature.subject_name', indexType: 'keyword', sqliteType: 'TEXT', kinds: ['process_create', 'process_snapshot'] },
  { name: 'original_file_name', property: 'originalFileName', type: 'string', index: 'process.pe.original_file_name', indexType: 'keyword', sqliteType: 'TEXT', kinds: ['process_create', 'process_snapshot'] },
  { name: 'hashes', property: 'hashes', type: 'string', index: 'win11mon.hashes', indexType: 'keyword', sqliteType: 'TEXT', kinds: ['process_create', 'image_load', 'process_snapshot'] },
  { name: 'denied_status', property: 'deniedStatus', type: 'long', index: 'win11mon.denied_status', indexType: 'long', sqliteType: 'INTEGER', kinds: ['process_create'] },
  { name: 'is_image_partial', property: 'isImagePartial', type: 'boolean', index: 'win11mon.is_image_partial', indexType: 'boolean', sqliteType: 'INTEGER', kinds: ['process_create'] },
  { name: 'source_record', property: 'sourceRecord', type: 'string', index: 'win11mon.source_record', indexType: 'keyword', sqliteType: 'TEXT', kinds: ['process_create', 'process_terminate', 'thread_create', 'thread_terminate', 'image_load', 'handle_create', 'handle_duplicate', 'registry_operation', 'process_snapshot'] },
  { name: 'source_guid', property: 'sourceGuid', type: 'string', index: 'win11mon.source_guid', indexType: 'keyword', sqliteType: 'TEXT', kinds: ['process_create', 'process_terminate', 'thread_create', 'thread_terminate', 'image_load', 'handle_create', 'handle_duplicate', 'registry_operation', 'process_snapshot'] },
  { name: 'source_parent_guid', property: 'sourceParentGuid', type: 'string', index: 'win11mon.source_parent_guid', indexType: 'keyword', sqliteType: 'TEXT', kinds: ['process_create', 'process_terminate', 'thread_create', 'thread_terminate', 'image_load', 'handle_create', 'handle_duplicate', 'registry_operation', 'process_snapshot'] },
  { name: 'source_object_guid', property: 'sourceObjectGuid', type: 'string', index: 'win11mon.source_object_guid', indexType: 'keyword', sqliteType: 'TEXT', kinds: ['process_create', 'process_terminate', 'thread_create', 'thread_terminate', 'image_load', 'handle_create', 'handle_duplicate', 'registry_operation', 'process_snapshot'] },
  { name: 'exit_status', property: 'exitStatus', type: 'long', index: 'process.exit_code', indexType: 'long', sqliteType: 'INTEGER', kinds: ['process_terminate'] },
  { name: 'ioring_operation_count', property: 'ioringOperationCount', type: 'long', index: 'ioring.operation_count', indexType: 'long', sqliteType: 'INTEGER', kinds: ['process_terminate'] },
  { name: 'anomaly_score', property: 'anomalyScore', type: 'long', index: 'win11mon.anomaly_score', indexType: 'long', sqliteType: 'INTEGER', kinds: ['process_terminate'] },
  { name: 'object_process_id', property: 'objectProcessId', type: 'long', index: 'win11mon.object.pid', indexType: 'long', sqliteType: 'INTEGER', kinds: ['thread_create', 'handle_create', 'handle_duplicate'] },
  { name: 'object_start_us', property: 'objectStartUs', type: 'long', index: 'win11mon.object.start', indexType: 'date_us', sqliteType: 'INTEGER', kinds: ['thread_create', 'handle_create', 'handle_duplicate'] },
  { name: 'object_thread_id', property: 'objectThreadId', type: 'long', index: 'win11mon.object.thread_id', indexType: 'long', sqliteType: 'INTEGER', kinds: ['thread_create', 'handle_create', 'handle_duplicate'] },
  { name: 'object_executable', property: 'objectExecutable', type: 'string', index: 'win11mon.object.executable', indexType: 'wildcard', sqliteType: 'TEXT', kinds: ['thread_create', 'handle_create', 'handle_duplicate'] },
  { name: 'start_address', property: 'startAddress', type: 'address', index: 'win11mon.thread.start_address', indexType: 'keyword', sqliteType: 'TEXT', kinds: ['thread_create'] },
  { name: 'start_module', property: 'startModule', type: 'string', index: 'win11mon.thread.start_module', indexType: 'wildcard', sqliteType: 'TEXT', kinds: ['thread_create'] },
  { name: 'start_function', property: 'startFunction', type: 'string', index: 'win11mon.thread.start_function', indexType: 'keyword', sqliteType: 'TEXT', kinds: ['thread_create'] },
  { name: 'image_path', property: 'imagePath', type: 'string', index: 'dll.path', indexType: 'wildcard', sqliteType: 'TEXT', kinds: ['image_load'] },
  { name: 'image_base', property: 'imageBase', type: 'address', index: 'win11mon.image.base', indexType: 'keyword', sqliteType: 'TEXT', kinds: ['image_load'] },
  { name: 'image_size_bytes', property: 'imageSizeBytes', type: 'long', index: 'win11mon.image.size_bytes', indexType: 'long', sqliteType: 'INTEGER', kinds: ['image_load'] },
  { name: 'is_ioring_related', property: 'isIoringRelated', type: 'boolean', index: 'ioring.is_related', indexType: 'boolean', sqliteType: 'INTEGER', kinds: ['image_load'] },
  { name: 'suspicious_reason', property: 'suspiciousReason', type: 'enum', index: 'win11mon.image.suspicious_reason', indexType: 'keyword', sqliteType: 'TEXT', kinds: ['image_load'] },
  { name: 'mapper_process_id', property: 'mapperProcessId', type: 'long', index: 'win11mon.mapper.pid', indexType: 'long', sqliteType: 'INTEGER', kinds: ['image_load'] },
  { name: 'mapper_start_us', property: 'mapperStartUs', type: 'long', index: 'win11mon.mapper.start', indexType: 'date_us', sqliteType: 'INTEGER', kinds: ['image_load'] },
  { name: 'mapper_thread_id', property: 'mapperThreadId', type: 'long', index: 'win11mon.mapper.thread_id', indexType: 'long', sqliteType: 'INTEGER', kinds: ['image_load'] },
  { name: 'signature_level', property: 'signatureLevel', type: 'long', index: 'win11mon.image.signature_level', indexType: 'long', sqliteType: 'INTEGER', kinds: ['image_load'] },
  { name: 'is_signed', property: 'isSigned', type: 'boolean', index: 'dll.code_signature.exists', indexType: 'boolean', sqliteType: 'INTEGER', kinds: ['image_load'] },
  { name: 'signature', property: 'signature', type: 'string', index: 'dll.code_signature.subject_name', indexType: 'keyword', sqliteType: 'TEXT', kinds: ['image_load'] },
  { name: 'signature_status', property: 'signatureStatus', type: 'string', index: 'dll.code_signature.status', indexType: 'keyword', sqliteType: 'TEXT', kinds: ['image_load'] },
  { name: 'original_file_name', property: 'originalFileName', type: 'string', index: 'dll.pe.original_file_name', indexType: 'keyword', sqliteType: 'TEXT', kinds: ['image_load'] },
  { name: 'object_type', property: 'objectType', type: 'enum', index: 'win11mon.object.type', indexType: 'keyword', sqliteType: 'TEXT', kinds: ['handle_create', 'handle_duplicate'] },
  { name: 'desired_access', property: 'desiredAccess', type: 'long', index: 'win11mon.handle.desired_access', indexType: 'long', sqliteType: 'INTEGER', kinds: ['handle_create', 'handle_duplicate'] },
  { name: 'original_desired_access', property: 'originalDesiredAccess', type: 'long', index: 'win11mon.handle.original_desired_access', indexType: 'long', sqliteType: 'INTEGER', kinds: ['handle_create', 'handle_duplicate'] },
  { name: 'granted_access', property: 'grantedAccess', type: 'long', index: 'win11mon.handle.granted_access', indexType: 'long', sqliteType: 'INTEGER', kinds: ['handle_create', 'handle_duplicate'] },
  { name: 'status', property: 'status', type: 'long', index: 'win11mon.handle.status', indexType: 'long', sqliteType: 'INTEGER', kinds: ['handle_create', 'handle_duplicate'] },
  { name: 'is_modified', property: 'isModified', type: 'boolean', index: 'win11mon.handle.is_modified', indexType: 'boolean', sqliteType: 'INTEGER', kinds: ['handle_create', 'handle_duplicate'] },
  { name: 'is_kernel_handle', property: 'isKernelHandle', type: 'boolean', index: 'win11mon.handle.is_kernel_handle', indexType: 'boolean', sqliteType: 'INTEGER', kinds: ['handle_create', 'handle_duplicate'] },
  { name: 'handle_value', property: 'handleValue', type: 'long', index: 'win11mon.handle.value', indexType: 'long', sqliteType: 'INTEGER', kinds: ['handle_create', 'handle_duplicate'] },
  { name: 'call_trace', property: 'callTrace', type: 'string', index: 'win11mon.handle.call_trace', indexType: 'wildcard', sqliteType: 'TEXT', kinds: ['handle_create', 'handle_duplicate'] },
  { name: 'source_process_id', property: 'sourceProcessId', type: 'long', index: 'win11mon.source.pid', indexType: 'long', sqliteType: 'INTEGER', kinds: ['handle_duplicate'] },
  { name: 'source_start_us', property: 'sourceStartUs', type: 'long', index: 'win11mon.source.start', indexType: 'date_us', sqliteType: 'INTEGER', kinds: ['handle_duplicate'] },
  { name: 'recipient_process_id', property: 'recipientProcessId', type: 'long', index: 'win11mon.recipient.pid', indexType: 'long', sqliteType: 'INTEGER', kinds: ['handle_duplicate'] },
  { name: 'recipient_start_us', property: 'recipientStartUs', type: 'long', index: 'win11mon.recipient.start', indexType: 'date_us', sqliteType: 'INTEGER', kinds: ['handle_duplicate'] },
  { name: 'operation', property: 'operation', type: 'enum', index: 'win11mon.registry.operation', indexType: 'keyword', sqliteType: 'TEXT', kinds: ['registry_operation'] },
  { name: 'key_path', property: 'keyPath', type: 'string', index: 'registry.path', indexType: 'wildcard', sqliteType: 'TEXT', kinds: ['registry_operation'] },
  { name: 'value_name', property: 'valueName', type: 'string', index: 'registry.value', indexType: 'keyword', sqliteType: 'TEXT', kinds: ['registry_operation'] },
  { name: 'new_name', property: 'newName', type: 'string', index: 'win11mon.registry.new_name', indexType: 'keyword', sqliteType: 'TEXT', kinds: ['registry_operation'] },
  { name: 'hive_file', property: 'hiveFile', type: 'string', index: 'win11mon.registry.hive_file', indexType: 'wildcard', sqliteType: 'TEXT', kinds: ['registry_operation'] },
  { name: 'data_type', property: 'dataType', type: 'long', index: 'win11mon.registry.data_type', indexType: 'long', sqliteType: 'INTEGER', kinds: ['registry_operation'] },
  { name: 'data_length_bytes', property: 'dataLengthBytes', type: 'long', index: 'win11mon.registry.data_length_bytes', indexType: 'long', sqliteType: 'INTEGER', kinds: ['registry_operation'] },
  { name: 'data', property: 'data', type: 'bytes', index: 'registry.data.bytes', indexType: 'binary', sqliteType: 'BLOB', kinds: ['registry_operation'] },
  { name: 'data_text', property: 'dataText', type: 'string', index: 'registry.data.strings', indexType: 'wildcard', sqliteType: 'TEXT', kinds: ['registry_operation'] },
  { name: 'trigger', property: 'trigger', type: 'enum', index: 'ioring.scan_trigger', indexType: 'keyword', sqliteType: 'TEXT', kinds: ['ioring_scan'] },
  { name: 'handle_count', property: 'handleCount', type: 'long', index: 'ioring.handle_count', indexType: 'long', sqliteType: 'INTEGER', kinds: ['ioring_scan'] },
  { name: 'access_mask', property: 'accessMask', type: 'long', index: 'ioring.access_mask', indexType: 'long', sqliteType: 'INTEGER', kinds: ['ioring_scan'] },
  { name: 'registered_buffer_count', property: 'registeredBufferCount', type: 'long', index: 'ioring.registered_buffer_count', indexType: 'long', sqliteType: 'INTEGER', kinds: ['ioring_scan'] },
  { name: 'violation_flags', property: 'violationFlags', type: 'long', index: 'ioring.violation_flags', indexType: 'long', sqliteType: 'INTEGER', kinds: ['ioring_scan'] },
  { name: 'status', property: 'status', type: 'long', index: 'ioring.scan_status', indexType: 'long', sqliteType: 'INTEGER', kinds: ['ioring_scan'] },
  { name: 'inspection', property: 'inspection', type: 'enum', index: 'ioring.inspection', indexType: 'keyword', sqliteType: 'TEXT', kinds: ['ioring_scan'] },
  { name: 'inspection_reason', property: 'inspectionReason', type: 'enum', index: 'ioring.inspection_reason', indexType: 'keyword', sqliteType: 'TEXT', kinds: ['ioring_scan'] },
  { name: 'inspected_handle_count', property: 'inspectedHandleCount', type: 'long', index: 'ioring.inspected_handle_count', indexType: 'long', sqliteType: 'INTEGER', kinds: ['ioring_scan'] },
  { name: 'thread_create_count', property: 'threadCreateCount', type: 'long', index: 'win11mon.profile.thread_create_count', indexType: 'long', sqliteType: 'INTEGER', kinds: ['process_profile'] },
  { name: 'remote_thread_create_count', property: 'remoteThreadCreateCount', type: 'long', index: 'win11mon.profile.remote_thread_create_count', indexType: 'long', sqliteType: 'INTEGER', kinds: ['process_profile'] },
  { name: 'image_load_count', property: 'imageLoadCount', type: 'long', index: 'win11mon.profile.image_load_count', indexType: 'long', sqliteType: 'INTEGER', kinds: ['process_profile'] },
  { name: 'ioring_image_load_count', property: 'ioringImageLoadCount', type: 'long', index: 'win11mon.profile.ioring_image_load_count', indexType: 'long', sqliteType: 'INTEGER', kinds: ['process_profile'] },
  { name: 'handle_create_count', property: 'handleCreateCount', type: 'long', index: 'win11mon.profile.handle_create_count', indexType: 'long', sqliteType: 'INTEGER', kinds: ['process_profile'] },
  { name: 'handle_duplicate_count', property: 'handleDuplicateCount', type: 'long', index: 'win11mon.profile.handle_duplicate_count', indexType: 'long', sqliteType: 'INTEGER', kinds: ['process_profile'] },
  { name: 'registry_operation_count', property: 'registryOperationCount', type: 'long', index: 'win11mon.profile.registry_operation_count', indexType: 'long', sqliteType: 'INTEGER', kinds: ['process_profile'] },
  { name: 'child_count', property: 'childCount', type: 'long', index: 'win11mon.profile.child_count', indexType: 'long', sqliteType: 'INTEGER', kinds: ['process_profile'] },
  { name: 'ioring_handle_peak_count', property: 'ioringHandlePeakCount', type: 'long', index: 'win11mon.profile.ioring_handle_peak_count', indexType: 'long', sqliteType: 'INTEGER', kinds: ['process_profile'] },
  { name: 'violation_flags', property: 'violationFlags', type: 'long', index: 'win11mon.profile.violation_flags', indexType: 'long', sqliteType: 'INTEGER', kinds: ['process_profile'] },
  { name: 'anomaly_score', property: 'anomalyScore', type: 'long', index: 'win11mon.profile.anomaly_score', indexType: 'long', sqliteType: 'INTEGER', kinds: ['process_profile'] },
  { name: 'lifetime_us', property: 'lifetimeUs', type: 'long', index: 'win11mon.profile.lifetime_us', indexType: 'long', sqliteType: 'INTEGER', kinds: ['process_profile'] },
  { name: 'lost_kind', property: 'lostKind', type: 'string', index: 'win11mon.gap.kind', indexType: 'keyword', sqliteType: 'TEXT', kinds: ['gap'] },
  { name: 'lost_kind_number', property: 'lostKindNumber', type: 'long', index: 'win11mon.gap.kind_number', indexType: 'long', sqliteType: 'INTEGER', kinds: ['gap'] },
  { name: 'lost_count', property: 'lostCount', type: 'long', index: 'win11mon.gap.count', indexType: 'long', sqliteType: 'INTEGER', kinds: ['gap'] },
  { name: 'reason', property: 'reason', type: 'enum', index: 'win11mon.gap.reason', indexType: 'keyword', sqliteType: 'TEXT', kinds: ['gap'] },
  { name: 'first_time_us', property: 'firstTimeUs', type: 'long', index: 'win11mon.gap.first_time', indexType: 'date_us', sqliteType: 'INTEGER', kinds: ['gap'] },
  { name: 'last_time_us', property: 'lastTimeUs', type: 'long', index: 'win11mon.gap.last_time', indexType: 'date_us', sqliteType: 'INTEGER', kinds: ['gap'] },
  { name: 'lost_boot_id', property: 'lostBootId', type: 'string', index: 'win11mon.gap.boot_id', indexType: 'keyword', sqliteType: 'TEXT', kinds: ['gap'] },
  { name: 'first_sequence', property: 'firstSequence', type: 'long', index: 'win11mon.gap.first_sequence', indexType: 'long', sqliteType: 'INTEGER', kinds: ['gap'] },
  { name: 'last_sequence', property: 'lastSequence', type: 'long', index: 'win11mon.gap.last_sequence', indexType: 'long', sqliteType: 'INTEGER', kinds: ['gap'] },
  { name: 'detail', property: 'detail', type: 'string', index: 'win11mon.gap.detail', indexType: 'keyword', sqliteType: 'TEXT', kinds: ['gap'] },
  { name: 'source_kind', property: 'sourceKind', type: 'enum', index: 'win11mon.agent.source_kind', indexType: 'keyword', sqliteType: 'TEXT', kinds: ['agent_heartbeat'] },
  { name: 'agent_version', property: 'agentVersion', type: 'string', index: 'agent.version', indexType: 'keyword', sqliteType: 'TEXT', kinds: ['agent_heartbeat'] },
  { name: 'host_name', property: 'hostName', type: 'string', index: 'win11mon.agent.host_name', indexType: 'keyword', sqliteType: 'TEXT', kinds: ['agent_heartbeat'] },
  { name: 'operating_system_build', property: 'operatingSystemBuild', type: 'long', index: 'host.os.build', indexType: 'long', sqliteType: 'INTEGER', kinds: ['agent_heartbeat'] },
  { name: 'read_count', property: 'readCount', type: 'long', index: 'win11mon.agent.read_count', indexType: 'long', sqliteType: 'INTEGER', kinds: ['agent_heartbeat'] },
  { name: 'published_count', property: 'publishedCount', type: 'long', index: 'win11mon.agent.published_count', indexType: 'long', sqliteType: 'INTEGER', kinds: ['agent_heartbeat'] },
  { name: 'held_count', property: 'heldCount', type: 'long', index: 'win11mon.agent.held_count', indexType: 'long', sqliteType: 'INTEGER', kinds: ['agent_heartbeat'] },
  { name: 'lost_count', property: 'lostCount', type: 'long', index: 'win11mon.agent.lost_count', indexType: 'long', sqliteType: 'INTEGER', kinds: ['agent_heartbeat'] },
  { name: 'blind_kinds', property: 'blindKinds', type: 'string', index: 'win11mon.agent.blind_kinds', indexType: 'keyword', sqliteType: 'TEXT', kinds: ['agent_heartbeat'] },
]
