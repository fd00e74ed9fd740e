// Generated from schemas/catalogue by `npm run generate`. Do not edit.

import { type DocumentContext, headLength, partOf, putHead, putHostHead } from '../document/context.ts'
import type { JsonBytes } from '../document/json-bytes.ts'
import { putAddressMember, putFlagMember, putHexMember, putNumberMember, putPlainMember, putStartMember, putTextMember, putEnd } from '../document/put-member.ts'
import { putNumber, putStart, putTime } from '../document/put-number.ts'
import { putPlain, putRaw, putText } from '../document/put-text.ts'
import { closeDocument, openDocument, slabBuffer } from '../document/slab.ts'
import type { Event, ProcessCreate, ProcessTerminate, ThreadCreate, ThreadTerminate, ImageLoad, HandleCreate, HandleDuplicate, RegistryOperation, IoringScan, ProcessProfile, Gap, AgentHeartbeat, ProcessSnapshot, FileCreate, FileDelete, FileStreamCreate, FileTimeChange, RawAccessRead, NetworkConnection, DnsQuery, PipeCreate, PipeConnect, Logon, LogonFailure, Logoff, ExplicitCredentials, SpecialPrivileges, WmiSubscription, ProcessTampering, ServiceInstall, ScheduledTask, LogClear, ScriptBlock, LogRecord } from './events.ts'

const part0 = partOf('"monotonic_us":')
const part1 = partOf('"is_truncated":')
const part2 = partOf('"is_subsystem_process":')
const part3 = partOf('"hashes":"')
const part4 = partOf('"token_elevation":"')
const part5 = partOf('"denied_status":')
const part6 = partOf('"is_image_partial":')
const part7 = partOf('"source_record":"')
const part8 = partOf('"source_guid":"')
const part9 = partOf('"source_parent_guid":"')
const part10 = partOf('"source_object_guid":"')
const part11 = partOf('"object":{')
const part12 = partOf('"entity_id":"')
const part13 = partOf('"creator":{')
const part14 = partOf('"pid":')
const part15 = partOf('"start":"')
const part16 = partOf('"thread_id":')
const part17 = partOf('"logon":{')
const part18 = partOf('"id":"')
const part19 = partOf('"event":{"action":"process_create","id":"')
const part20 = partOf('","sequence":')
const part21 = partOf('},"@timestamp":"')
const part22 = partOf('","process":{"pid":')
const part23 = partOf(',')
const part24 = partOf('"executable":"')
const part25 = partOf('"command_line":"')
const part26 = partOf('"working_directory":"')
const part27 = partOf('"session_id":')
const part28 = partOf('"integrity_level":')
const part29 = partOf('"thread":{')
const part30 = partOf('"id":')
const part31 = partOf('"parent":{')
const part32 = partOf('"user":{')
const part33 = partOf('"name":"')
const part34 = partOf('"code_signature":{')
const part35 = partOf('"exists":')
const part36 = partOf('"subject_name":"')
const part37 = partOf('"pe":{')
const part38 = partOf('"original_file_name":"')
const part39 = partOf('"file_version":"')
const part40 = partOf('"description":"')
const part41 = partOf('"product":"')
const part42 = partOf('"company":"')
const part43 = partOf('"anomaly_score":')
const part44 = partOf('"event":{"action":"process_terminate","id":"')
const part45 = partOf('"exit_code":')
const part46 = partOf('"ioring":{')
const part47 = partOf('"operation_count":')
const part48 = partOf('"user_name":"')
const part49 = partOf('"start_address":"')
const part50 = partOf('"start_module":"')
const part51 = partOf('"start_function":"')
const part52 = partOf('"event":{"action":"thread_create","id":"')
const part53 = partOf('"event":{"action":"thread_terminate","id":"')
const part54 = partOf('"image":{')
const part55 = partOf('"base":"')
const part56 = partOf('"size_bytes":')
const part57 = partOf('"suspicious_reason":"')
const part58 = partOf('"signature_level":')
const part59 = partOf('"mapper":{')
const part60 = partOf('"event":{"action":"image_load","id":"')
const part61 = partOf('"dll":{')
const part62 = partOf('"path":"')
const part63 = partOf('"status":"')
const part64 = partOf('"is_related":')
const part65 = partOf('"object":{"type":"')
const part66 = partOf('",')
const part67 = partOf('"handle":{')
const part68 = partOf('"desired_access":')
const part69 = partOf('"original_desired_access":')
const part70 = partOf('"granted_access":')
const part71 = partOf('"status":')
const part72 = partOf('"is_modified":')
const part73 = partOf('"is_kernel_handle":')
const part74 = partOf('"value":')
const part75 = partOf('"call_trace":"')
const part76 = partOf('"event":{"action":"handle_create","id":"')
const part77 = partOf('"source":{')
const part78 = partOf('"recipient":{')
const part79 = partOf('"event":{"action":"handle_duplicate","id":"')
const part80 = partOf('"registry":{"operation":"')
const part81 = partOf('"new_name":"')
const part82 = partOf('"hive_file":"')
const part83 = partOf('"data_type":')
const part84 = partOf('"data_length_bytes":')
const part85 = partOf('"event":{"action":"registry_operation","id":"')
const part86 = partOf('"registry":{')
const part87 = partOf('"value":"')
const part88 = partOf('"data":{')
const part89 = partOf('"bytes":"')
const part90 = partOf('"strings":"')
const part91 = partOf('"event":{"action":"ioring_scan","id":"')
const part92 = partOf('"ioring":{"scan_trigger":"')
const part93 = partOf('","handle_count":')
const part94 = partOf(',"access_mask":')
const part95 = partOf(',"violation_flags":')
const part96 = partOf(',"scan_status":')
const part97 = partOf('"registered_buffer_count":')
const part98 = partOf('"inspection":"')
const part99 = partOf('"inspection_reason":"')
const part100 = partOf('"inspected_handle_count":')
const part101 = partOf('"profile":{"thread_create_count":')
const part102 = partOf(',"remote_thread_create_count":')
const part103 = partOf(',"image_load_count":')
const part104 = partOf(',"ioring_image_load_count":')
const part105 = partOf(',"handle_create_count":')
const part106 = partOf(',"handle_duplicate_count":')
const part107 = partOf(',"registry_operation_count":')
const part108 = partOf(',"child_count":')
const part109 = partOf(',"ioring_handle_peak_count":')
const part110 = partOf(',"anomaly_score":')
const part111 = partOf(',"lifetime_us":')
const part112 = partOf('}},"event":{"action":"process_profile","id":"')
const part113 = partOf('"gap":{"kind_number":')
const part114 = partOf(',"count":')
const part115 = partOf(',"reason":"')
const part116 = partOf('","first_time":"')
const part117 = partOf('","last_time":"')
const part118 = partOf('"kind":"')
const part119 = partOf('"boot_id":"')
const part120 = partOf('"first_sequence":')
const part121 = partOf('"last_sequence":')
const part122 = partOf('"detail":"')
const part123 = partOf('"by_kind":"')
const part124 = partOf('"record":"')
const part125 = partOf('"event":{"action":"gap","id":"')
const part126 = partOf('"process":{')
const part127 = partOf('"os":{')
const part128 = partOf('"build":')
const part129 = partOf('"win11mon":{"boot_id":"')
const part130 = partOf('"agent":{"source_kind":"')
const part131 = partOf('","read_count":')
const part132 = partOf(',"published_count":')
const part133 = partOf(',"held_count":')
const part134 = partOf(',"lost_count":')
const part135 = partOf('"host_name":"')
const part136 = partOf('"blind_kinds":"')
const part137 = partOf('"trigger":"')
const part138 = partOf('"started":"')
const part139 = partOf('"source_boot_id":"')
const part140 = partOf('"issued_count":')
const part141 = partOf('"spooled_count":')
const part142 = partOf('"read_by_kind":"')
const part143 = partOf('"lost_by_kind":"')
const part144 = partOf('"refused_by_kind":"')
const part145 = partOf('"corrupt_batches":')
const part146 = partOf('"quarantined_files":')
const part147 = partOf('"sensor_blind":')
const part148 = partOf('"canary":"')
const part149 = partOf('"ring_size":')
const part150 = partOf('"ring_used":')
const part151 = partOf('"restored_registrations":')
const part152 = partOf('"driver_version":"')
const part153 = partOf('"schema_fingerprint":"')
const part154 = partOf('"runtime_version":"')
const part155 = partOf('"configuration_hash":"')
const part156 = partOf('"event":{"action":"agent_heartbeat","id":"')
const part157 = partOf('"agent":{"version":"')
const part158 = partOf('"},')
const part159 = partOf('"event":{"action":"process_snapshot","id":"')
const part160 = partOf('"event":{"action":"file_create","id":"')
const part161 = partOf('"file":{')
const part162 = partOf('"created":"')
const part163 = partOf('"is_executable":')
const part164 = partOf('"is_archived":')
const part165 = partOf('"event":{"action":"file_delete","id":"')
const part166 = partOf('"contents":"')
const part167 = partOf('"event":{"action":"file_stream_create","id":"')
const part168 = partOf('"previous_created":"')
const part169 = partOf('"event":{"action":"file_time_change","id":"')
const part170 = partOf('"device":"')
const part171 = partOf('"event":{"action":"raw_access_read","id":"')
const part172 = partOf('"network":{"operation":"')
const part173 = partOf('"is_initiated":')
const part174 = partOf('"event":{"action":"network_connection","id":"')
const part175 = partOf('"network":{')
const part176 = partOf('"transport":"')
const part177 = partOf('"ip":"')
const part178 = partOf('"domain":"')
const part179 = partOf('"port":')
const part180 = partOf('"destination":{')
const part181 = partOf('"dns":{')
const part182 = partOf('"results":"')
const part183 = partOf('"event":{"action":"dns_query","id":"')
const part184 = partOf('"question":{')
const part185 = partOf('"pipe":{')
const part186 = partOf('"event":{"action":"pipe_create","id":"')
const part187 = partOf('"event":{"action":"pipe_connect","id":"')
const part188 = partOf('"subject":{')
const part189 = partOf('"user_sid":"')
const part190 = partOf('"domain_name":"')
const part191 = partOf('"logon_id":"')
const part192 = partOf('"target":{')
const part193 = partOf('"type":')
const part194 = partOf('"logon_process":"')
const part195 = partOf('"authentication_package":"')
const part196 = partOf('"ntlm_package":"')
const part197 = partOf('"key_length_bits":')
const part198 = partOf('"transmitted_services":"')
const part199 = partOf('"workstation_name":"')
const part200 = partOf('"logon_guid":"')
const part201 = partOf('"impersonation_level":"')
const part202 = partOf('"restricted_admin_mode":"')
const part203 = partOf('"elevated_token":"')
const part204 = partOf('"virtual_account":"')
const part205 = partOf('"linked_logon_id":"')
const part206 = partOf('"outbound_user_name":"')
const part207 = partOf('"outbound_domain_name":"')
const part208 = partOf('"event":{"action":"logon","id":"')
const part209 = partOf('"sub_status":')
const part210 = partOf('"failure_reason":"')
const part211 = partOf('"event":{"action":"logon_failure","id":"')
const part212 = partOf('"is_by_user":')
const part213 = partOf('"event":{"action":"logoff","id":"')
const part214 = partOf('"target_server_name":"')
const part215 = partOf('"target_info":"')
const part216 = partOf('"event":{"action":"explicit_credentials","id":"')
const part217 = partOf('"privileges":"')
const part218 = partOf('"event":{"action":"special_privileges","id":"')
const part219 = partOf('"wmi":{"part":"')
const part220 = partOf('"operation":"')
const part221 = partOf('"namespace":"')
const part222 = partOf('"query":"')
const part223 = partOf('"consumer_type":"')
const part224 = partOf('"destination":"')
const part225 = partOf('"consumer":"')
const part226 = partOf('"filter":"')
const part227 = partOf('"event":{"action":"wmi_subscription","id":"')
const part228 = partOf('"tampering":{')
const part229 = partOf('"type":"')
const part230 = partOf('"event":{"action":"process_tampering","id":"')
const part231 = partOf('"service":{')
const part232 = partOf('"image_path":"')
const part233 = partOf('"start_type":"')
const part234 = partOf('"account_name":"')
const part235 = partOf('"event":{"action":"service_install","id":"')
const part236 = partOf('"task":{"operation":"')
const part237 = partOf('"content":"')
const part238 = partOf('"event":{"action":"scheduled_task","id":"')
const part239 = partOf('"log":{')
const part240 = partOf('"cleared_channel":"')
const part241 = partOf('"backup_path":"')
const part242 = partOf('"event":{"action":"log_clear","id":"')
const part243 = partOf('"script":{')
const part244 = partOf('"block_id":"')
const part245 = partOf('"part_number":')
const part246 = partOf('"part_count":')
const part247 = partOf('"text":"')
const part248 = partOf('"event":{"action":"script_block","id":"')
const part249 = partOf('"channel":"')
const part250 = partOf('"values":"')
const part251 = partOf('"event":{"action":"log_record","id":"')
const part252 = partOf(',"code":')
const part253 = partOf('"provider":"')
const part254 = partOf('"@timestamp":"')

function writeProcessCreate(event: ProcessCreate, context: DocumentContext): JsonBytes {
  const start = openDocument(headLength(context) + 1164 + 1 * (context.eventId.length + (context.actorId?.length ?? 0) + (context.objectId?.length ?? 0)) + 6 * ((event.executable?.length ?? 0) + (event.commandLine?.length ?? 0) + (event.workingDirectory?.length ?? 0) + (event.parentExecutable?.length ?? 0) + (event.parentCommandLine?.length ?? 0) + (event.parentUserName?.length ?? 0) + (event.signature?.length ?? 0) + (event.originalFileName?.length ?? 0) + (event.fileVersion?.length ?? 0) + (event.fileDescription?.length ?? 0) + (event.product?.length ?? 0) + (event.company?.length ?? 0) + (event.hashes?.length ?? 0) + (event.tokenElevation?.length ?? 0) + (event.sourceRecord?.length ?? 0) + (event.sourceGuid?.length ?? 0) + (event.sourceParentGuid?.length ?? 0) + (event.sourceObjectGuid?.length ?? 0) + (event.logonId?.length ?? 0) + (event.userName?.length ?? 0)))
  const bytes = slabBuffer()
  let position = putHead(bytes, start)
  if (event.monotonicUs != null) position = putNumberMember(bytes, position, part0, event.monotonicUs)
  if (event.isTruncated != null) position = putFlagMember(bytes, position, part1, event.isTruncated)
  if (event.isSubsystemProcess != null) position = putFlagMember(bytes, position, part2, event.isSubsystemProcess)
  if (event.hashes != null) position = putTextMember(bytes, position, part3, event.hashes)
  if (event.tokenElevation != null) position = putTextMember(bytes, position, part4, event.tokenElevation)
  if (event.deniedStatus != null) position = putNumberMember(bytes, position, part5, event.deniedStatus)
  if (event.isImagePartial != null) position = putFlagMember(bytes, position, part6, event.isImagePartial)
  if (event.sourceRecord != null) position = putTextMember(bytes, position, part7, event.sourceRecord)
  if (event.sourceGuid != null) position = putTextMember(bytes, position, part8, event.sourceGuid)
  if (event.sourceParentGuid != null) position = putTextMember(bytes, position, part9, event.sourceParentGuid)
  if (event.sourceObjectGuid != null) position = putTextMember(bytes, position, part10, event.sourceObjectGuid)
  const before1 = position
  position = putRaw(bytes, position, part11)
  const first1 = position
  if (context.objectId != null) position = putPlainMember(bytes, position, part12, context.objectId)
  position = position === first1 ? before1 : putEnd(bytes, position)
  const before2 = position
  position = putRaw(bytes, position, part13)
  const first2 = position
  if (event.creatorProcessId != null) position = putNumberMember(bytes, position, part14, event.creatorProcessId)
  if (event.creatorStartUs != null) position = putStartMember(bytes, position, part15, event.creatorStartUs)
  if (event.creatorThreadId != null) position = putNumberMember(bytes, position, part16, event.creatorThreadId)
  position = position === first2 ? before2 : putEnd(bytes, position)
  const before3 = position
  position = putRaw(bytes, position, part17)
  const first3 = position
  if (event.logonId != null) position = putTextMember(bytes, position, part18, event.logonId)
  position = position === first3 ? before3 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  position = putRaw(bytes, position, part19)
  position = putPlain(bytes, position, context.eventId)
  position = putRaw(bytes, position, part20)
  position = putNumber(bytes, position, event.sequence)
  position = putRaw(bytes, position, part21)
  position = putTime(bytes, position, event.timeUs)
  position = putRaw(bytes, position, part22)
  position = putNumber(bytes, position, event.processId)
  position = putRaw(bytes, position, part23)
  if (context.actorId != null) position = putPlainMember(bytes, position, part12, context.actorId)
  if (event.processStartUs != null) position = putStartMember(bytes, position, part15, event.processStartUs)
  if (event.executable != null) position = putTextMember(bytes, position, part24, event.executable)
  if (event.commandLine != null) position = putTextMember(bytes, position, part25, event.commandLine)
  if (event.workingDirectory != null) position = putTextMember(bytes, position, part26, event.workingDirectory)
  if (event.sessionId != null) position = putNumberMember(bytes, position, part27, event.sessionId)
  if (event.integrityLevel != null) position = putNumberMember(bytes, position, part28, event.integrityLevel)
  const before4 = position
  position = putRaw(bytes, position, part29)
  const first4 = position
  if (event.threadId != null) position = putNumberMember(bytes, position, part30, event.threadId)
  position = position === first4 ? before4 : putEnd(bytes, position)
  const before5 = position
  position = putRaw(bytes, position, part31)
  const first5 = position
  if (event.parentProcessId != null) position = putNumberMember(bytes, position, part14, event.parentProcessId)
  if (event.parentStartUs != null) position = putStartMember(bytes, position, part15, event.parentStartUs)
  if (event.parentExecutable != null) position = putTextMember(bytes, position, part24, event.parentExecutable)
  if (event.parentCommandLine != null) position = putTextMember(bytes, position, part25, event.parentCommandLine)
  const before6 = position
  position = putRaw(bytes, position, part32)
  const first6 = position
  if (event.parentUserName != null) position = putTextMember(bytes, position, part33, event.parentUserName)
  position = position === first6 ? before6 : putEnd(bytes, position)
  position = position === first5 ? before5 : putEnd(bytes, position)
  const before7 = position
  position = putRaw(bytes, position, part34)
  const first7 = position
  if (event.isSigned != null) position = putFlagMember(bytes, position, part35, event.isSigned)
  if (event.signature != null) position = putTextMember(bytes, position, part36, event.signature)
  position = position === first7 ? before7 : putEnd(bytes, position)
  const before8 = position
  position = putRaw(bytes, position, part37)
  const first8 = position
  if (event.originalFileName != null) position = putTextMember(bytes, position, part38, event.originalFileName)
  if (event.fileVersion != null) position = putTextMember(bytes, position, part39, event.fileVersion)
  if (event.fileDescription != null) position = putTextMember(bytes, position, part40, event.fileDescription)
  if (event.product != null) position = putTextMember(bytes, position, part41, event.product)
  if (event.company != null) position = putTextMember(bytes, position, part42, event.company)
  position = position === first8 ? before8 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  const before9 = position
  position = putRaw(bytes, position, part32)
  const first9 = position
  if (event.userName != null) position = putTextMember(bytes, position, part33, event.userName)
  position = position === first9 ? before9 : putEnd(bytes, position)
  bytes[position - 1] = 0x7d
  return closeDocument(position)
}

function writeProcessTerminate(event: ProcessTerminate, context: DocumentContext): JsonBytes {
  const start = openDocument(headLength(context) + 579 + 1 * (context.eventId.length + (context.actorId?.length ?? 0) + (context.objectId?.length ?? 0)) + 6 * ((event.executable?.length ?? 0) + (event.sourceRecord?.length ?? 0) + (event.sourceGuid?.length ?? 0) + (event.sourceParentGuid?.length ?? 0) + (event.sourceObjectGuid?.length ?? 0)))
  const bytes = slabBuffer()
  let position = putHead(bytes, start)
  if (event.monotonicUs != null) position = putNumberMember(bytes, position, part0, event.monotonicUs)
  if (event.anomalyScore != null) position = putNumberMember(bytes, position, part43, event.anomalyScore)
  if (event.sourceRecord != null) position = putTextMember(bytes, position, part7, event.sourceRecord)
  if (event.sourceGuid != null) position = putTextMember(bytes, position, part8, event.sourceGuid)
  if (event.sourceParentGuid != null) position = putTextMember(bytes, position, part9, event.sourceParentGuid)
  if (event.sourceObjectGuid != null) position = putTextMember(bytes, position, part10, event.sourceObjectGuid)
  const before1 = position
  position = putRaw(bytes, position, part11)
  const first1 = position
  if (context.objectId != null) position = putPlainMember(bytes, position, part12, context.objectId)
  position = position === first1 ? before1 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  position = putRaw(bytes, position, part44)
  position = putPlain(bytes, position, context.eventId)
  position = putRaw(bytes, position, part20)
  position = putNumber(bytes, position, event.sequence)
  position = putRaw(bytes, position, part21)
  position = putTime(bytes, position, event.timeUs)
  position = putRaw(bytes, position, part22)
  position = putNumber(bytes, position, event.processId)
  position = putRaw(bytes, position, part23)
  if (context.actorId != null) position = putPlainMember(bytes, position, part12, context.actorId)
  if (event.processStartUs != null) position = putStartMember(bytes, position, part15, event.processStartUs)
  if (event.executable != null) position = putTextMember(bytes, position, part24, event.executable)
  if (event.exitStatus != null) position = putNumberMember(bytes, position, part45, event.exitStatus)
  const before2 = position
  position = putRaw(bytes, position, part29)
  const first2 = position
  if (event.threadId != null) position = putNumberMember(bytes, position, part30, event.threadId)
  position = position === first2 ? before2 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  const before3 = position
  position = putRaw(bytes, position, part46)
  const first3 = position
  if (event.ioringOperationCount != null) position = putNumberMember(bytes, position, part47, event.ioringOperationCount)
  position = position === first3 ? before3 : putEnd(bytes, position)
  bytes[position - 1] = 0x7d
  return closeDocument(position)
}

function writeThreadCreate(event: ThreadCreate, context: DocumentContext): JsonBytes {
  const start = openDocument(headLength(context) + 673 + 1 * (context.eventId.length + (context.actorId?.length ?? 0) + (context.objectId?.length ?? 0)) + 2 * ((event.startAddress?.length ?? 0)) + 6 * ((event.executable?.length ?? 0) + (event.sourceRecord?.length ?? 0) + (event.sourceGuid?.length ?? 0) + (event.sourceParentGuid?.length ?? 0) + (event.sourceObjectGuid?.length ?? 0) + (event.objectExecutable?.length ?? 0) + (event.objectUserName?.length ?? 0) + (event.startModule?.length ?? 0) + (event.startFunction?.length ?? 0) + (event.userName?.length ?? 0)))
  const bytes = slabBuffer()
  let position = putHead(bytes, start)
  if (event.monotonicUs != null) position = putNumberMember(bytes, position, part0, event.monotonicUs)
  if (event.sourceRecord != null) position = putTextMember(bytes, position, part7, event.sourceRecord)
  if (event.sourceGuid != null) position = putTextMember(bytes, position, part8, event.sourceGuid)
  if (event.sourceParentGuid != null) position = putTextMember(bytes, position, part9, event.sourceParentGuid)
  if (event.sourceObjectGuid != null) position = putTextMember(bytes, position, part10, event.sourceObjectGuid)
  const before1 = position
  position = putRaw(bytes, position, part11)
  const first1 = position
  if (context.objectId != null) position = putPlainMember(bytes, position, part12, context.objectId)
  if (event.objectProcessId != null) position = putNumberMember(bytes, position, part14, event.objectProcessId)
  if (event.objectStartUs != null) position = putStartMember(bytes, position, part15, event.objectStartUs)
  if (event.objectThreadId != null) position = putNumberMember(bytes, position, part16, event.objectThreadId)
  if (event.objectExecutable != null) position = putTextMember(bytes, position, part24, event.objectExecutable)
  if (event.objectUserName != null) position = putTextMember(bytes, position, part48, event.objectUserName)
  position = position === first1 ? before1 : putEnd(bytes, position)
  const before2 = position
  position = putRaw(bytes, position, part29)
  const first2 = position
  if (event.startAddress != null) position = putAddressMember(bytes, position, part49, event.startAddress)
  if (event.startModule != null) position = putTextMember(bytes, position, part50, event.startModule)
  if (event.startFunction != null) position = putTextMember(bytes, position, part51, event.startFunction)
  position = position === first2 ? before2 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  position = putRaw(bytes, position, part52)
  position = putPlain(bytes, position, context.eventId)
  position = putRaw(bytes, position, part20)
  position = putNumber(bytes, position, event.sequence)
  position = putRaw(bytes, position, part21)
  position = putTime(bytes, position, event.timeUs)
  position = putRaw(bytes, position, part22)
  position = putNumber(bytes, position, event.processId)
  position = putRaw(bytes, position, part23)
  if (context.actorId != null) position = putPlainMember(bytes, position, part12, context.actorId)
  if (event.processStartUs != null) position = putStartMember(bytes, position, part15, event.processStartUs)
  if (event.executable != null) position = putTextMember(bytes, position, part24, event.executable)
  const before3 = position
  position = putRaw(bytes, position, part29)
  const first3 = position
  if (event.threadId != null) position = putNumberMember(bytes, position, part30, event.threadId)
  position = position === first3 ? before3 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  const before4 = position
  position = putRaw(bytes, position, part32)
  const first4 = position
  if (event.userName != null) position = putTextMember(bytes, position, part33, event.userName)
  position = position === first4 ? before4 : putEnd(bytes, position)
  bytes[position - 1] = 0x7d
  return closeDocument(position)
}

function writeThreadTerminate(event: ThreadTerminate, context: DocumentContext): JsonBytes {
  const start = openDocument(headLength(context) + 443 + 1 * (context.eventId.length + (context.actorId?.length ?? 0) + (context.objectId?.length ?? 0)) + 6 * ((event.executable?.length ?? 0) + (event.sourceRecord?.length ?? 0) + (event.sourceGuid?.length ?? 0) + (event.sourceParentGuid?.length ?? 0) + (event.sourceObjectGuid?.length ?? 0)))
  const bytes = slabBuffer()
  let position = putHead(bytes, start)
  if (event.monotonicUs != null) position = putNumberMember(bytes, position, part0, event.monotonicUs)
  if (event.sourceRecord != null) position = putTextMember(bytes, position, part7, event.sourceRecord)
  if (event.sourceGuid != null) position = putTextMember(bytes, position, part8, event.sourceGuid)
  if (event.sourceParentGuid != null) position = putTextMember(bytes, position, part9, event.sourceParentGuid)
  if (event.sourceObjectGuid != null) position = putTextMember(bytes, position, part10, event.sourceObjectGuid)
  const before1 = position
  position = putRaw(bytes, position, part11)
  const first1 = position
  if (context.objectId != null) position = putPlainMember(bytes, position, part12, context.objectId)
  position = position === first1 ? before1 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  position = putRaw(bytes, position, part53)
  position = putPlain(bytes, position, context.eventId)
  position = putRaw(bytes, position, part20)
  position = putNumber(bytes, position, event.sequence)
  position = putRaw(bytes, position, part21)
  position = putTime(bytes, position, event.timeUs)
  position = putRaw(bytes, position, part22)
  position = putNumber(bytes, position, event.processId)
  position = putRaw(bytes, position, part23)
  if (context.actorId != null) position = putPlainMember(bytes, position, part12, context.actorId)
  if (event.processStartUs != null) position = putStartMember(bytes, position, part15, event.processStartUs)
  if (event.executable != null) position = putTextMember(bytes, position, part24, event.executable)
  const before2 = position
  position = putRaw(bytes, position, part29)
  const first2 = position
  if (event.threadId != null) position = putNumberMember(bytes, position, part30, event.threadId)
  position = position === first2 ? before2 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  bytes[position - 1] = 0x7d
  return closeDocument(position)
}

function writeImageLoad(event: ImageLoad, context: DocumentContext): JsonBytes {
  const start = openDocument(headLength(context) + 956 + 1 * (context.eventId.length + (context.actorId?.length ?? 0) + (context.objectId?.length ?? 0)) + 2 * ((event.imageBase?.length ?? 0)) + 6 * ((event.executable?.length ?? 0) + (event.hashes?.length ?? 0) + (event.sourceRecord?.length ?? 0) + (event.sourceGuid?.length ?? 0) + (event.sourceParentGuid?.length ?? 0) + (event.sourceObjectGuid?.length ?? 0) + (event.imagePath?.length ?? 0) + (event.signature?.length ?? 0) + (event.signatureStatus?.length ?? 0) + (event.originalFileName?.length ?? 0) + (event.fileVersion?.length ?? 0) + (event.fileDescription?.length ?? 0) + (event.product?.length ?? 0) + (event.company?.length ?? 0) + (event.userName?.length ?? 0)))
  const bytes = slabBuffer()
  let position = putHead(bytes, start)
  if (event.monotonicUs != null) position = putNumberMember(bytes, position, part0, event.monotonicUs)
  if (event.hashes != null) position = putTextMember(bytes, position, part3, event.hashes)
  if (event.sourceRecord != null) position = putTextMember(bytes, position, part7, event.sourceRecord)
  if (event.sourceGuid != null) position = putTextMember(bytes, position, part8, event.sourceGuid)
  if (event.sourceParentGuid != null) position = putTextMember(bytes, position, part9, event.sourceParentGuid)
  if (event.sourceObjectGuid != null) position = putTextMember(bytes, position, part10, event.sourceObjectGuid)
  const before1 = position
  position = putRaw(bytes, position, part11)
  const first1 = position
  if (context.objectId != null) position = putPlainMember(bytes, position, part12, context.objectId)
  position = position === first1 ? before1 : putEnd(bytes, position)
  const before2 = position
  position = putRaw(bytes, position, part54)
  const first2 = position
  if (event.imageBase != null) position = putAddressMember(bytes, position, part55, event.imageBase)
  if (event.imageSizeBytes != null) position = putNumberMember(bytes, position, part56, event.imageSizeBytes)
  if (event.suspiciousReason != null) position = putPlainMember(bytes, position, part57, event.suspiciousReason)
  if (event.signatureLevel != null) position = putNumberMember(bytes, position, part58, event.signatureLevel)
  position = position === first2 ? before2 : putEnd(bytes, position)
  const before3 = position
  position = putRaw(bytes, position, part59)
  const first3 = position
  if (event.mapperProcessId != null) position = putNumberMember(bytes, position, part14, event.mapperProcessId)
  if (event.mapperStartUs != null) position = putStartMember(bytes, position, part15, event.mapperStartUs)
  if (event.mapperThreadId != null) position = putNumberMember(bytes, position, part16, event.mapperThreadId)
  position = position === first3 ? before3 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  position = putRaw(bytes, position, part60)
  position = putPlain(bytes, position, context.eventId)
  position = putRaw(bytes, position, part20)
  position = putNumber(bytes, position, event.sequence)
  position = putRaw(bytes, position, part21)
  position = putTime(bytes, position, event.timeUs)
  position = putRaw(bytes, position, part22)
  position = putNumber(bytes, position, event.processId)
  position = putRaw(bytes, position, part23)
  if (context.actorId != null) position = putPlainMember(bytes, position, part12, context.actorId)
  if (event.processStartUs != null) position = putStartMember(bytes, position, part15, event.processStartUs)
  if (event.executable != null) position = putTextMember(bytes, position, part24, event.executable)
  const before4 = position
  position = putRaw(bytes, position, part29)
  const first4 = position
  if (event.threadId != null) position = putNumberMember(bytes, position, part30, event.threadId)
  position = position === first4 ? before4 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  const before5 = position
  position = putRaw(bytes, position, part61)
  const first5 = position
  if (event.imagePath != null) position = putTextMember(bytes, position, part62, event.imagePath)
  const before6 = position
  position = putRaw(bytes, position, part34)
  const first6 = position
  if (event.isSigned != null) position = putFlagMember(bytes, position, part35, event.isSigned)
  if (event.signature != null) position = putTextMember(bytes, position, part36, event.signature)
  if (event.signatureStatus != null) position = putTextMember(bytes, position, part63, event.signatureStatus)
  position = position === first6 ? before6 : putEnd(bytes, position)
  const before7 = position
  position = putRaw(bytes, position, part37)
  const first7 = position
  if (event.originalFileName != null) position = putTextMember(bytes, position, part38, event.originalFileName)
  if (event.fileVersion != null) position = putTextMember(bytes, position, part39, event.fileVersion)
  if (event.fileDescription != null) position = putTextMember(bytes, position, part40, event.fileDescription)
  if (event.product != null) position = putTextMember(bytes, position, part41, event.product)
  if (event.company != null) position = putTextMember(bytes, position, part42, event.company)
  position = position === first7 ? before7 : putEnd(bytes, position)
  position = position === first5 ? before5 : putEnd(bytes, position)
  const before8 = position
  position = putRaw(bytes, position, part46)
  const first8 = position
  if (event.isIoringRelated != null) position = putFlagMember(bytes, position, part64, event.isIoringRelated)
  position = position === first8 ? before8 : putEnd(bytes, position)
  const before9 = position
  position = putRaw(bytes, position, part32)
  const first9 = position
  if (event.userName != null) position = putTextMember(bytes, position, part33, event.userName)
  position = position === first9 ? before9 : putEnd(bytes, position)
  bytes[position - 1] = 0x7d
  return closeDocument(position)
}

function writeHandleCreate(event: HandleCreate, context: DocumentContext): JsonBytes {
  const start = openDocument(headLength(context) + 924 + 1 * (context.eventId.length + (context.actorId?.length ?? 0) + (context.objectId?.length ?? 0)) + 6 * ((event.executable?.length ?? 0) + (event.sourceRecord?.length ?? 0) + (event.sourceGuid?.length ?? 0) + (event.sourceParentGuid?.length ?? 0) + (event.sourceObjectGuid?.length ?? 0) + (event.objectExecutable?.length ?? 0) + (event.objectUserName?.length ?? 0) + (event.callTrace?.length ?? 0) + (event.userName?.length ?? 0)))
  const bytes = slabBuffer()
  let position = putHead(bytes, start)
  if (event.monotonicUs != null) position = putNumberMember(bytes, position, part0, event.monotonicUs)
  if (event.sourceRecord != null) position = putTextMember(bytes, position, part7, event.sourceRecord)
  if (event.sourceGuid != null) position = putTextMember(bytes, position, part8, event.sourceGuid)
  if (event.sourceParentGuid != null) position = putTextMember(bytes, position, part9, event.sourceParentGuid)
  if (event.sourceObjectGuid != null) position = putTextMember(bytes, position, part10, event.sourceObjectGuid)
  position = putRaw(bytes, position, part65)
  position = putPlain(bytes, position, event.objectType)
  position = putRaw(bytes, position, part66)
  if (context.objectId != null) position = putPlainMember(bytes, position, part12, context.objectId)
  if (event.objectProcessId != null) position = putNumberMember(bytes, position, part14, event.objectProcessId)
  if (event.objectStartUs != null) position = putStartMember(bytes, position, part15, event.objectStartUs)
  if (event.objectThreadId != null) position = putNumberMember(bytes, position, part16, event.objectThreadId)
  if (event.objectExecutable != null) position = putTextMember(bytes, position, part24, event.objectExecutable)
  if (event.objectUserName != null) position = putTextMember(bytes, position, part48, event.objectUserName)
  position = putEnd(bytes, position)
  const before1 = position
  position = putRaw(bytes, position, part67)
  const first1 = position
  if (event.desiredAccess != null) position = putNumberMember(bytes, position, part68, event.desiredAccess)
  if (event.originalDesiredAccess != null) position = putNumberMember(bytes, position, part69, event.originalDesiredAccess)
  if (event.grantedAccess != null) position = putNumberMember(bytes, position, part70, event.grantedAccess)
  if (event.status != null) position = putNumberMember(bytes, position, part71, event.status)
  if (event.isModified != null) position = putFlagMember(bytes, position, part72, event.isModified)
  if (event.isKernelHandle != null) position = putFlagMember(bytes, position, part73, event.isKernelHandle)
  if (event.handleValue != null) position = putNumberMember(bytes, position, part74, event.handleValue)
  if (event.callTrace != null) position = putTextMember(bytes, position, part75, event.callTrace)
  position = position === first1 ? before1 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  position = putRaw(bytes, position, part76)
  position = putPlain(bytes, position, context.eventId)
  position = putRaw(bytes, position, part20)
  position = putNumber(bytes, position, event.sequence)
  position = putRaw(bytes, position, part21)
  position = putTime(bytes, position, event.timeUs)
  position = putRaw(bytes, position, part22)
  position = putNumber(bytes, position, event.processId)
  position = putRaw(bytes, position, part23)
  if (context.actorId != null) position = putPlainMember(bytes, position, part12, context.actorId)
  if (event.processStartUs != null) position = putStartMember(bytes, position, part15, event.processStartUs)
  if (event.executable != null) position = putTextMember(bytes, position, part24, event.executable)
  const before2 = position
  position = putRaw(bytes, position, part29)
  const first2 = position
  if (event.threadId != null) position = putNumberMember(bytes, position, part30, event.threadId)
  position = position === first2 ? before2 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  const before3 = position
  position = putRaw(bytes, position, part32)
  const first3 = position
  if (event.userName != null) position = putTextMember(bytes, position, part33, event.userName)
  position = position === first3 ? before3 : putEnd(bytes, position)
  bytes[position - 1] = 0x7d
  return closeDocument(position)
}

function writeHandleDuplicate(event: HandleDuplicate, context: DocumentContext): JsonBytes {
  const start = openDocument(headLength(context) + 1102 + 1 * (context.eventId.length + (context.actorId?.length ?? 0) + (context.objectId?.length ?? 0)) + 6 * ((event.executable?.length ?? 0) + (event.sourceRecord?.length ?? 0) + (event.sourceGuid?.length ?? 0) + (event.sourceParentGuid?.length ?? 0) + (event.sourceObjectGuid?.length ?? 0) + (event.objectExecutable?.length ?? 0) + (event.objectUserName?.length ?? 0) + (event.callTrace?.length ?? 0) + (event.userName?.length ?? 0)))
  const bytes = slabBuffer()
  let position = putHead(bytes, start)
  if (event.monotonicUs != null) position = putNumberMember(bytes, position, part0, event.monotonicUs)
  if (event.sourceRecord != null) position = putTextMember(bytes, position, part7, event.sourceRecord)
  if (event.sourceGuid != null) position = putTextMember(bytes, position, part8, event.sourceGuid)
  if (event.sourceParentGuid != null) position = putTextMember(bytes, position, part9, event.sourceParentGuid)
  if (event.sourceObjectGuid != null) position = putTextMember(bytes, position, part10, event.sourceObjectGuid)
  position = putRaw(bytes, position, part65)
  position = putPlain(bytes, position, event.objectType)
  position = putRaw(bytes, position, part66)
  if (context.objectId != null) position = putPlainMember(bytes, position, part12, context.objectId)
  if (event.objectProcessId != null) position = putNumberMember(bytes, position, part14, event.objectProcessId)
  if (event.objectStartUs != null) position = putStartMember(bytes, position, part15, event.objectStartUs)
  if (event.objectThreadId != null) position = putNumberMember(bytes, position, part16, event.objectThreadId)
  if (event.objectExecutable != null) position = putTextMember(bytes, position, part24, event.objectExecutable)
  if (event.objectUserName != null) position = putTextMember(bytes, position, part48, event.objectUserName)
  position = putEnd(bytes, position)
  const before1 = position
  position = putRaw(bytes, position, part67)
  const first1 = position
  if (event.desiredAccess != null) position = putNumberMember(bytes, position, part68, event.desiredAccess)
  if (event.originalDesiredAccess != null) position = putNumberMember(bytes, position, part69, event.originalDesiredAccess)
  if (event.grantedAccess != null) position = putNumberMember(bytes, position, part70, event.grantedAccess)
  if (event.status != null) position = putNumberMember(bytes, position, part71, event.status)
  if (event.isModified != null) position = putFlagMember(bytes, position, part72, event.isModified)
  if (event.isKernelHandle != null) position = putFlagMember(bytes, position, part73, event.isKernelHandle)
  if (event.handleValue != null) position = putNumberMember(bytes, position, part74, event.handleValue)
  if (event.callTrace != null) position = putTextMember(bytes, position, part75, event.callTrace)
  position = position === first1 ? before1 : putEnd(bytes, position)
  const before2 = position
  position = putRaw(bytes, position, part77)
  const first2 = position
  if (event.sourceProcessId != null) position = putNumberMember(bytes, position, part14, event.sourceProcessId)
  if (event.sourceStartUs != null) position = putStartMember(bytes, position, part15, event.sourceStartUs)
  position = position === first2 ? before2 : putEnd(bytes, position)
  const before3 = position
  position = putRaw(bytes, position, part78)
  const first3 = position
  if (event.recipientProcessId != null) position = putNumberMember(bytes, position, part14, event.recipientProcessId)
  if (event.recipientStartUs != null) position = putStartMember(bytes, position, part15, event.recipientStartUs)
  position = position === first3 ? before3 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  position = putRaw(bytes, position, part79)
  position = putPlain(bytes, position, context.eventId)
  position = putRaw(bytes, position, part20)
  position = putNumber(bytes, position, event.sequence)
  position = putRaw(bytes, position, part21)
  position = putTime(bytes, position, event.timeUs)
  position = putRaw(bytes, position, part22)
  position = putNumber(bytes, position, event.processId)
  position = putRaw(bytes, position, part23)
  if (context.actorId != null) position = putPlainMember(bytes, position, part12, context.actorId)
  if (event.processStartUs != null) position = putStartMember(bytes, position, part15, event.processStartUs)
  if (event.executable != null) position = putTextMember(bytes, position, part24, event.executable)
  const before4 = position
  position = putRaw(bytes, position, part29)
  const first4 = position
  if (event.threadId != null) position = putNumberMember(bytes, position, part30, event.threadId)
  position = position === first4 ? before4 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  const before5 = position
  position = putRaw(bytes, position, part32)
  const first5 = position
  if (event.userName != null) position = putTextMember(bytes, position, part33, event.userName)
  position = position === first5 ? before5 : putEnd(bytes, position)
  bytes[position - 1] = 0x7d
  return closeDocument(position)
}

function writeRegistryOperation(event: RegistryOperation, context: DocumentContext): JsonBytes {
  const start = openDocument(headLength(context) + 702 + 1 * (context.eventId.length + (context.actorId?.length ?? 0) + (context.objectId?.length ?? 0)) + 2 * ((event.data?.length ?? 0)) + 6 * ((event.executable?.length ?? 0) + (event.sourceRecord?.length ?? 0) + (event.sourceGuid?.length ?? 0) + (event.sourceParentGuid?.length ?? 0) + (event.sourceObjectGuid?.length ?? 0) + (event.newName?.length ?? 0) + (event.hiveFile?.length ?? 0) + (event.keyPath?.length ?? 0) + (event.valueName?.length ?? 0) + (event.dataText?.length ?? 0) + (event.userName?.length ?? 0)))
  const bytes = slabBuffer()
  let position = putHead(bytes, start)
  if (event.monotonicUs != null) position = putNumberMember(bytes, position, part0, event.monotonicUs)
  if (event.sourceRecord != null) position = putTextMember(bytes, position, part7, event.sourceRecord)
  if (event.sourceGuid != null) position = putTextMember(bytes, position, part8, event.sourceGuid)
  if (event.sourceParentGuid != null) position = putTextMember(bytes, position, part9, event.sourceParentGuid)
  if (event.sourceObjectGuid != null) position = putTextMember(bytes, position, part10, event.sourceObjectGuid)
  const before1 = position
  position = putRaw(bytes, position, part11)
  const first1 = position
  if (context.objectId != null) position = putPlainMember(bytes, position, part12, context.objectId)
  position = position === first1 ? before1 : putEnd(bytes, position)
  position = putRaw(bytes, position, part80)
  position = putPlain(bytes, position, event.operation)
  position = putRaw(bytes, position, part66)
  if (event.newName != null) position = putTextMember(bytes, position, part81, event.newName)
  if (event.hiveFile != null) position = putTextMember(bytes, position, part82, event.hiveFile)
  if (event.dataType != null) position = putNumberMember(bytes, position, part83, event.dataType)
  if (event.dataLengthBytes != null) position = putNumberMember(bytes, position, part84, event.dataLengthBytes)
  position = putEnd(bytes, position)
  position = putEnd(bytes, position)
  position = putRaw(bytes, position, part85)
  position = putPlain(bytes, position, context.eventId)
  position = putRaw(bytes, position, part20)
  position = putNumber(bytes, position, event.sequence)
  position = putRaw(bytes, position, part21)
  position = putTime(bytes, position, event.timeUs)
  position = putRaw(bytes, position, part22)
  position = putNumber(bytes, position, event.processId)
  position = putRaw(bytes, position, part23)
  if (context.actorId != null) position = putPlainMember(bytes, position, part12, context.actorId)
  if (event.processStartUs != null) position = putStartMember(bytes, position, part15, event.processStartUs)
  if (event.executable != null) position = putTextMember(bytes, position, part24, event.executable)
  const before2 = position
  position = putRaw(bytes, position, part29)
  const first2 = position
  if (event.threadId != null) position = putNumberMember(bytes, position, part30, event.threadId)
  position = position === first2 ? before2 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  const before3 = position
  position = putRaw(bytes, position, part86)
  const first3 = position
  if (event.keyPath != null) position = putTextMember(bytes, position, part62, event.keyPath)
  if (event.valueName != null) position = putTextMember(bytes, position, part87, event.valueName)
  const before4 = position
  position = putRaw(bytes, position, part88)
  const first4 = position
  if (event.data != null) position = putHexMember(bytes, position, part89, event.data)
  if (event.dataText != null) position = putTextMember(bytes, position, part90, event.dataText)
  position = position === first4 ? before4 : putEnd(bytes, position)
  position = position === first3 ? before3 : putEnd(bytes, position)
  const before5 = position
  position = putRaw(bytes, position, part32)
  const first5 = position
  if (event.userName != null) position = putTextMember(bytes, position, part33, event.userName)
  position = position === first5 ? before5 : putEnd(bytes, position)
  bytes[position - 1] = 0x7d
  return closeDocument(position)
}

function writeIoringScan(event: IoringScan, context: DocumentContext): JsonBytes {
  const start = openDocument(headLength(context) + 776 + 1 * (context.eventId.length + (context.actorId?.length ?? 0) + (context.objectId?.length ?? 0)) + 6 * ((event.executable?.length ?? 0)))
  const bytes = slabBuffer()
  let position = putHead(bytes, start)
  if (event.monotonicUs != null) position = putNumberMember(bytes, position, part0, event.monotonicUs)
  const before1 = position
  position = putRaw(bytes, position, part11)
  const first1 = position
  if (context.objectId != null) position = putPlainMember(bytes, position, part12, context.objectId)
  position = position === first1 ? before1 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  position = putRaw(bytes, position, part91)
  position = putPlain(bytes, position, context.eventId)
  position = putRaw(bytes, position, part20)
  position = putNumber(bytes, position, event.sequence)
  position = putRaw(bytes, position, part21)
  position = putTime(bytes, position, event.timeUs)
  position = putRaw(bytes, position, part22)
  position = putNumber(bytes, position, event.processId)
  position = putRaw(bytes, position, part23)
  if (context.actorId != null) position = putPlainMember(bytes, position, part12, context.actorId)
  if (event.processStartUs != null) position = putStartMember(bytes, position, part15, event.processStartUs)
  if (event.executable != null) position = putTextMember(bytes, position, part24, event.executable)
  const before2 = position
  position = putRaw(bytes, position, part29)
  const first2 = position
  if (event.threadId != null) position = putNumberMember(bytes, position, part30, event.threadId)
  position = position === first2 ? before2 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  position = putRaw(bytes, position, part92)
  position = putPlain(bytes, position, event.trigger)
  position = putRaw(bytes, position, part93)
  position = putNumber(bytes, position, event.handleCount)
  position = putRaw(bytes, position, part94)
  position = putNumber(bytes, position, event.accessMask)
  position = putRaw(bytes, position, part95)
  position = putNumber(bytes, position, event.violationFlags)
  position = putRaw(bytes, position, part96)
  position = putNumber(bytes, position, event.status)
  position = putRaw(bytes, position, part23)
  if (event.registeredBufferCount != null) position = putNumberMember(bytes, position, part97, event.registeredBufferCount)
  if (event.inspection != null) position = putPlainMember(bytes, position, part98, event.inspection)
  if (event.inspectionReason != null) position = putPlainMember(bytes, position, part99, event.inspectionReason)
  if (event.inspectedHandleCount != null) position = putNumberMember(bytes, position, part100, event.inspectedHandleCount)
  position = putEnd(bytes, position)
  bytes[position - 1] = 0x7d
  return closeDocument(position)
}

function writeProcessProfile(event: ProcessProfile, context: DocumentContext): JsonBytes {
  const start = openDocument(headLength(context) + 929 + 1 * (context.eventId.length + (context.actorId?.length ?? 0) + (context.objectId?.length ?? 0)) + 6 * ((event.executable?.length ?? 0)))
  const bytes = slabBuffer()
  let position = putHead(bytes, start)
  if (event.monotonicUs != null) position = putNumberMember(bytes, position, part0, event.monotonicUs)
  const before1 = position
  position = putRaw(bytes, position, part11)
  const first1 = position
  if (context.objectId != null) position = putPlainMember(bytes, position, part12, context.objectId)
  position = position === first1 ? before1 : putEnd(bytes, position)
  position = putRaw(bytes, position, part101)
  position = putNumber(bytes, position, event.threadCreateCount)
  position = putRaw(bytes, position, part102)
  position = putNumber(bytes, position, event.remoteThreadCreateCount)
  position = putRaw(bytes, position, part103)
  position = putNumber(bytes, position, event.imageLoadCount)
  position = putRaw(bytes, position, part104)
  position = putNumber(bytes, position, event.ioringImageLoadCount)
  position = putRaw(bytes, position, part105)
  position = putNumber(bytes, position, event.handleCreateCount)
  position = putRaw(bytes, position, part106)
  position = putNumber(bytes, position, event.handleDuplicateCount)
  position = putRaw(bytes, position, part107)
  position = putNumber(bytes, position, event.registryOperationCount)
  position = putRaw(bytes, position, part108)
  position = putNumber(bytes, position, event.childCount)
  position = putRaw(bytes, position, part109)
  position = putNumber(bytes, position, event.ioringHandlePeakCount)
  position = putRaw(bytes, position, part95)
  position = putNumber(bytes, position, event.violationFlags)
  position = putRaw(bytes, position, part110)
  position = putNumber(bytes, position, event.anomalyScore)
  position = putRaw(bytes, position, part111)
  position = putNumber(bytes, position, event.lifetimeUs)
  position = putRaw(bytes, position, part112)
  position = putPlain(bytes, position, context.eventId)
  position = putRaw(bytes, position, part20)
  position = putNumber(bytes, position, event.sequence)
  position = putRaw(bytes, position, part21)
  position = putTime(bytes, position, event.timeUs)
  position = putRaw(bytes, position, part22)
  position = putNumber(bytes, position, event.processId)
  position = putRaw(bytes, position, part23)
  if (context.actorId != null) position = putPlainMember(bytes, position, part12, context.actorId)
  if (event.processStartUs != null) position = putStartMember(bytes, position, part15, event.processStartUs)
  if (event.executable != null) position = putTextMember(bytes, position, part24, event.executable)
  const before2 = position
  position = putRaw(bytes, position, part29)
  const first2 = position
  if (event.threadId != null) position = putNumberMember(bytes, position, part30, event.threadId)
  position = position === first2 ? before2 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  bytes[position - 1] = 0x7d
  return closeDocument(position)
}

function writeGap(event: Gap, context: DocumentContext): JsonBytes {
  const start = openDocument(headLength(context) + 576 + 1 * (context.eventId.length + (context.actorId?.length ?? 0) + (context.objectId?.length ?? 0)) + 2 * ((event.record?.length ?? 0)) + 6 * ((event.lostKind?.length ?? 0) + (event.lostBootId?.length ?? 0) + (event.detail?.length ?? 0) + (event.lostByKind?.length ?? 0)))
  const bytes = slabBuffer()
  let position = putHead(bytes, start)
  if (event.monotonicUs != null) position = putNumberMember(bytes, position, part0, event.monotonicUs)
  const before1 = position
  position = putRaw(bytes, position, part11)
  const first1 = position
  if (context.objectId != null) position = putPlainMember(bytes, position, part12, context.objectId)
  position = position === first1 ? before1 : putEnd(bytes, position)
  position = putRaw(bytes, position, part113)
  position = putNumber(bytes, position, event.lostKindNumber)
  position = putRaw(bytes, position, part114)
  position = putNumber(bytes, position, event.lostCount)
  position = putRaw(bytes, position, part115)
  position = putPlain(bytes, position, event.reason)
  position = putRaw(bytes, position, part116)
  position = putStart(bytes, position, event.firstTimeUs)
  position = putRaw(bytes, position, part117)
  position = putStart(bytes, position, event.lastTimeUs)
  position = putRaw(bytes, position, part66)
  if (event.lostKind != null) position = putTextMember(bytes, position, part118, event.lostKind)
  if (event.lostBootId != null) position = putTextMember(bytes, position, part119, event.lostBootId)
  if (event.firstSequence != null) position = putNumberMember(bytes, position, part120, event.firstSequence)
  if (event.lastSequence != null) position = putNumberMember(bytes, position, part121, event.lastSequence)
  if (event.detail != null) position = putTextMember(bytes, position, part122, event.detail)
  if (event.lostByKind != null) position = putTextMember(bytes, position, part123, event.lostByKind)
  if (event.record != null) position = putHexMember(bytes, position, part124, event.record)
  position = putEnd(bytes, position)
  position = putEnd(bytes, position)
  position = putRaw(bytes, position, part125)
  position = putPlain(bytes, position, context.eventId)
  position = putRaw(bytes, position, part20)
  position = putNumber(bytes, position, event.sequence)
  position = putRaw(bytes, position, part21)
  position = putTime(bytes, position, event.timeUs)
  position = putRaw(bytes, position, part66)
  const before2 = position
  position = putRaw(bytes, position, part126)
  const first2 = position
  if (context.actorId != null) position = putPlainMember(bytes, position, part12, context.actorId)
  position = position === first2 ? before2 : putEnd(bytes, position)
  bytes[position - 1] = 0x7d
  return closeDocument(position)
}

function writeAgentHeartbeat(event: AgentHeartbeat, context: DocumentContext): JsonBytes {
  const start = openDocument(headLength(context) + 1120 + 1 * (context.eventId.length + (context.actorId?.length ?? 0) + (context.objectId?.length ?? 0)) + 6 * ((event.hostName?.length ?? 0) + (event.blindKinds?.length ?? 0) + (event.trigger?.length ?? 0) + (event.sourceBootId?.length ?? 0) + (event.readByKind?.length ?? 0) + (event.lostByKind?.length ?? 0) + (event.refusedByKind?.length ?? 0) + (event.canary?.length ?? 0) + (event.driverVersion?.length ?? 0) + (event.schemaFingerprint?.length ?? 0) + (event.runtimeVersion?.length ?? 0) + (event.configurationHash?.length ?? 0) + event.agentVersion.length))
  const bytes = slabBuffer()
  let position = putHostHead(bytes, start)
  const before1 = position
  position = putRaw(bytes, position, part127)
  const first1 = position
  if (event.operatingSystemBuild != null) position = putNumberMember(bytes, position, part128, event.operatingSystemBuild)
  position = position === first1 ? before1 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  position = putRaw(bytes, position, part129)
  position = putPlain(bytes, position, context.bootId)
  position = putRaw(bytes, position, part66)
  if (event.monotonicUs != null) position = putNumberMember(bytes, position, part0, event.monotonicUs)
  const before2 = position
  position = putRaw(bytes, position, part11)
  const first2 = position
  if (context.objectId != null) position = putPlainMember(bytes, position, part12, context.objectId)
  position = position === first2 ? before2 : putEnd(bytes, position)
  position = putRaw(bytes, position, part130)
  position = putPlain(bytes, position, event.sourceKind)
  position = putRaw(bytes, position, part131)
  position = putNumber(bytes, position, event.readCount)
  position = putRaw(bytes, position, part132)
  position = putNumber(bytes, position, event.publishedCount)
  position = putRaw(bytes, position, part133)
  position = putNumber(bytes, position, event.heldCount)
  position = putRaw(bytes, position, part134)
  position = putNumber(bytes, position, event.lostCount)
  position = putRaw(bytes, position, part23)
  if (event.hostName != null) position = putTextMember(bytes, position, part135, event.hostName)
  if (event.blindKinds != null) position = putTextMember(bytes, position, part136, event.blindKinds)
  if (event.trigger != null) position = putTextMember(bytes, position, part137, event.trigger)
  if (event.startedUs != null) position = putStartMember(bytes, position, part138, event.startedUs)
  if (event.sourceBootId != null) position = putTextMember(bytes, position, part139, event.sourceBootId)
  if (event.issuedCount != null) position = putNumberMember(bytes, position, part140, event.issuedCount)
  if (event.spooledCount != null) position = putNumberMember(bytes, position, part141, event.spooledCount)
  if (event.readByKind != null) position = putTextMember(bytes, position, part142, event.readByKind)
  if (event.lostByKind != null) position = putTextMember(bytes, position, part143, event.lostByKind)
  if (event.refusedByKind != null) position = putTextMember(bytes, position, part144, event.refusedByKind)
  if (event.corruptBatches != null) position = putNumberMember(bytes, position, part145, event.corruptBatches)
  if (event.quarantinedFiles != null) position = putNumberMember(bytes, position, part146, event.quarantinedFiles)
  if (event.isSensorBlind != null) position = putFlagMember(bytes, position, part147, event.isSensorBlind)
  if (event.canary != null) position = putTextMember(bytes, position, part148, event.canary)
  if (event.ringSizeBytes != null) position = putNumberMember(bytes, position, part149, event.ringSizeBytes)
  if (event.ringUsedBytes != null) position = putNumberMember(bytes, position, part150, event.ringUsedBytes)
  if (event.restoredRegistrations != null) position = putNumberMember(bytes, position, part151, event.restoredRegistrations)
  if (event.driverVersion != null) position = putTextMember(bytes, position, part152, event.driverVersion)
  if (event.schemaFingerprint != null) position = putTextMember(bytes, position, part153, event.schemaFingerprint)
  if (event.runtimeVersion != null) position = putTextMember(bytes, position, part154, event.runtimeVersion)
  if (event.configurationHash != null) position = putTextMember(bytes, position, part155, event.configurationHash)
  position = putEnd(bytes, position)
  position = putEnd(bytes, position)
  position = putRaw(bytes, position, part156)
  position = putPlain(bytes, position, context.eventId)
  position = putRaw(bytes, position, part20)
  position = putNumber(bytes, position, event.sequence)
  position = putRaw(bytes, position, part21)
  position = putTime(bytes, position, event.timeUs)
  position = putRaw(bytes, position, part66)
  const before3 = position
  position = putRaw(bytes, position, part126)
  const first3 = position
  if (context.actorId != null) position = putPlainMember(bytes, position, part12, context.actorId)
  position = position === first3 ? before3 : putEnd(bytes, position)
  position = putRaw(bytes, position, part157)
  position = putText(bytes, position, event.agentVersion)
  position = putRaw(bytes, position, part158)
  bytes[position - 1] = 0x7d
  return closeDocument(position)
}

function writeProcessSnapshot(event: ProcessSnapshot, context: DocumentContext): JsonBytes {
  const start = openDocument(headLength(context) + 1098 + 1 * (context.eventId.length + (context.actorId?.length ?? 0) + (context.objectId?.length ?? 0)) + 6 * ((event.executable?.length ?? 0) + (event.commandLine?.length ?? 0) + (event.workingDirectory?.length ?? 0) + (event.parentExecutable?.length ?? 0) + (event.parentCommandLine?.length ?? 0) + (event.parentUserName?.length ?? 0) + (event.signature?.length ?? 0) + (event.originalFileName?.length ?? 0) + (event.fileVersion?.length ?? 0) + (event.fileDescription?.length ?? 0) + (event.product?.length ?? 0) + (event.company?.length ?? 0) + (event.hashes?.length ?? 0) + (event.tokenElevation?.length ?? 0) + (event.sourceRecord?.length ?? 0) + (event.sourceGuid?.length ?? 0) + (event.sourceParentGuid?.length ?? 0) + (event.sourceObjectGuid?.length ?? 0) + (event.logonId?.length ?? 0) + (event.userName?.length ?? 0)))
  const bytes = slabBuffer()
  let position = putHead(bytes, start)
  if (event.monotonicUs != null) position = putNumberMember(bytes, position, part0, event.monotonicUs)
  if (event.isTruncated != null) position = putFlagMember(bytes, position, part1, event.isTruncated)
  if (event.isSubsystemProcess != null) position = putFlagMember(bytes, position, part2, event.isSubsystemProcess)
  if (event.hashes != null) position = putTextMember(bytes, position, part3, event.hashes)
  if (event.tokenElevation != null) position = putTextMember(bytes, position, part4, event.tokenElevation)
  if (event.sourceRecord != null) position = putTextMember(bytes, position, part7, event.sourceRecord)
  if (event.sourceGuid != null) position = putTextMember(bytes, position, part8, event.sourceGuid)
  if (event.sourceParentGuid != null) position = putTextMember(bytes, position, part9, event.sourceParentGuid)
  if (event.sourceObjectGuid != null) position = putTextMember(bytes, position, part10, event.sourceObjectGuid)
  const before1 = position
  position = putRaw(bytes, position, part11)
  const first1 = position
  if (context.objectId != null) position = putPlainMember(bytes, position, part12, context.objectId)
  position = position === first1 ? before1 : putEnd(bytes, position)
  const before2 = position
  position = putRaw(bytes, position, part13)
  const first2 = position
  if (event.creatorProcessId != null) position = putNumberMember(bytes, position, part14, event.creatorProcessId)
  if (event.creatorStartUs != null) position = putStartMember(bytes, position, part15, event.creatorStartUs)
  if (event.creatorThreadId != null) position = putNumberMember(bytes, position, part16, event.creatorThreadId)
  position = position === first2 ? before2 : putEnd(bytes, position)
  const before3 = position
  position = putRaw(bytes, position, part17)
  const first3 = position
  if (event.logonId != null) position = putTextMember(bytes, position, part18, event.logonId)
  position = position === first3 ? before3 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  position = putRaw(bytes, position, part159)
  position = putPlain(bytes, position, context.eventId)
  position = putRaw(bytes, position, part20)
  position = putNumber(bytes, position, event.sequence)
  position = putRaw(bytes, position, part21)
  position = putTime(bytes, position, event.timeUs)
  position = putRaw(bytes, position, part22)
  position = putNumber(bytes, position, event.processId)
  position = putRaw(bytes, position, part23)
  if (context.actorId != null) position = putPlainMember(bytes, position, part12, context.actorId)
  if (event.processStartUs != null) position = putStartMember(bytes, position, part15, event.processStartUs)
  if (event.executable != null) position = putTextMember(bytes, position, part24, event.executable)
  if (event.commandLine != null) position = putTextMember(bytes, position, part25, event.commandLine)
  if (event.workingDirectory != null) position = putTextMember(bytes, position, part26, event.workingDirectory)
  if (event.sessionId != null) position = putNumberMember(bytes, position, part27, event.sessionId)
  if (event.integrityLevel != null) position = putNumberMember(bytes, position, part28, event.integrityLevel)
  const before4 = position
  position = putRaw(bytes, position, part29)
  const first4 = position
  if (event.threadId != null) position = putNumberMember(bytes, position, part30, event.threadId)
  position = position === first4 ? before4 : putEnd(bytes, position)
  const before5 = position
  position = putRaw(bytes, position, part31)
  const first5 = position
  if (event.parentProcessId != null) position = putNumberMember(bytes, position, part14, event.parentProcessId)
  if (event.parentStartUs != null) position = putStartMember(bytes, position, part15, event.parentStartUs)
  if (event.parentExecutable != null) position = putTextMember(bytes, position, part24, event.parentExecutable)
  if (event.parentCommandLine != null) position = putTextMember(bytes, position, part25, event.parentCommandLine)
  const before6 = position
  position = putRaw(bytes, position, part32)
  const first6 = position
  if (event.parentUserName != null) position = putTextMember(bytes, position, part33, event.parentUserName)
  position = position === first6 ? before6 : putEnd(bytes, position)
  position = position === first5 ? before5 : putEnd(bytes, position)
  const before7 = position
  position = putRaw(bytes, position, part34)
  const first7 = position
  if (event.isSigned != null) position = putFlagMember(bytes, position, part35, event.isSigned)
  if (event.signature != null) position = putTextMember(bytes, position, part36, event.signature)
  position = position === first7 ? before7 : putEnd(bytes, position)
  const before8 = position
  position = putRaw(bytes, position, part37)
  const first8 = position
  if (event.originalFileName != null) position = putTextMember(bytes, position, part38, event.originalFileName)
  if (event.fileVersion != null) position = putTextMember(bytes, position, part39, event.fileVersion)
  if (event.fileDescription != null) position = putTextMember(bytes, position, part40, event.fileDescription)
  if (event.product != null) position = putTextMember(bytes, position, part41, event.product)
  if (event.company != null) position = putTextMember(bytes, position, part42, event.company)
  position = position === first8 ? before8 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  const before9 = position
  position = putRaw(bytes, position, part32)
  const first9 = position
  if (event.userName != null) position = putTextMember(bytes, position, part33, event.userName)
  position = position === first9 ? before9 : putEnd(bytes, position)
  bytes[position - 1] = 0x7d
  return closeDocument(position)
}

function writeFileCreate(event: FileCreate, context: DocumentContext): JsonBytes {
  const start = openDocument(headLength(context) + 543 + 1 * (context.eventId.length + (context.actorId?.length ?? 0) + (context.objectId?.length ?? 0)) + 6 * ((event.executable?.length ?? 0) + (event.sourceRecord?.length ?? 0) + (event.sourceGuid?.length ?? 0) + (event.sourceParentGuid?.length ?? 0) + (event.sourceObjectGuid?.length ?? 0) + (event.filePath?.length ?? 0) + (event.userName?.length ?? 0)))
  const bytes = slabBuffer()
  let position = putHead(bytes, start)
  if (event.monotonicUs != null) position = putNumberMember(bytes, position, part0, event.monotonicUs)
  if (event.isTruncated != null) position = putFlagMember(bytes, position, part1, event.isTruncated)
  if (event.sourceRecord != null) position = putTextMember(bytes, position, part7, event.sourceRecord)
  if (event.sourceGuid != null) position = putTextMember(bytes, position, part8, event.sourceGuid)
  if (event.sourceParentGuid != null) position = putTextMember(bytes, position, part9, event.sourceParentGuid)
  if (event.sourceObjectGuid != null) position = putTextMember(bytes, position, part10, event.sourceObjectGuid)
  const before1 = position
  position = putRaw(bytes, position, part11)
  const first1 = position
  if (context.objectId != null) position = putPlainMember(bytes, position, part12, context.objectId)
  position = position === first1 ? before1 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  position = putRaw(bytes, position, part160)
  position = putPlain(bytes, position, context.eventId)
  position = putRaw(bytes, position, part20)
  position = putNumber(bytes, position, event.sequence)
  position = putRaw(bytes, position, part21)
  position = putTime(bytes, position, event.timeUs)
  position = putRaw(bytes, position, part22)
  position = putNumber(bytes, position, event.processId)
  position = putRaw(bytes, position, part23)
  if (context.actorId != null) position = putPlainMember(bytes, position, part12, context.actorId)
  if (event.processStartUs != null) position = putStartMember(bytes, position, part15, event.processStartUs)
  if (event.executable != null) position = putTextMember(bytes, position, part24, event.executable)
  const before2 = position
  position = putRaw(bytes, position, part29)
  const first2 = position
  if (event.threadId != null) position = putNumberMember(bytes, position, part30, event.threadId)
  position = position === first2 ? before2 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  const before3 = position
  position = putRaw(bytes, position, part161)
  const first3 = position
  if (event.filePath != null) position = putTextMember(bytes, position, part62, event.filePath)
  if (event.createdUs != null) position = putStartMember(bytes, position, part162, event.createdUs)
  position = position === first3 ? before3 : putEnd(bytes, position)
  const before4 = position
  position = putRaw(bytes, position, part32)
  const first4 = position
  if (event.userName != null) position = putTextMember(bytes, position, part33, event.userName)
  position = position === first4 ? before4 : putEnd(bytes, position)
  bytes[position - 1] = 0x7d
  return closeDocument(position)
}

function writeFileDelete(event: FileDelete, context: DocumentContext): JsonBytes {
  const start = openDocument(headLength(context) + 563 + 1 * (context.eventId.length + (context.actorId?.length ?? 0) + (context.objectId?.length ?? 0)) + 6 * ((event.executable?.length ?? 0) + (event.hashes?.length ?? 0) + (event.sourceRecord?.length ?? 0) + (event.sourceGuid?.length ?? 0) + (event.sourceParentGuid?.length ?? 0) + (event.sourceObjectGuid?.length ?? 0) + (event.filePath?.length ?? 0) + (event.userName?.length ?? 0)))
  const bytes = slabBuffer()
  let position = putHead(bytes, start)
  if (event.monotonicUs != null) position = putNumberMember(bytes, position, part0, event.monotonicUs)
  if (event.hashes != null) position = putTextMember(bytes, position, part3, event.hashes)
  if (event.isTruncated != null) position = putFlagMember(bytes, position, part1, event.isTruncated)
  if (event.sourceRecord != null) position = putTextMember(bytes, position, part7, event.sourceRecord)
  if (event.sourceGuid != null) position = putTextMember(bytes, position, part8, event.sourceGuid)
  if (event.sourceParentGuid != null) position = putTextMember(bytes, position, part9, event.sourceParentGuid)
  if (event.sourceObjectGuid != null) position = putTextMember(bytes, position, part10, event.sourceObjectGuid)
  const before1 = position
  position = putRaw(bytes, position, part11)
  const first1 = position
  if (context.objectId != null) position = putPlainMember(bytes, position, part12, context.objectId)
  position = position === first1 ? before1 : putEnd(bytes, position)
  const before2 = position
  position = putRaw(bytes, position, part161)
  const first2 = position
  if (event.isExecutable != null) position = putFlagMember(bytes, position, part163, event.isExecutable)
  if (event.isArchived != null) position = putFlagMember(bytes, position, part164, event.isArchived)
  position = position === first2 ? before2 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  position = putRaw(bytes, position, part165)
  position = putPlain(bytes, position, context.eventId)
  position = putRaw(bytes, position, part20)
  position = putNumber(bytes, position, event.sequence)
  position = putRaw(bytes, position, part21)
  position = putTime(bytes, position, event.timeUs)
  position = putRaw(bytes, position, part22)
  position = putNumber(bytes, position, event.processId)
  position = putRaw(bytes, position, part23)
  if (context.actorId != null) position = putPlainMember(bytes, position, part12, context.actorId)
  if (event.processStartUs != null) position = putStartMember(bytes, position, part15, event.processStartUs)
  if (event.executable != null) position = putTextMember(bytes, position, part24, event.executable)
  const before3 = position
  position = putRaw(bytes, position, part29)
  const first3 = position
  if (event.threadId != null) position = putNumberMember(bytes, position, part30, event.threadId)
  position = position === first3 ? before3 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  const before4 = position
  position = putRaw(bytes, position, part161)
  const first4 = position
  if (event.filePath != null) position = putTextMember(bytes, position, part62, event.filePath)
  position = position === first4 ? before4 : putEnd(bytes, position)
  const before5 = position
  position = putRaw(bytes, position, part32)
  const first5 = position
  if (event.userName != null) position = putTextMember(bytes, position, part33, event.userName)
  position = position === first5 ? before5 : putEnd(bytes, position)
  bytes[position - 1] = 0x7d
  return closeDocument(position)
}

function writeFileStreamCreate(event: FileStreamCreate, context: DocumentContext): JsonBytes {
  const start = openDocument(headLength(context) + 585 + 1 * (context.eventId.length + (context.actorId?.length ?? 0) + (context.objectId?.length ?? 0)) + 6 * ((event.executable?.length ?? 0) + (event.hashes?.length ?? 0) + (event.sourceRecord?.length ?? 0) + (event.sourceGuid?.length ?? 0) + (event.sourceParentGuid?.length ?? 0) + (event.sourceObjectGuid?.length ?? 0) + (event.contents?.length ?? 0) + (event.filePath?.length ?? 0) + (event.userName?.length ?? 0)))
  const bytes = slabBuffer()
  let position = putHead(bytes, start)
  if (event.monotonicUs != null) position = putNumberMember(bytes, position, part0, event.monotonicUs)
  if (event.hashes != null) position = putTextMember(bytes, position, part3, event.hashes)
  if (event.isTruncated != null) position = putFlagMember(bytes, position, part1, event.isTruncated)
  if (event.sourceRecord != null) position = putTextMember(bytes, position, part7, event.sourceRecord)
  if (event.sourceGuid != null) position = putTextMember(bytes, position, part8, event.sourceGuid)
  if (event.sourceParentGuid != null) position = putTextMember(bytes, position, part9, event.sourceParentGuid)
  if (event.sourceObjectGuid != null) position = putTextMember(bytes, position, part10, event.sourceObjectGuid)
  const before1 = position
  position = putRaw(bytes, position, part11)
  const first1 = position
  if (context.objectId != null) position = putPlainMember(bytes, position, part12, context.objectId)
  position = position === first1 ? before1 : putEnd(bytes, position)
  const before2 = position
  position = putRaw(bytes, position, part161)
  const first2 = position
  if (event.contents != null) position = putTextMember(bytes, position, part166, event.contents)
  position = position === first2 ? before2 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  position = putRaw(bytes, position, part167)
  position = putPlain(bytes, position, context.eventId)
  position = putRaw(bytes, position, part20)
  position = putNumber(bytes, position, event.sequence)
  position = putRaw(bytes, position, part21)
  position = putTime(bytes, position, event.timeUs)
  position = putRaw(bytes, position, part22)
  position = putNumber(bytes, position, event.processId)
  position = putRaw(bytes, position, part23)
  if (context.actorId != null) position = putPlainMember(bytes, position, part12, context.actorId)
  if (event.processStartUs != null) position = putStartMember(bytes, position, part15, event.processStartUs)
  if (event.executable != null) position = putTextMember(bytes, position, part24, event.executable)
  const before3 = position
  position = putRaw(bytes, position, part29)
  const first3 = position
  if (event.threadId != null) position = putNumberMember(bytes, position, part30, event.threadId)
  position = position === first3 ? before3 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  const before4 = position
  position = putRaw(bytes, position, part161)
  const first4 = position
  if (event.filePath != null) position = putTextMember(bytes, position, part62, event.filePath)
  if (event.createdUs != null) position = putStartMember(bytes, position, part162, event.createdUs)
  position = position === first4 ? before4 : putEnd(bytes, position)
  const before5 = position
  position = putRaw(bytes, position, part32)
  const first5 = position
  if (event.userName != null) position = putTextMember(bytes, position, part33, event.userName)
  position = position === first5 ? before5 : putEnd(bytes, position)
  bytes[position - 1] = 0x7d
  return closeDocument(position)
}

function writeFileTimeChange(event: FileTimeChange, context: DocumentContext): JsonBytes {
  const start = openDocument(headLength(context) + 611 + 1 * (context.eventId.length + (context.actorId?.length ?? 0) + (context.objectId?.length ?? 0)) + 6 * ((event.executable?.length ?? 0) + (event.sourceRecord?.length ?? 0) + (event.sourceGuid?.length ?? 0) + (event.sourceParentGuid?.length ?? 0) + (event.sourceObjectGuid?.length ?? 0) + (event.filePath?.length ?? 0) + (event.userName?.length ?? 0)))
  const bytes = slabBuffer()
  let position = putHead(bytes, start)
  if (event.monotonicUs != null) position = putNumberMember(bytes, position, part0, event.monotonicUs)
  if (event.isTruncated != null) position = putFlagMember(bytes, position, part1, event.isTruncated)
  if (event.sourceRecord != null) position = putTextMember(bytes, position, part7, event.sourceRecord)
  if (event.sourceGuid != null) position = putTextMember(bytes, position, part8, event.sourceGuid)
  if (event.sourceParentGuid != null) position = putTextMember(bytes, position, part9, event.sourceParentGuid)
  if (event.sourceObjectGuid != null) position = putTextMember(bytes, position, part10, event.sourceObjectGuid)
  const before1 = position
  position = putRaw(bytes, position, part11)
  const first1 = position
  if (context.objectId != null) position = putPlainMember(bytes, position, part12, context.objectId)
  position = position === first1 ? before1 : putEnd(bytes, position)
  const before2 = position
  position = putRaw(bytes, position, part161)
  const first2 = position
  if (event.previousCreatedUs != null) position = putStartMember(bytes, position, part168, event.previousCreatedUs)
  position = position === first2 ? before2 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  position = putRaw(bytes, position, part169)
  position = putPlain(bytes, position, context.eventId)
  position = putRaw(bytes, position, part20)
  position = putNumber(bytes, position, event.sequence)
  position = putRaw(bytes, position, part21)
  position = putTime(bytes, position, event.timeUs)
  position = putRaw(bytes, position, part22)
  position = putNumber(bytes, position, event.processId)
  position = putRaw(bytes, position, part23)
  if (context.actorId != null) position = putPlainMember(bytes, position, part12, context.actorId)
  if (event.processStartUs != null) position = putStartMember(bytes, position, part15, event.processStartUs)
  if (event.executable != null) position = putTextMember(bytes, position, part24, event.executable)
  const before3 = position
  position = putRaw(bytes, position, part29)
  const first3 = position
  if (event.threadId != null) position = putNumberMember(bytes, position, part30, event.threadId)
  position = position === first3 ? before3 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  const before4 = position
  position = putRaw(bytes, position, part161)
  const first4 = position
  if (event.filePath != null) position = putTextMember(bytes, position, part62, event.filePath)
  if (event.createdUs != null) position = putStartMember(bytes, position, part162, event.createdUs)
  position = position === first4 ? before4 : putEnd(bytes, position)
  const before5 = position
  position = putRaw(bytes, position, part32)
  const first5 = position
  if (event.userName != null) position = putTextMember(bytes, position, part33, event.userName)
  position = position === first5 ? before5 : putEnd(bytes, position)
  bytes[position - 1] = 0x7d
  return closeDocument(position)
}

function writeRawAccessRead(event: RawAccessRead, context: DocumentContext): JsonBytes {
  const start = openDocument(headLength(context) + 495 + 1 * (context.eventId.length + (context.actorId?.length ?? 0) + (context.objectId?.length ?? 0)) + 6 * ((event.executable?.length ?? 0) + (event.device?.length ?? 0) + (event.sourceRecord?.length ?? 0) + (event.sourceGuid?.length ?? 0) + (event.sourceParentGuid?.length ?? 0) + (event.sourceObjectGuid?.length ?? 0) + (event.userName?.length ?? 0)))
  const bytes = slabBuffer()
  let position = putHead(bytes, start)
  if (event.monotonicUs != null) position = putNumberMember(bytes, position, part0, event.monotonicUs)
  if (event.device != null) position = putTextMember(bytes, position, part170, event.device)
  if (event.isTruncated != null) position = putFlagMember(bytes, position, part1, event.isTruncated)
  if (event.sourceRecord != null) position = putTextMember(bytes, position, part7, event.sourceRecord)
  if (event.sourceGuid != null) position = putTextMember(bytes, position, part8, event.sourceGuid)
  if (event.sourceParentGuid != null) position = putTextMember(bytes, position, part9, event.sourceParentGuid)
  if (event.sourceObjectGuid != null) position = putTextMember(bytes, position, part10, event.sourceObjectGuid)
  const before1 = position
  position = putRaw(bytes, position, part11)
  const first1 = position
  if (context.objectId != null) position = putPlainMember(bytes, position, part12, context.objectId)
  position = position === first1 ? before1 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  position = putRaw(bytes, position, part171)
  position = putPlain(bytes, position, context.eventId)
  position = putRaw(bytes, position, part20)
  position = putNumber(bytes, position, event.sequence)
  position = putRaw(bytes, position, part21)
  position = putTime(bytes, position, event.timeUs)
  position = putRaw(bytes, position, part22)
  position = putNumber(bytes, position, event.processId)
  position = putRaw(bytes, position, part23)
  if (context.actorId != null) position = putPlainMember(bytes, position, part12, context.actorId)
  if (event.processStartUs != null) position = putStartMember(bytes, position, part15, event.processStartUs)
  if (event.executable != null) position = putTextMember(bytes, position, part24, event.executable)
  const before2 = position
  position = putRaw(bytes, position, part29)
  const first2 = position
  if (event.threadId != null) position = putNumberMember(bytes, position, part30, event.threadId)
  position = position === first2 ? before2 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  const before3 = position
  position = putRaw(bytes, position, part32)
  const first3 = position
  if (event.userName != null) position = putTextMember(bytes, position, part33, event.userName)
  position = position === first3 ? before3 : putEnd(bytes, position)
  bytes[position - 1] = 0x7d
  return closeDocument(position)
}

function writeNetworkConnection(event: NetworkConnection, context: DocumentContext): JsonBytes {
  const start = openDocument(headLength(context) + 725 + 1 * (context.eventId.length + (context.actorId?.length ?? 0) + (context.objectId?.length ?? 0)) + 6 * ((event.executable?.length ?? 0) + (event.sourceRecord?.length ?? 0) + (event.sourceGuid?.length ?? 0) + (event.sourceParentGuid?.length ?? 0) + (event.sourceObjectGuid?.length ?? 0) + (event.protocol?.length ?? 0) + (event.sourceAddress?.length ?? 0) + (event.sourceHostName?.length ?? 0) + (event.destinationAddress?.length ?? 0) + (event.destinationHostName?.length ?? 0) + (event.userName?.length ?? 0)))
  const bytes = slabBuffer()
  let position = putHead(bytes, start)
  if (event.monotonicUs != null) position = putNumberMember(bytes, position, part0, event.monotonicUs)
  if (event.isTruncated != null) position = putFlagMember(bytes, position, part1, event.isTruncated)
  if (event.sourceRecord != null) position = putTextMember(bytes, position, part7, event.sourceRecord)
  if (event.sourceGuid != null) position = putTextMember(bytes, position, part8, event.sourceGuid)
  if (event.sourceParentGuid != null) position = putTextMember(bytes, position, part9, event.sourceParentGuid)
  if (event.sourceObjectGuid != null) position = putTextMember(bytes, position, part10, event.sourceObjectGuid)
  const before1 = position
  position = putRaw(bytes, position, part11)
  const first1 = position
  if (context.objectId != null) position = putPlainMember(bytes, position, part12, context.objectId)
  position = position === first1 ? before1 : putEnd(bytes, position)
  position = putRaw(bytes, position, part172)
  position = putPlain(bytes, position, event.operation)
  position = putRaw(bytes, position, part66)
  if (event.isInitiated != null) position = putFlagMember(bytes, position, part173, event.isInitiated)
  position = putEnd(bytes, position)
  position = putEnd(bytes, position)
  position = putRaw(bytes, position, part174)
  position = putPlain(bytes, position, context.eventId)
  position = putRaw(bytes, position, part20)
  position = putNumber(bytes, position, event.sequence)
  position = putRaw(bytes, position, part21)
  position = putTime(bytes, position, event.timeUs)
  position = putRaw(bytes, position, part22)
  position = putNumber(bytes, position, event.processId)
  position = putRaw(bytes, position, part23)
  if (context.actorId != null) position = putPlainMember(bytes, position, part12, context.actorId)
  if (event.processStartUs != null) position = putStartMember(bytes, position, part15, event.processStartUs)
  if (event.executable != null) position = putTextMember(bytes, position, part24, event.executable)
  const before2 = position
  position = putRaw(bytes, position, part29)
  const first2 = position
  if (event.threadId != null) position = putNumberMember(bytes, position, part30, event.threadId)
  position = position === first2 ? before2 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  const before3 = position
  position = putRaw(bytes, position, part175)
  const first3 = position
  if (event.protocol != null) position = putTextMember(bytes, position, part176, event.protocol)
  position = position === first3 ? before3 : putEnd(bytes, position)
  const before4 = position
  position = putRaw(bytes, position, part77)
  const first4 = position
  if (event.sourceAddress != null) position = putTextMember(bytes, position, part177, event.sourceAddress)
  if (event.sourceHostName != null) position = putTextMember(bytes, position, part178, event.sourceHostName)
  if (event.sourcePort != null) position = putNumberMember(bytes, position, part179, event.sourcePort)
  position = position === first4 ? before4 : putEnd(bytes, position)
  const before5 = position
  position = putRaw(bytes, position, part180)
  const first5 = position
  if (event.destinationAddress != null) position = putTextMember(bytes, position, part177, event.destinationAddress)
  if (event.destinationHostName != null) position = putTextMember(bytes, position, part178, event.destinationHostName)
  if (event.destinationPort != null) position = putNumberMember(bytes, position, part179, event.destinationPort)
  position = position === first5 ? before5 : putEnd(bytes, position)
  const before6 = position
  position = putRaw(bytes, position, part32)
  const first6 = position
  if (event.userName != null) position = putTextMember(bytes, position, part33, event.userName)
  position = position === first6 ? before6 : putEnd(bytes, position)
  bytes[position - 1] = 0x7d
  return closeDocument(position)
}

function writeDnsQuery(event: DnsQuery, context: DocumentContext): JsonBytes {
  const start = openDocument(headLength(context) + 564 + 1 * (context.eventId.length + (context.actorId?.length ?? 0) + (context.objectId?.length ?? 0)) + 6 * ((event.executable?.length ?? 0) + (event.sourceRecord?.length ?? 0) + (event.sourceGuid?.length ?? 0) + (event.sourceParentGuid?.length ?? 0) + (event.sourceObjectGuid?.length ?? 0) + (event.queryResults?.length ?? 0) + (event.queryName?.length ?? 0) + (event.userName?.length ?? 0)))
  const bytes = slabBuffer()
  let position = putHead(bytes, start)
  if (event.monotonicUs != null) position = putNumberMember(bytes, position, part0, event.monotonicUs)
  if (event.isTruncated != null) position = putFlagMember(bytes, position, part1, event.isTruncated)
  if (event.sourceRecord != null) position = putTextMember(bytes, position, part7, event.sourceRecord)
  if (event.sourceGuid != null) position = putTextMember(bytes, position, part8, event.sourceGuid)
  if (event.sourceParentGuid != null) position = putTextMember(bytes, position, part9, event.sourceParentGuid)
  if (event.sourceObjectGuid != null) position = putTextMember(bytes, position, part10, event.sourceObjectGuid)
  const before1 = position
  position = putRaw(bytes, position, part11)
  const first1 = position
  if (context.objectId != null) position = putPlainMember(bytes, position, part12, context.objectId)
  position = position === first1 ? before1 : putEnd(bytes, position)
  const before2 = position
  position = putRaw(bytes, position, part181)
  const first2 = position
  if (event.queryStatus != null) position = putNumberMember(bytes, position, part71, event.queryStatus)
  if (event.queryResults != null) position = putTextMember(bytes, position, part182, event.queryResults)
  position = position === first2 ? before2 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  position = putRaw(bytes, position, part183)
  position = putPlain(bytes, position, context.eventId)
  position = putRaw(bytes, position, part20)
  position = putNumber(bytes, position, event.sequence)
  position = putRaw(bytes, position, part21)
  position = putTime(bytes, position, event.timeUs)
  position = putRaw(bytes, position, part22)
  position = putNumber(bytes, position, event.processId)
  position = putRaw(bytes, position, part23)
  if (context.actorId != null) position = putPlainMember(bytes, position, part12, context.actorId)
  if (event.processStartUs != null) position = putStartMember(bytes, position, part15, event.processStartUs)
  if (event.executable != null) position = putTextMember(bytes, position, part24, event.executable)
  const before3 = position
  position = putRaw(bytes, position, part29)
  const first3 = position
  if (event.threadId != null) position = putNumberMember(bytes, position, part30, event.threadId)
  position = position === first3 ? before3 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  const before4 = position
  position = putRaw(bytes, position, part181)
  const first4 = position
  const before5 = position
  position = putRaw(bytes, position, part184)
  const first5 = position
  if (event.queryName != null) position = putTextMember(bytes, position, part33, event.queryName)
  position = position === first5 ? before5 : putEnd(bytes, position)
  position = position === first4 ? before4 : putEnd(bytes, position)
  const before6 = position
  position = putRaw(bytes, position, part32)
  const first6 = position
  if (event.userName != null) position = putTextMember(bytes, position, part33, event.userName)
  position = position === first6 ? before6 : putEnd(bytes, position)
  bytes[position - 1] = 0x7d
  return closeDocument(position)
}

function writePipeCreate(event: PipeCreate, context: DocumentContext): JsonBytes {
  const start = openDocument(headLength(context) + 498 + 1 * (context.eventId.length + (context.actorId?.length ?? 0) + (context.objectId?.length ?? 0)) + 6 * ((event.executable?.length ?? 0) + (event.sourceRecord?.length ?? 0) + (event.sourceGuid?.length ?? 0) + (event.sourceParentGuid?.length ?? 0) + (event.sourceObjectGuid?.length ?? 0) + (event.pipeName?.length ?? 0) + (event.userName?.length ?? 0)))
  const bytes = slabBuffer()
  let position = putHead(bytes, start)
  if (event.monotonicUs != null) position = putNumberMember(bytes, position, part0, event.monotonicUs)
  if (event.isTruncated != null) position = putFlagMember(bytes, position, part1, event.isTruncated)
  if (event.sourceRecord != null) position = putTextMember(bytes, position, part7, event.sourceRecord)
  if (event.sourceGuid != null) position = putTextMember(bytes, position, part8, event.sourceGuid)
  if (event.sourceParentGuid != null) position = putTextMember(bytes, position, part9, event.sourceParentGuid)
  if (event.sourceObjectGuid != null) position = putTextMember(bytes, position, part10, event.sourceObjectGuid)
  const before1 = position
  position = putRaw(bytes, position, part11)
  const first1 = position
  if (context.objectId != null) position = putPlainMember(bytes, position, part12, context.objectId)
  position = position === first1 ? before1 : putEnd(bytes, position)
  const before2 = position
  position = putRaw(bytes, position, part185)
  const first2 = position
  if (event.pipeName != null) position = putTextMember(bytes, position, part33, event.pipeName)
  position = position === first2 ? before2 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  position = putRaw(bytes, position, part186)
  position = putPlain(bytes, position, context.eventId)
  position = putRaw(bytes, position, part20)
  position = putNumber(bytes, position, event.sequence)
  position = putRaw(bytes, position, part21)
  position = putTime(bytes, position, event.timeUs)
  position = putRaw(bytes, position, part22)
  position = putNumber(bytes, position, event.processId)
  position = putRaw(bytes, position, part23)
  if (context.actorId != null) position = putPlainMember(bytes, position, part12, context.actorId)
  if (event.processStartUs != null) position = putStartMember(bytes, position, part15, event.processStartUs)
  if (event.executable != null) position = putTextMember(bytes, position, part24, event.executable)
  const before3 = position
  position = putRaw(bytes, position, part29)
  const first3 = position
  if (event.threadId != null) position = putNumberMember(bytes, position, part30, event.threadId)
  position = position === first3 ? before3 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  const before4 = position
  position = putRaw(bytes, position, part32)
  const first4 = position
  if (event.userName != null) position = putTextMember(bytes, position, part33, event.userName)
  position = position === first4 ? before4 : putEnd(bytes, position)
  bytes[position - 1] = 0x7d
  return closeDocument(position)
}

function writePipeConnect(event: PipeConnect, context: DocumentContext): JsonBytes {
  const start = openDocument(headLength(context) + 499 + 1 * (context.eventId.length + (context.actorId?.length ?? 0) + (context.objectId?.length ?? 0)) + 6 * ((event.executable?.length ?? 0) + (event.sourceRecord?.length ?? 0) + (event.sourceGuid?.length ?? 0) + (event.sourceParentGuid?.length ?? 0) + (event.sourceObjectGuid?.length ?? 0) + (event.pipeName?.length ?? 0) + (event.userName?.length ?? 0)))
  const bytes = slabBuffer()
  let position = putHead(bytes, start)
  if (event.monotonicUs != null) position = putNumberMember(bytes, position, part0, event.monotonicUs)
  if (event.isTruncated != null) position = putFlagMember(bytes, position, part1, event.isTruncated)
  if (event.sourceRecord != null) position = putTextMember(bytes, position, part7, event.sourceRecord)
  if (event.sourceGuid != null) position = putTextMember(bytes, position, part8, event.sourceGuid)
  if (event.sourceParentGuid != null) position = putTextMember(bytes, position, part9, event.sourceParentGuid)
  if (event.sourceObjectGuid != null) position = putTextMember(bytes, position, part10, event.sourceObjectGuid)
  const before1 = position
  position = putRaw(bytes, position, part11)
  const first1 = position
  if (context.objectId != null) position = putPlainMember(bytes, position, part12, context.objectId)
  position = position === first1 ? before1 : putEnd(bytes, position)
  const before2 = position
  position = putRaw(bytes, position, part185)
  const first2 = position
  if (event.pipeName != null) position = putTextMember(bytes, position, part33, event.pipeName)
  position = position === first2 ? before2 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  position = putRaw(bytes, position, part187)
  position = putPlain(bytes, position, context.eventId)
  position = putRaw(bytes, position, part20)
  position = putNumber(bytes, position, event.sequence)
  position = putRaw(bytes, position, part21)
  position = putTime(bytes, position, event.timeUs)
  position = putRaw(bytes, position, part22)
  position = putNumber(bytes, position, event.processId)
  position = putRaw(bytes, position, part23)
  if (context.actorId != null) position = putPlainMember(bytes, position, part12, context.actorId)
  if (event.processStartUs != null) position = putStartMember(bytes, position, part15, event.processStartUs)
  if (event.executable != null) position = putTextMember(bytes, position, part24, event.executable)
  const before3 = position
  position = putRaw(bytes, position, part29)
  const first3 = position
  if (event.threadId != null) position = putNumberMember(bytes, position, part30, event.threadId)
  position = position === first3 ? before3 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  const before4 = position
  position = putRaw(bytes, position, part32)
  const first4 = position
  if (event.userName != null) position = putTextMember(bytes, position, part33, event.userName)
  position = position === first4 ? before4 : putEnd(bytes, position)
  bytes[position - 1] = 0x7d
  return closeDocument(position)
}

function writeLogon(event: Logon, context: DocumentContext): JsonBytes {
  const start = openDocument(headLength(context) + 1030 + 1 * (context.eventId.length + (context.actorId?.length ?? 0) + (context.objectId?.length ?? 0)) + 6 * ((event.executable?.length ?? 0) + (event.sourceRecord?.length ?? 0) + (event.sourceGuid?.length ?? 0) + (event.sourceParentGuid?.length ?? 0) + (event.sourceObjectGuid?.length ?? 0) + (event.subjectUserSid?.length ?? 0) + (event.subjectUserName?.length ?? 0) + (event.subjectDomainName?.length ?? 0) + (event.subjectLogonId?.length ?? 0) + (event.targetUserSid?.length ?? 0) + (event.targetUserName?.length ?? 0) + (event.targetDomainName?.length ?? 0) + (event.targetLogonId?.length ?? 0) + (event.logonProcess?.length ?? 0) + (event.authenticationPackage?.length ?? 0) + (event.ntlmPackage?.length ?? 0) + (event.transmittedServices?.length ?? 0) + (event.workstationName?.length ?? 0) + (event.logonGuid?.length ?? 0) + (event.impersonationLevel?.length ?? 0) + (event.restrictedAdminMode?.length ?? 0) + (event.elevatedToken?.length ?? 0) + (event.virtualAccount?.length ?? 0) + (event.linkedLogonId?.length ?? 0) + (event.outboundUserName?.length ?? 0) + (event.outboundDomainName?.length ?? 0) + (event.sourceAddress?.length ?? 0)))
  const bytes = slabBuffer()
  let position = putHead(bytes, start)
  if (event.monotonicUs != null) position = putNumberMember(bytes, position, part0, event.monotonicUs)
  if (event.isTruncated != null) position = putFlagMember(bytes, position, part1, event.isTruncated)
  if (event.sourceRecord != null) position = putTextMember(bytes, position, part7, event.sourceRecord)
  if (event.sourceGuid != null) position = putTextMember(bytes, position, part8, event.sourceGuid)
  if (event.sourceParentGuid != null) position = putTextMember(bytes, position, part9, event.sourceParentGuid)
  if (event.sourceObjectGuid != null) position = putTextMember(bytes, position, part10, event.sourceObjectGuid)
  const before1 = position
  position = putRaw(bytes, position, part11)
  const first1 = position
  if (context.objectId != null) position = putPlainMember(bytes, position, part12, context.objectId)
  position = position === first1 ? before1 : putEnd(bytes, position)
  const before2 = position
  position = putRaw(bytes, position, part188)
  const first2 = position
  if (event.subjectUserSid != null) position = putTextMember(bytes, position, part189, event.subjectUserSid)
  if (event.subjectUserName != null) position = putTextMember(bytes, position, part48, event.subjectUserName)
  if (event.subjectDomainName != null) position = putTextMember(bytes, position, part190, event.subjectDomainName)
  if (event.subjectLogonId != null) position = putTextMember(bytes, position, part191, event.subjectLogonId)
  position = position === first2 ? before2 : putEnd(bytes, position)
  const before3 = position
  position = putRaw(bytes, position, part192)
  const first3 = position
  if (event.targetUserSid != null) position = putTextMember(bytes, position, part189, event.targetUserSid)
  if (event.targetUserName != null) position = putTextMember(bytes, position, part48, event.targetUserName)
  if (event.targetDomainName != null) position = putTextMember(bytes, position, part190, event.targetDomainName)
  if (event.targetLogonId != null) position = putTextMember(bytes, position, part191, event.targetLogonId)
  position = position === first3 ? before3 : putEnd(bytes, position)
  const before4 = position
  position = putRaw(bytes, position, part17)
  const first4 = position
  if (event.logonType != null) position = putNumberMember(bytes, position, part193, event.logonType)
  if (event.logonProcess != null) position = putTextMember(bytes, position, part194, event.logonProcess)
  if (event.authenticationPackage != null) position = putTextMember(bytes, position, part195, event.authenticationPackage)
  if (event.ntlmPackage != null) position = putTextMember(bytes, position, part196, event.ntlmPackage)
  if (event.keyLengthBits != null) position = putNumberMember(bytes, position, part197, event.keyLengthBits)
  if (event.transmittedServices != null) position = putTextMember(bytes, position, part198, event.transmittedServices)
  if (event.workstationName != null) position = putTextMember(bytes, position, part199, event.workstationName)
  if (event.logonGuid != null) position = putTextMember(bytes, position, part200, event.logonGuid)
  if (event.impersonationLevel != null) position = putTextMember(bytes, position, part201, event.impersonationLevel)
  if (event.restrictedAdminMode != null) position = putTextMember(bytes, position, part202, event.restrictedAdminMode)
  if (event.elevatedToken != null) position = putTextMember(bytes, position, part203, event.elevatedToken)
  if (event.virtualAccount != null) position = putTextMember(bytes, position, part204, event.virtualAccount)
  if (event.linkedLogonId != null) position = putTextMember(bytes, position, part205, event.linkedLogonId)
  if (event.outboundUserName != null) position = putTextMember(bytes, position, part206, event.outboundUserName)
  if (event.outboundDomainName != null) position = putTextMember(bytes, position, part207, event.outboundDomainName)
  position = position === first4 ? before4 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  position = putRaw(bytes, position, part208)
  position = putPlain(bytes, position, context.eventId)
  position = putRaw(bytes, position, part20)
  position = putNumber(bytes, position, event.sequence)
  position = putRaw(bytes, position, part21)
  position = putTime(bytes, position, event.timeUs)
  position = putRaw(bytes, position, part66)
  const before5 = position
  position = putRaw(bytes, position, part126)
  const first5 = position
  if (context.actorId != null) position = putPlainMember(bytes, position, part12, context.actorId)
  if (event.processId != null) position = putNumberMember(bytes, position, part14, event.processId)
  if (event.processStartUs != null) position = putStartMember(bytes, position, part15, event.processStartUs)
  if (event.executable != null) position = putTextMember(bytes, position, part24, event.executable)
  const before6 = position
  position = putRaw(bytes, position, part29)
  const first6 = position
  if (event.threadId != null) position = putNumberMember(bytes, position, part30, event.threadId)
  position = position === first6 ? before6 : putEnd(bytes, position)
  position = position === first5 ? before5 : putEnd(bytes, position)
  const before7 = position
  position = putRaw(bytes, position, part77)
  const first7 = position
  if (event.sourceAddress != null) position = putTextMember(bytes, position, part177, event.sourceAddress)
  if (event.sourcePort != null) position = putNumberMember(bytes, position, part179, event.sourcePort)
  position = position === first7 ? before7 : putEnd(bytes, position)
  bytes[position - 1] = 0x7d
  return closeDocument(position)
}

function writeLogonFailure(event: LogonFailure, context: DocumentContext): JsonBytes {
  const start = openDocument(headLength(context) + 952 + 1 * (context.eventId.length + (context.actorId?.length ?? 0) + (context.objectId?.length ?? 0)) + 6 * ((event.executable?.length ?? 0) + (event.sourceRecord?.length ?? 0) + (event.sourceGuid?.length ?? 0) + (event.sourceParentGuid?.length ?? 0) + (event.sourceObjectGuid?.length ?? 0) + (event.subjectUserSid?.length ?? 0) + (event.subjectUserName?.length ?? 0) + (event.subjectDomainName?.length ?? 0) + (event.subjectLogonId?.length ?? 0) + (event.targetUserSid?.length ?? 0) + (event.targetUserName?.length ?? 0) + (event.targetDomainName?.length ?? 0) + (event.targetLogonId?.length ?? 0) + (event.logonProcess?.length ?? 0) + (event.authenticationPackage?.length ?? 0) + (event.ntlmPackage?.length ?? 0) + (event.transmittedServices?.length ?? 0) + (event.workstationName?.length ?? 0) + (event.failureReason?.length ?? 0) + (event.sourceAddress?.length ?? 0)))
  const bytes = slabBuffer()
  let position = putHead(bytes, start)
  if (event.monotonicUs != null) position = putNumberMember(bytes, position, part0, event.monotonicUs)
  if (event.isTruncated != null) position = putFlagMember(bytes, position, part1, event.isTruncated)
  if (event.sourceRecord != null) position = putTextMember(bytes, position, part7, event.sourceRecord)
  if (event.sourceGuid != null) position = putTextMember(bytes, position, part8, event.sourceGuid)
  if (event.sourceParentGuid != null) position = putTextMember(bytes, position, part9, event.sourceParentGuid)
  if (event.sourceObjectGuid != null) position = putTextMember(bytes, position, part10, event.sourceObjectGuid)
  const before1 = position
  position = putRaw(bytes, position, part11)
  const first1 = position
  if (context.objectId != null) position = putPlainMember(bytes, position, part12, context.objectId)
  position = position === first1 ? before1 : putEnd(bytes, position)
  const before2 = position
  position = putRaw(bytes, position, part188)
  const first2 = position
  if (event.subjectUserSid != null) position = putTextMember(bytes, position, part189, event.subjectUserSid)
  if (event.subjectUserName != null) position = putTextMember(bytes, position, part48, event.subjectUserName)
  if (event.subjectDomainName != null) position = putTextMember(bytes, position, part190, event.subjectDomainName)
  if (event.subjectLogonId != null) position = putTextMember(bytes, position, part191, event.subjectLogonId)
  position = position === first2 ? before2 : putEnd(bytes, position)
  const before3 = position
  position = putRaw(bytes, position, part192)
  const first3 = position
  if (event.targetUserSid != null) position = putTextMember(bytes, position, part189, event.targetUserSid)
  if (event.targetUserName != null) position = putTextMember(bytes, position, part48, event.targetUserName)
  if (event.targetDomainName != null) position = putTextMember(bytes, position, part190, event.targetDomainName)
  if (event.targetLogonId != null) position = putTextMember(bytes, position, part191, event.targetLogonId)
  position = position === first3 ? before3 : putEnd(bytes, position)
  const before4 = position
  position = putRaw(bytes, position, part17)
  const first4 = position
  if (event.logonType != null) position = putNumberMember(bytes, position, part193, event.logonType)
  if (event.logonProcess != null) position = putTextMember(bytes, position, part194, event.logonProcess)
  if (event.authenticationPackage != null) position = putTextMember(bytes, position, part195, event.authenticationPackage)
  if (event.ntlmPackage != null) position = putTextMember(bytes, position, part196, event.ntlmPackage)
  if (event.keyLengthBits != null) position = putNumberMember(bytes, position, part197, event.keyLengthBits)
  if (event.transmittedServices != null) position = putTextMember(bytes, position, part198, event.transmittedServices)
  if (event.workstationName != null) position = putTextMember(bytes, position, part199, event.workstationName)
  if (event.status != null) position = putNumberMember(bytes, position, part71, event.status)
  if (event.subStatus != null) position = putNumberMember(bytes, position, part209, event.subStatus)
  if (event.failureReason != null) position = putTextMember(bytes, position, part210, event.failureReason)
  position = position === first4 ? before4 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  position = putRaw(bytes, position, part211)
  position = putPlain(bytes, position, context.eventId)
  position = putRaw(bytes, position, part20)
  position = putNumber(bytes, position, event.sequence)
  position = putRaw(bytes, position, part21)
  position = putTime(bytes, position, event.timeUs)
  position = putRaw(bytes, position, part66)
  const before5 = position
  position = putRaw(bytes, position, part126)
  const first5 = position
  if (context.actorId != null) position = putPlainMember(bytes, position, part12, context.actorId)
  if (event.processId != null) position = putNumberMember(bytes, position, part14, event.processId)
  if (event.processStartUs != null) position = putStartMember(bytes, position, part15, event.processStartUs)
  if (event.executable != null) position = putTextMember(bytes, position, part24, event.executable)
  const before6 = position
  position = putRaw(bytes, position, part29)
  const first6 = position
  if (event.threadId != null) position = putNumberMember(bytes, position, part30, event.threadId)
  position = position === first6 ? before6 : putEnd(bytes, position)
  position = position === first5 ? before5 : putEnd(bytes, position)
  const before7 = position
  position = putRaw(bytes, position, part77)
  const first7 = position
  if (event.sourceAddress != null) position = putTextMember(bytes, position, part177, event.sourceAddress)
  if (event.sourcePort != null) position = putNumberMember(bytes, position, part179, event.sourcePort)
  position = position === first7 ? before7 : putEnd(bytes, position)
  bytes[position - 1] = 0x7d
  return closeDocument(position)
}

function writeLogoff(event: Logoff, context: DocumentContext): JsonBytes {
  const start = openDocument(headLength(context) + 662 + 1 * (context.eventId.length + (context.actorId?.length ?? 0) + (context.objectId?.length ?? 0)) + 6 * ((event.executable?.length ?? 0) + (event.sourceRecord?.length ?? 0) + (event.sourceGuid?.length ?? 0) + (event.sourceParentGuid?.length ?? 0) + (event.sourceObjectGuid?.length ?? 0) + (event.subjectUserSid?.length ?? 0) + (event.subjectUserName?.length ?? 0) + (event.subjectDomainName?.length ?? 0) + (event.subjectLogonId?.length ?? 0) + (event.targetUserSid?.length ?? 0) + (event.targetUserName?.length ?? 0) + (event.targetDomainName?.length ?? 0) + (event.targetLogonId?.length ?? 0)))
  const bytes = slabBuffer()
  let position = putHead(bytes, start)
  if (event.monotonicUs != null) position = putNumberMember(bytes, position, part0, event.monotonicUs)
  if (event.isTruncated != null) position = putFlagMember(bytes, position, part1, event.isTruncated)
  if (event.sourceRecord != null) position = putTextMember(bytes, position, part7, event.sourceRecord)
  if (event.sourceGuid != null) position = putTextMember(bytes, position, part8, event.sourceGuid)
  if (event.sourceParentGuid != null) position = putTextMember(bytes, position, part9, event.sourceParentGuid)
  if (event.sourceObjectGuid != null) position = putTextMember(bytes, position, part10, event.sourceObjectGuid)
  const before1 = position
  position = putRaw(bytes, position, part11)
  const first1 = position
  if (context.objectId != null) position = putPlainMember(bytes, position, part12, context.objectId)
  position = position === first1 ? before1 : putEnd(bytes, position)
  const before2 = position
  position = putRaw(bytes, position, part188)
  const first2 = position
  if (event.subjectUserSid != null) position = putTextMember(bytes, position, part189, event.subjectUserSid)
  if (event.subjectUserName != null) position = putTextMember(bytes, position, part48, event.subjectUserName)
  if (event.subjectDomainName != null) position = putTextMember(bytes, position, part190, event.subjectDomainName)
  if (event.subjectLogonId != null) position = putTextMember(bytes, position, part191, event.subjectLogonId)
  position = position === first2 ? before2 : putEnd(bytes, position)
  const before3 = position
  position = putRaw(bytes, position, part192)
  const first3 = position
  if (event.targetUserSid != null) position = putTextMember(bytes, position, part189, event.targetUserSid)
  if (event.targetUserName != null) position = putTextMember(bytes, position, part48, event.targetUserName)
  if (event.targetDomainName != null) position = putTextMember(bytes, position, part190, event.targetDomainName)
  if (event.targetLogonId != null) position = putTextMember(bytes, position, part191, event.targetLogonId)
  position = position === first3 ? before3 : putEnd(bytes, position)
  const before4 = position
  position = putRaw(bytes, position, part17)
  const first4 = position
  if (event.logonType != null) position = putNumberMember(bytes, position, part193, event.logonType)
  if (event.isByUser != null) position = putFlagMember(bytes, position, part212, event.isByUser)
  position = position === first4 ? before4 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  position = putRaw(bytes, position, part213)
  position = putPlain(bytes, position, context.eventId)
  position = putRaw(bytes, position, part20)
  position = putNumber(bytes, position, event.sequence)
  position = putRaw(bytes, position, part21)
  position = putTime(bytes, position, event.timeUs)
  position = putRaw(bytes, position, part66)
  const before5 = position
  position = putRaw(bytes, position, part126)
  const first5 = position
  if (context.actorId != null) position = putPlainMember(bytes, position, part12, context.actorId)
  if (event.processId != null) position = putNumberMember(bytes, position, part14, event.processId)
  if (event.processStartUs != null) position = putStartMember(bytes, position, part15, event.processStartUs)
  if (event.executable != null) position = putTextMember(bytes, position, part24, event.executable)
  const before6 = position
  position = putRaw(bytes, position, part29)
  const first6 = position
  if (event.threadId != null) position = putNumberMember(bytes, position, part30, event.threadId)
  position = position === first6 ? before6 : putEnd(bytes, position)
  position = position === first5 ? before5 : putEnd(bytes, position)
  bytes[position - 1] = 0x7d
  return closeDocument(position)
}

function writeExplicitCredentials(event: ExplicitCredentials, context: DocumentContext): JsonBytes {
  const start = openDocument(headLength(context) + 688 + 1 * (context.eventId.length + (context.actorId?.length ?? 0) + (context.objectId?.length ?? 0)) + 6 * ((event.executable?.length ?? 0) + (event.sourceRecord?.length ?? 0) + (event.sourceGuid?.length ?? 0) + (event.sourceParentGuid?.length ?? 0) + (event.sourceObjectGuid?.length ?? 0) + (event.subjectUserSid?.length ?? 0) + (event.subjectUserName?.length ?? 0) + (event.subjectDomainName?.length ?? 0) + (event.subjectLogonId?.length ?? 0) + (event.targetUserName?.length ?? 0) + (event.targetDomainName?.length ?? 0) + (event.targetServerName?.length ?? 0) + (event.targetInfo?.length ?? 0) + (event.sourceAddress?.length ?? 0)))
  const bytes = slabBuffer()
  let position = putHead(bytes, start)
  if (event.monotonicUs != null) position = putNumberMember(bytes, position, part0, event.monotonicUs)
  if (event.isTruncated != null) position = putFlagMember(bytes, position, part1, event.isTruncated)
  if (event.sourceRecord != null) position = putTextMember(bytes, position, part7, event.sourceRecord)
  if (event.sourceGuid != null) position = putTextMember(bytes, position, part8, event.sourceGuid)
  if (event.sourceParentGuid != null) position = putTextMember(bytes, position, part9, event.sourceParentGuid)
  if (event.sourceObjectGuid != null) position = putTextMember(bytes, position, part10, event.sourceObjectGuid)
  const before1 = position
  position = putRaw(bytes, position, part11)
  const first1 = position
  if (context.objectId != null) position = putPlainMember(bytes, position, part12, context.objectId)
  position = position === first1 ? before1 : putEnd(bytes, position)
  const before2 = position
  position = putRaw(bytes, position, part188)
  const first2 = position
  if (event.subjectUserSid != null) position = putTextMember(bytes, position, part189, event.subjectUserSid)
  if (event.subjectUserName != null) position = putTextMember(bytes, position, part48, event.subjectUserName)
  if (event.subjectDomainName != null) position = putTextMember(bytes, position, part190, event.subjectDomainName)
  if (event.subjectLogonId != null) position = putTextMember(bytes, position, part191, event.subjectLogonId)
  position = position === first2 ? before2 : putEnd(bytes, position)
  const before3 = position
  position = putRaw(bytes, position, part192)
  const first3 = position
  if (event.targetUserName != null) position = putTextMember(bytes, position, part48, event.targetUserName)
  if (event.targetDomainName != null) position = putTextMember(bytes, position, part190, event.targetDomainName)
  position = position === first3 ? before3 : putEnd(bytes, position)
  const before4 = position
  position = putRaw(bytes, position, part17)
  const first4 = position
  if (event.targetServerName != null) position = putTextMember(bytes, position, part214, event.targetServerName)
  if (event.targetInfo != null) position = putTextMember(bytes, position, part215, event.targetInfo)
  position = position === first4 ? before4 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  position = putRaw(bytes, position, part216)
  position = putPlain(bytes, position, context.eventId)
  position = putRaw(bytes, position, part20)
  position = putNumber(bytes, position, event.sequence)
  position = putRaw(bytes, position, part21)
  position = putTime(bytes, position, event.timeUs)
  position = putRaw(bytes, position, part66)
  const before5 = position
  position = putRaw(bytes, position, part126)
  const first5 = position
  if (context.actorId != null) position = putPlainMember(bytes, position, part12, context.actorId)
  if (event.processId != null) position = putNumberMember(bytes, position, part14, event.processId)
  if (event.processStartUs != null) position = putStartMember(bytes, position, part15, event.processStartUs)
  if (event.executable != null) position = putTextMember(bytes, position, part24, event.executable)
  const before6 = position
  position = putRaw(bytes, position, part29)
  const first6 = position
  if (event.threadId != null) position = putNumberMember(bytes, position, part30, event.threadId)
  position = position === first6 ? before6 : putEnd(bytes, position)
  position = position === first5 ? before5 : putEnd(bytes, position)
  const before7 = position
  position = putRaw(bytes, position, part77)
  const first7 = position
  if (event.sourceAddress != null) position = putTextMember(bytes, position, part177, event.sourceAddress)
  if (event.sourcePort != null) position = putNumberMember(bytes, position, part179, event.sourcePort)
  position = position === first7 ? before7 : putEnd(bytes, position)
  bytes[position - 1] = 0x7d
  return closeDocument(position)
}

function writeSpecialPrivileges(event: SpecialPrivileges, context: DocumentContext): JsonBytes {
  const start = openDocument(headLength(context) + 566 + 1 * (context.eventId.length + (context.actorId?.length ?? 0) + (context.objectId?.length ?? 0)) + 6 * ((event.executable?.length ?? 0) + (event.sourceRecord?.length ?? 0) + (event.sourceGuid?.length ?? 0) + (event.sourceParentGuid?.length ?? 0) + (event.sourceObjectGuid?.length ?? 0) + (event.subjectUserSid?.length ?? 0) + (event.subjectUserName?.length ?? 0) + (event.subjectDomainName?.length ?? 0) + (event.subjectLogonId?.length ?? 0) + (event.privileges?.length ?? 0)))
  const bytes = slabBuffer()
  let position = putHead(bytes, start)
  if (event.monotonicUs != null) position = putNumberMember(bytes, position, part0, event.monotonicUs)
  if (event.isTruncated != null) position = putFlagMember(bytes, position, part1, event.isTruncated)
  if (event.sourceRecord != null) position = putTextMember(bytes, position, part7, event.sourceRecord)
  if (event.sourceGuid != null) position = putTextMember(bytes, position, part8, event.sourceGuid)
  if (event.sourceParentGuid != null) position = putTextMember(bytes, position, part9, event.sourceParentGuid)
  if (event.sourceObjectGuid != null) position = putTextMember(bytes, position, part10, event.sourceObjectGuid)
  const before1 = position
  position = putRaw(bytes, position, part11)
  const first1 = position
  if (context.objectId != null) position = putPlainMember(bytes, position, part12, context.objectId)
  position = position === first1 ? before1 : putEnd(bytes, position)
  const before2 = position
  position = putRaw(bytes, position, part188)
  const first2 = position
  if (event.subjectUserSid != null) position = putTextMember(bytes, position, part189, event.subjectUserSid)
  if (event.subjectUserName != null) position = putTextMember(bytes, position, part48, event.subjectUserName)
  if (event.subjectDomainName != null) position = putTextMember(bytes, position, part190, event.subjectDomainName)
  if (event.subjectLogonId != null) position = putTextMember(bytes, position, part191, event.subjectLogonId)
  position = position === first2 ? before2 : putEnd(bytes, position)
  const before3 = position
  position = putRaw(bytes, position, part17)
  const first3 = position
  if (event.privileges != null) position = putTextMember(bytes, position, part217, event.privileges)
  position = position === first3 ? before3 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  position = putRaw(bytes, position, part218)
  position = putPlain(bytes, position, context.eventId)
  position = putRaw(bytes, position, part20)
  position = putNumber(bytes, position, event.sequence)
  position = putRaw(bytes, position, part21)
  position = putTime(bytes, position, event.timeUs)
  position = putRaw(bytes, position, part66)
  const before4 = position
  position = putRaw(bytes, position, part126)
  const first4 = position
  if (context.actorId != null) position = putPlainMember(bytes, position, part12, context.actorId)
  if (event.processId != null) position = putNumberMember(bytes, position, part14, event.processId)
  if (event.processStartUs != null) position = putStartMember(bytes, position, part15, event.processStartUs)
  if (event.executable != null) position = putTextMember(bytes, position, part24, event.executable)
  const before5 = position
  position = putRaw(bytes, position, part29)
  const first5 = position
  if (event.threadId != null) position = putNumberMember(bytes, position, part30, event.threadId)
  position = position === first5 ? before5 : putEnd(bytes, position)
  position = position === first4 ? before4 : putEnd(bytes, position)
  bytes[position - 1] = 0x7d
  return closeDocument(position)
}

function writeWmiSubscription(event: WmiSubscription, context: DocumentContext): JsonBytes {
  const start = openDocument(headLength(context) + 646 + 1 * (context.eventId.length + (context.actorId?.length ?? 0) + (context.objectId?.length ?? 0)) + 6 * ((event.executable?.length ?? 0) + (event.sourceRecord?.length ?? 0) + (event.sourceGuid?.length ?? 0) + (event.sourceParentGuid?.length ?? 0) + (event.sourceObjectGuid?.length ?? 0) + (event.operation?.length ?? 0) + (event.name?.length ?? 0) + (event.namespace?.length ?? 0) + (event.query?.length ?? 0) + (event.consumerType?.length ?? 0) + (event.destination?.length ?? 0) + (event.consumer?.length ?? 0) + (event.filter?.length ?? 0) + (event.userName?.length ?? 0)))
  const bytes = slabBuffer()
  let position = putHead(bytes, start)
  if (event.monotonicUs != null) position = putNumberMember(bytes, position, part0, event.monotonicUs)
  if (event.isTruncated != null) position = putFlagMember(bytes, position, part1, event.isTruncated)
  if (event.sourceRecord != null) position = putTextMember(bytes, position, part7, event.sourceRecord)
  if (event.sourceGuid != null) position = putTextMember(bytes, position, part8, event.sourceGuid)
  if (event.sourceParentGuid != null) position = putTextMember(bytes, position, part9, event.sourceParentGuid)
  if (event.sourceObjectGuid != null) position = putTextMember(bytes, position, part10, event.sourceObjectGuid)
  const before1 = position
  position = putRaw(bytes, position, part11)
  const first1 = position
  if (context.objectId != null) position = putPlainMember(bytes, position, part12, context.objectId)
  position = position === first1 ? before1 : putEnd(bytes, position)
  position = putRaw(bytes, position, part219)
  position = putPlain(bytes, position, event.part)
  position = putRaw(bytes, position, part66)
  if (event.operation != null) position = putTextMember(bytes, position, part220, event.operation)
  if (event.name != null) position = putTextMember(bytes, position, part33, event.name)
  if (event.namespace != null) position = putTextMember(bytes, position, part221, event.namespace)
  if (event.query != null) position = putTextMember(bytes, position, part222, event.query)
  if (event.consumerType != null) position = putTextMember(bytes, position, part223, event.consumerType)
  if (event.destination != null) position = putTextMember(bytes, position, part224, event.destination)
  if (event.consumer != null) position = putTextMember(bytes, position, part225, event.consumer)
  if (event.filter != null) position = putTextMember(bytes, position, part226, event.filter)
  position = putEnd(bytes, position)
  position = putEnd(bytes, position)
  position = putRaw(bytes, position, part227)
  position = putPlain(bytes, position, context.eventId)
  position = putRaw(bytes, position, part20)
  position = putNumber(bytes, position, event.sequence)
  position = putRaw(bytes, position, part21)
  position = putTime(bytes, position, event.timeUs)
  position = putRaw(bytes, position, part66)
  const before2 = position
  position = putRaw(bytes, position, part126)
  const first2 = position
  if (context.actorId != null) position = putPlainMember(bytes, position, part12, context.actorId)
  if (event.processId != null) position = putNumberMember(bytes, position, part14, event.processId)
  if (event.processStartUs != null) position = putStartMember(bytes, position, part15, event.processStartUs)
  if (event.executable != null) position = putTextMember(bytes, position, part24, event.executable)
  const before3 = position
  position = putRaw(bytes, position, part29)
  const first3 = position
  if (event.threadId != null) position = putNumberMember(bytes, position, part30, event.threadId)
  position = position === first3 ? before3 : putEnd(bytes, position)
  position = position === first2 ? before2 : putEnd(bytes, position)
  const before4 = position
  position = putRaw(bytes, position, part32)
  const first4 = position
  if (event.userName != null) position = putTextMember(bytes, position, part33, event.userName)
  position = position === first4 ? before4 : putEnd(bytes, position)
  bytes[position - 1] = 0x7d
  return closeDocument(position)
}

function writeProcessTampering(event: ProcessTampering, context: DocumentContext): JsonBytes {
  const start = openDocument(headLength(context) + 509 + 1 * (context.eventId.length + (context.actorId?.length ?? 0) + (context.objectId?.length ?? 0)) + 6 * ((event.executable?.length ?? 0) + (event.sourceRecord?.length ?? 0) + (event.sourceGuid?.length ?? 0) + (event.sourceParentGuid?.length ?? 0) + (event.sourceObjectGuid?.length ?? 0) + (event.tamperingType?.length ?? 0) + (event.userName?.length ?? 0)))
  const bytes = slabBuffer()
  let position = putHead(bytes, start)
  if (event.monotonicUs != null) position = putNumberMember(bytes, position, part0, event.monotonicUs)
  if (event.isTruncated != null) position = putFlagMember(bytes, position, part1, event.isTruncated)
  if (event.sourceRecord != null) position = putTextMember(bytes, position, part7, event.sourceRecord)
  if (event.sourceGuid != null) position = putTextMember(bytes, position, part8, event.sourceGuid)
  if (event.sourceParentGuid != null) position = putTextMember(bytes, position, part9, event.sourceParentGuid)
  if (event.sourceObjectGuid != null) position = putTextMember(bytes, position, part10, event.sourceObjectGuid)
  const before1 = position
  position = putRaw(bytes, position, part11)
  const first1 = position
  if (context.objectId != null) position = putPlainMember(bytes, position, part12, context.objectId)
  position = position === first1 ? before1 : putEnd(bytes, position)
  const before2 = position
  position = putRaw(bytes, position, part228)
  const first2 = position
  if (event.tamperingType != null) position = putTextMember(bytes, position, part229, event.tamperingType)
  position = position === first2 ? before2 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  position = putRaw(bytes, position, part230)
  position = putPlain(bytes, position, context.eventId)
  position = putRaw(bytes, position, part20)
  position = putNumber(bytes, position, event.sequence)
  position = putRaw(bytes, position, part21)
  position = putTime(bytes, position, event.timeUs)
  position = putRaw(bytes, position, part22)
  position = putNumber(bytes, position, event.processId)
  position = putRaw(bytes, position, part23)
  if (context.actorId != null) position = putPlainMember(bytes, position, part12, context.actorId)
  if (event.processStartUs != null) position = putStartMember(bytes, position, part15, event.processStartUs)
  if (event.executable != null) position = putTextMember(bytes, position, part24, event.executable)
  const before3 = position
  position = putRaw(bytes, position, part29)
  const first3 = position
  if (event.threadId != null) position = putNumberMember(bytes, position, part30, event.threadId)
  position = position === first3 ? before3 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  const before4 = position
  position = putRaw(bytes, position, part32)
  const first4 = position
  if (event.userName != null) position = putTextMember(bytes, position, part33, event.userName)
  position = position === first4 ? before4 : putEnd(bytes, position)
  bytes[position - 1] = 0x7d
  return closeDocument(position)
}

function writeServiceInstall(event: ServiceInstall, context: DocumentContext): JsonBytes {
  const start = openDocument(headLength(context) + 636 + 1 * (context.eventId.length + (context.actorId?.length ?? 0) + (context.objectId?.length ?? 0)) + 6 * ((event.executable?.length ?? 0) + (event.sourceRecord?.length ?? 0) + (event.sourceGuid?.length ?? 0) + (event.sourceParentGuid?.length ?? 0) + (event.sourceObjectGuid?.length ?? 0) + (event.serviceName?.length ?? 0) + (event.imagePath?.length ?? 0) + (event.serviceType?.length ?? 0) + (event.startType?.length ?? 0) + (event.accountName?.length ?? 0) + (event.subjectUserSid?.length ?? 0) + (event.subjectUserName?.length ?? 0) + (event.subjectDomainName?.length ?? 0) + (event.subjectLogonId?.length ?? 0) + (event.userSid?.length ?? 0)))
  const bytes = slabBuffer()
  let position = putHead(bytes, start)
  if (event.monotonicUs != null) position = putNumberMember(bytes, position, part0, event.monotonicUs)
  if (event.isTruncated != null) position = putFlagMember(bytes, position, part1, event.isTruncated)
  if (event.sourceRecord != null) position = putTextMember(bytes, position, part7, event.sourceRecord)
  if (event.sourceGuid != null) position = putTextMember(bytes, position, part8, event.sourceGuid)
  if (event.sourceParentGuid != null) position = putTextMember(bytes, position, part9, event.sourceParentGuid)
  if (event.sourceObjectGuid != null) position = putTextMember(bytes, position, part10, event.sourceObjectGuid)
  const before1 = position
  position = putRaw(bytes, position, part11)
  const first1 = position
  if (context.objectId != null) position = putPlainMember(bytes, position, part12, context.objectId)
  position = position === first1 ? before1 : putEnd(bytes, position)
  const before2 = position
  position = putRaw(bytes, position, part231)
  const first2 = position
  if (event.serviceName != null) position = putTextMember(bytes, position, part33, event.serviceName)
  if (event.imagePath != null) position = putTextMember(bytes, position, part232, event.imagePath)
  if (event.serviceType != null) position = putTextMember(bytes, position, part229, event.serviceType)
  if (event.startType != null) position = putTextMember(bytes, position, part233, event.startType)
  if (event.accountName != null) position = putTextMember(bytes, position, part234, event.accountName)
  position = position === first2 ? before2 : putEnd(bytes, position)
  const before3 = position
  position = putRaw(bytes, position, part188)
  const first3 = position
  if (event.subjectUserSid != null) position = putTextMember(bytes, position, part189, event.subjectUserSid)
  if (event.subjectUserName != null) position = putTextMember(bytes, position, part48, event.subjectUserName)
  if (event.subjectDomainName != null) position = putTextMember(bytes, position, part190, event.subjectDomainName)
  if (event.subjectLogonId != null) position = putTextMember(bytes, position, part191, event.subjectLogonId)
  position = position === first3 ? before3 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  position = putRaw(bytes, position, part235)
  position = putPlain(bytes, position, context.eventId)
  position = putRaw(bytes, position, part20)
  position = putNumber(bytes, position, event.sequence)
  position = putRaw(bytes, position, part21)
  position = putTime(bytes, position, event.timeUs)
  position = putRaw(bytes, position, part66)
  const before4 = position
  position = putRaw(bytes, position, part126)
  const first4 = position
  if (context.actorId != null) position = putPlainMember(bytes, position, part12, context.actorId)
  if (event.processId != null) position = putNumberMember(bytes, position, part14, event.processId)
  if (event.processStartUs != null) position = putStartMember(bytes, position, part15, event.processStartUs)
  if (event.executable != null) position = putTextMember(bytes, position, part24, event.executable)
  const before5 = position
  position = putRaw(bytes, position, part29)
  const first5 = position
  if (event.threadId != null) position = putNumberMember(bytes, position, part30, event.threadId)
  position = position === first5 ? before5 : putEnd(bytes, position)
  position = position === first4 ? before4 : putEnd(bytes, position)
  const before6 = position
  position = putRaw(bytes, position, part32)
  const first6 = position
  if (event.userSid != null) position = putTextMember(bytes, position, part18, event.userSid)
  position = position === first6 ? before6 : putEnd(bytes, position)
  bytes[position - 1] = 0x7d
  return closeDocument(position)
}

function writeScheduledTask(event: ScheduledTask, context: DocumentContext): JsonBytes {
  const start = openDocument(headLength(context) + 640 + 1 * (context.eventId.length + (context.actorId?.length ?? 0) + (context.objectId?.length ?? 0)) + 6 * ((event.executable?.length ?? 0) + (event.sourceRecord?.length ?? 0) + (event.sourceGuid?.length ?? 0) + (event.sourceParentGuid?.length ?? 0) + (event.sourceObjectGuid?.length ?? 0) + (event.taskName?.length ?? 0) + (event.taskContent?.length ?? 0) + (event.subjectUserSid?.length ?? 0) + (event.subjectUserName?.length ?? 0) + (event.subjectDomainName?.length ?? 0) + (event.subjectLogonId?.length ?? 0) + (event.userName?.length ?? 0) + (event.userSid?.length ?? 0)))
  const bytes = slabBuffer()
  let position = putHead(bytes, start)
  if (event.monotonicUs != null) position = putNumberMember(bytes, position, part0, event.monotonicUs)
  if (event.isTruncated != null) position = putFlagMember(bytes, position, part1, event.isTruncated)
  if (event.sourceRecord != null) position = putTextMember(bytes, position, part7, event.sourceRecord)
  if (event.sourceGuid != null) position = putTextMember(bytes, position, part8, event.sourceGuid)
  if (event.sourceParentGuid != null) position = putTextMember(bytes, position, part9, event.sourceParentGuid)
  if (event.sourceObjectGuid != null) position = putTextMember(bytes, position, part10, event.sourceObjectGuid)
  const before1 = position
  position = putRaw(bytes, position, part11)
  const first1 = position
  if (context.objectId != null) position = putPlainMember(bytes, position, part12, context.objectId)
  position = position === first1 ? before1 : putEnd(bytes, position)
  position = putRaw(bytes, position, part236)
  position = putPlain(bytes, position, event.operation)
  position = putRaw(bytes, position, part66)
  if (event.taskName != null) position = putTextMember(bytes, position, part33, event.taskName)
  if (event.taskContent != null) position = putTextMember(bytes, position, part237, event.taskContent)
  position = putEnd(bytes, position)
  const before2 = position
  position = putRaw(bytes, position, part188)
  const first2 = position
  if (event.subjectUserSid != null) position = putTextMember(bytes, position, part189, event.subjectUserSid)
  if (event.subjectUserName != null) position = putTextMember(bytes, position, part48, event.subjectUserName)
  if (event.subjectDomainName != null) position = putTextMember(bytes, position, part190, event.subjectDomainName)
  if (event.subjectLogonId != null) position = putTextMember(bytes, position, part191, event.subjectLogonId)
  position = position === first2 ? before2 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  position = putRaw(bytes, position, part238)
  position = putPlain(bytes, position, context.eventId)
  position = putRaw(bytes, position, part20)
  position = putNumber(bytes, position, event.sequence)
  position = putRaw(bytes, position, part21)
  position = putTime(bytes, position, event.timeUs)
  position = putRaw(bytes, position, part66)
  const before3 = position
  position = putRaw(bytes, position, part126)
  const first3 = position
  if (context.actorId != null) position = putPlainMember(bytes, position, part12, context.actorId)
  if (event.processId != null) position = putNumberMember(bytes, position, part14, event.processId)
  if (event.processStartUs != null) position = putStartMember(bytes, position, part15, event.processStartUs)
  if (event.executable != null) position = putTextMember(bytes, position, part24, event.executable)
  const before4 = position
  position = putRaw(bytes, position, part29)
  const first4 = position
  if (event.threadId != null) position = putNumberMember(bytes, position, part30, event.threadId)
  position = position === first4 ? before4 : putEnd(bytes, position)
  position = position === first3 ? before3 : putEnd(bytes, position)
  const before5 = position
  position = putRaw(bytes, position, part32)
  const first5 = position
  if (event.userName != null) position = putTextMember(bytes, position, part33, event.userName)
  if (event.userSid != null) position = putTextMember(bytes, position, part18, event.userSid)
  position = position === first5 ? before5 : putEnd(bytes, position)
  bytes[position - 1] = 0x7d
  return closeDocument(position)
}

function writeLogClear(event: LogClear, context: DocumentContext): JsonBytes {
  const start = openDocument(headLength(context) + 594 + 1 * (context.eventId.length + (context.actorId?.length ?? 0) + (context.objectId?.length ?? 0)) + 6 * ((event.executable?.length ?? 0) + (event.sourceRecord?.length ?? 0) + (event.sourceGuid?.length ?? 0) + (event.sourceParentGuid?.length ?? 0) + (event.sourceObjectGuid?.length ?? 0) + (event.clearedChannel?.length ?? 0) + (event.backupPath?.length ?? 0) + (event.subjectUserSid?.length ?? 0) + (event.subjectUserName?.length ?? 0) + (event.subjectDomainName?.length ?? 0) + (event.subjectLogonId?.length ?? 0) + (event.userSid?.length ?? 0)))
  const bytes = slabBuffer()
  let position = putHead(bytes, start)
  if (event.monotonicUs != null) position = putNumberMember(bytes, position, part0, event.monotonicUs)
  if (event.isTruncated != null) position = putFlagMember(bytes, position, part1, event.isTruncated)
  if (event.sourceRecord != null) position = putTextMember(bytes, position, part7, event.sourceRecord)
  if (event.sourceGuid != null) position = putTextMember(bytes, position, part8, event.sourceGuid)
  if (event.sourceParentGuid != null) position = putTextMember(bytes, position, part9, event.sourceParentGuid)
  if (event.sourceObjectGuid != null) position = putTextMember(bytes, position, part10, event.sourceObjectGuid)
  const before1 = position
  position = putRaw(bytes, position, part11)
  const first1 = position
  if (context.objectId != null) position = putPlainMember(bytes, position, part12, context.objectId)
  position = position === first1 ? before1 : putEnd(bytes, position)
  const before2 = position
  position = putRaw(bytes, position, part239)
  const first2 = position
  if (event.clearedChannel != null) position = putTextMember(bytes, position, part240, event.clearedChannel)
  if (event.backupPath != null) position = putTextMember(bytes, position, part241, event.backupPath)
  position = position === first2 ? before2 : putEnd(bytes, position)
  const before3 = position
  position = putRaw(bytes, position, part188)
  const first3 = position
  if (event.subjectUserSid != null) position = putTextMember(bytes, position, part189, event.subjectUserSid)
  if (event.subjectUserName != null) position = putTextMember(bytes, position, part48, event.subjectUserName)
  if (event.subjectDomainName != null) position = putTextMember(bytes, position, part190, event.subjectDomainName)
  if (event.subjectLogonId != null) position = putTextMember(bytes, position, part191, event.subjectLogonId)
  position = position === first3 ? before3 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  position = putRaw(bytes, position, part242)
  position = putPlain(bytes, position, context.eventId)
  position = putRaw(bytes, position, part20)
  position = putNumber(bytes, position, event.sequence)
  position = putRaw(bytes, position, part21)
  position = putTime(bytes, position, event.timeUs)
  position = putRaw(bytes, position, part66)
  const before4 = position
  position = putRaw(bytes, position, part126)
  const first4 = position
  if (context.actorId != null) position = putPlainMember(bytes, position, part12, context.actorId)
  if (event.processId != null) position = putNumberMember(bytes, position, part14, event.processId)
  if (event.processStartUs != null) position = putStartMember(bytes, position, part15, event.processStartUs)
  if (event.executable != null) position = putTextMember(bytes, position, part24, event.executable)
  const before5 = position
  position = putRaw(bytes, position, part29)
  const first5 = position
  if (event.threadId != null) position = putNumberMember(bytes, position, part30, event.threadId)
  position = position === first5 ? before5 : putEnd(bytes, position)
  position = position === first4 ? before4 : putEnd(bytes, position)
  const before6 = position
  position = putRaw(bytes, position, part32)
  const first6 = position
  if (event.userSid != null) position = putTextMember(bytes, position, part18, event.userSid)
  position = position === first6 ? before6 : putEnd(bytes, position)
  bytes[position - 1] = 0x7d
  return closeDocument(position)
}

function writeScriptBlock(event: ScriptBlock, context: DocumentContext): JsonBytes {
  const start = openDocument(headLength(context) + 603 + 1 * (context.eventId.length + (context.actorId?.length ?? 0) + (context.objectId?.length ?? 0)) + 6 * ((event.executable?.length ?? 0) + (event.sourceRecord?.length ?? 0) + (event.sourceGuid?.length ?? 0) + (event.sourceParentGuid?.length ?? 0) + (event.sourceObjectGuid?.length ?? 0) + (event.blockId?.length ?? 0) + (event.text?.length ?? 0) + (event.path?.length ?? 0) + (event.userSid?.length ?? 0)))
  const bytes = slabBuffer()
  let position = putHead(bytes, start)
  if (event.monotonicUs != null) position = putNumberMember(bytes, position, part0, event.monotonicUs)
  if (event.isTruncated != null) position = putFlagMember(bytes, position, part1, event.isTruncated)
  if (event.sourceRecord != null) position = putTextMember(bytes, position, part7, event.sourceRecord)
  if (event.sourceGuid != null) position = putTextMember(bytes, position, part8, event.sourceGuid)
  if (event.sourceParentGuid != null) position = putTextMember(bytes, position, part9, event.sourceParentGuid)
  if (event.sourceObjectGuid != null) position = putTextMember(bytes, position, part10, event.sourceObjectGuid)
  const before1 = position
  position = putRaw(bytes, position, part11)
  const first1 = position
  if (context.objectId != null) position = putPlainMember(bytes, position, part12, context.objectId)
  position = position === first1 ? before1 : putEnd(bytes, position)
  const before2 = position
  position = putRaw(bytes, position, part243)
  const first2 = position
  if (event.blockId != null) position = putTextMember(bytes, position, part244, event.blockId)
  if (event.partNumber != null) position = putNumberMember(bytes, position, part245, event.partNumber)
  if (event.partCount != null) position = putNumberMember(bytes, position, part246, event.partCount)
  if (event.text != null) position = putTextMember(bytes, position, part247, event.text)
  if (event.path != null) position = putTextMember(bytes, position, part62, event.path)
  position = position === first2 ? before2 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  position = putRaw(bytes, position, part248)
  position = putPlain(bytes, position, context.eventId)
  position = putRaw(bytes, position, part20)
  position = putNumber(bytes, position, event.sequence)
  position = putRaw(bytes, position, part21)
  position = putTime(bytes, position, event.timeUs)
  position = putRaw(bytes, position, part66)
  const before3 = position
  position = putRaw(bytes, position, part126)
  const first3 = position
  if (context.actorId != null) position = putPlainMember(bytes, position, part12, context.actorId)
  if (event.processId != null) position = putNumberMember(bytes, position, part14, event.processId)
  if (event.processStartUs != null) position = putStartMember(bytes, position, part15, event.processStartUs)
  if (event.executable != null) position = putTextMember(bytes, position, part24, event.executable)
  const before4 = position
  position = putRaw(bytes, position, part29)
  const first4 = position
  if (event.threadId != null) position = putNumberMember(bytes, position, part30, event.threadId)
  position = position === first4 ? before4 : putEnd(bytes, position)
  position = position === first3 ? before3 : putEnd(bytes, position)
  const before5 = position
  position = putRaw(bytes, position, part32)
  const first5 = position
  if (event.userSid != null) position = putTextMember(bytes, position, part18, event.userSid)
  position = position === first5 ? before5 : putEnd(bytes, position)
  bytes[position - 1] = 0x7d
  return closeDocument(position)
}

function writeLogRecord(event: LogRecord, context: DocumentContext): JsonBytes {
  const start = openDocument(headLength(context) + 556 + 1 * (context.eventId.length + (context.actorId?.length ?? 0) + (context.objectId?.length ?? 0)) + 6 * ((event.provider?.length ?? 0) + (event.executable?.length ?? 0) + (event.sourceRecord?.length ?? 0) + (event.sourceGuid?.length ?? 0) + (event.sourceParentGuid?.length ?? 0) + (event.sourceObjectGuid?.length ?? 0) + (event.channel?.length ?? 0) + (event.values?.length ?? 0) + (event.userSid?.length ?? 0)))
  const bytes = slabBuffer()
  let position = putHead(bytes, start)
  if (event.monotonicUs != null) position = putNumberMember(bytes, position, part0, event.monotonicUs)
  if (event.isTruncated != null) position = putFlagMember(bytes, position, part1, event.isTruncated)
  if (event.sourceRecord != null) position = putTextMember(bytes, position, part7, event.sourceRecord)
  if (event.sourceGuid != null) position = putTextMember(bytes, position, part8, event.sourceGuid)
  if (event.sourceParentGuid != null) position = putTextMember(bytes, position, part9, event.sourceParentGuid)
  if (event.sourceObjectGuid != null) position = putTextMember(bytes, position, part10, event.sourceObjectGuid)
  const before1 = position
  position = putRaw(bytes, position, part11)
  const first1 = position
  if (context.objectId != null) position = putPlainMember(bytes, position, part12, context.objectId)
  position = position === first1 ? before1 : putEnd(bytes, position)
  const before2 = position
  position = putRaw(bytes, position, part239)
  const first2 = position
  if (event.channel != null) position = putTextMember(bytes, position, part249, event.channel)
  if (event.values != null) position = putTextMember(bytes, position, part250, event.values)
  position = position === first2 ? before2 : putEnd(bytes, position)
  position = putEnd(bytes, position)
  position = putRaw(bytes, position, part251)
  position = putPlain(bytes, position, context.eventId)
  position = putRaw(bytes, position, part20)
  position = putNumber(bytes, position, event.sequence)
  position = putRaw(bytes, position, part252)
  position = putNumber(bytes, position, event.eventId)
  position = putRaw(bytes, position, part23)
  if (event.provider != null) position = putTextMember(bytes, position, part253, event.provider)
  position = putEnd(bytes, position)
  position = putRaw(bytes, position, part254)
  position = putTime(bytes, position, event.timeUs)
  position = putRaw(bytes, position, part66)
  const before3 = position
  position = putRaw(bytes, position, part126)
  const first3 = position
  if (context.actorId != null) position = putPlainMember(bytes, position, part12, context.actorId)
  if (event.processId != null) position = putNumberMember(bytes, position, part14, event.processId)
  if (event.processStartUs != null) position = putStartMember(bytes, position, part15, event.processStartUs)
  if (event.executable != null) position = putTextMember(bytes, position, part24, event.executable)
  const before4 = position
  position = putRaw(bytes, position, part29)
  const first4 = position
  if (event.threadId != null) position = putNumberMember(bytes, position, part30, event.threadId)
  position = position === first4 ? before4 : putEnd(bytes, position)
  position = position === first3 ? before3 : putEnd(bytes, position)
  const before5 = position
  position = putRaw(bytes, position, part32)
  const first5 = position
  if (event.userSid != null) position = putTextMember(bytes, position, part18, event.userSid)
  position = position === first5 ? before5 : putEnd(bytes, position)
  bytes[position - 1] = 0x7d
  return closeDocument(position)
}

/** The document of an event: nested objects, unknown fields left out. */
export function writeDocument(event: Event, context: DocumentContext): JsonBytes {
  switch (event.kind) {
    case 'process_create': return writeProcessCreate(event, context)
    case 'process_terminate': return writeProcessTerminate(event, context)
    case 'thread_create': return writeThreadCreate(event, context)
    case 'thread_terminate': return writeThreadTerminate(event, context)
    case 'image_load': return writeImageLoad(event, context)
    case 'handle_create': return writeHandleCreate(event, context)
    case 'handle_duplicate': return writeHandleDuplicate(event, context)
    case 'registry_operation': return writeRegistryOperation(event, context)
    case 'ioring_scan': return writeIoringScan(event, context)
    case 'process_profile': return writeProcessProfile(event, context)
    case 'gap': return writeGap(event, context)
    case 'agent_heartbeat': return writeAgentHeartbeat(event, context)
    case 'process_snapshot': return writeProcessSnapshot(event, context)
    case 'file_create': return writeFileCreate(event, context)
    case 'file_delete': return writeFileDelete(event, context)
    case 'file_stream_create': return writeFileStreamCreate(event, context)
    case 'file_time_change': return writeFileTimeChange(event, context)
    case 'raw_access_read': return writeRawAccessRead(event, context)
    case 'network_connection': return writeNetworkConnection(event, context)
    case 'dns_query': return writeDnsQuery(event, context)
    case 'pipe_create': return writePipeCreate(event, context)
    case 'pipe_connect': return writePipeConnect(event, context)
    case 'logon': return writeLogon(event, context)
    case 'logon_failure': return writeLogonFailure(event, context)
    case 'logoff': return writeLogoff(event, context)
    case 'explicit_credentials': return writeExplicitCredentials(event, context)
    case 'special_privileges': return writeSpecialPrivileges(event, context)
    case 'wmi_subscription': return writeWmiSubscription(event, context)
    case 'process_tampering': return writeProcessTampering(event, context)
    case 'service_install': return writeServiceInstall(event, context)
    case 'scheduled_task': return writeScheduledTask(event, context)
    case 'log_clear': return writeLogClear(event, context)
    case 'script_block': return writeScriptBlock(event, context)
    case 'log_record': return writeLogRecord(event, context)
    default: return event satisfies never
  }
}
