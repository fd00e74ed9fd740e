/* One record to one event, kind by kind. Every part of a record is checked against the record's own end. */
#include <string.h>
#include "decode_record.h"

#define FILETIME_OF_1970_US 11644473600000000u

/* Every fixed part fits here; copied, because a batch may lie at any address. */
typedef union fixed_part {
    mon_record_header_t header;
    mon_process_create_record_t process_create;
    mon_process_terminate_record_t process_terminate;
    mon_thread_create_record_t thread_create;
    mon_thread_terminate_record_t thread_terminate;
    mon_image_load_record_t image_load;
    mon_handle_create_record_t handle_create;
    mon_handle_duplicate_record_t handle_duplicate;
    mon_registry_operation_record_t registry;
    mon_ioring_scan_record_t ioring_scan;
    mon_process_profile_record_t process_profile;
    mon_gap_record_t gap;
} fixed_part_t;

typedef struct record_view {
    const fixed_part_t *fixed;
    const uint8_t *variable;
    uint32_t variable_bytes;
} record_view_t;

/* 100 ns since 1601; 0 stays "not known". Unsigned, because a malformed record may say any time. */
static uint64_t filetime_of(int64_t unix_us)
{
    return unix_us == 0 ? 0 : ((uint64_t)unix_us + FILETIME_OF_1970_US) * 10;
}

/* The bytes of a counted member; NULL when they lie outside the record. */
static const uint8_t *bytes_of(const record_view_t *view, mon_counted_t counted)
{
    if ((uint32_t)counted.offset_bytes + counted.length_bytes > view->variable_bytes) {
        return NULL;
    }
    return view->variable + counted.offset_bytes;
}

/* Copies a text, cut to the array and always terminated. */
static int copy_text(const record_view_t *view, mon_counted_t counted, mon_char16_t *target, uint32_t capacity)
{
    const uint8_t *bytes = bytes_of(view, counted);
    uint32_t length = counted.length_bytes / 2u;

    if (bytes == NULL) {
        return MON_CB_MALFORMED;
    }
    length = length >= capacity ? capacity - 1 : length;
    memcpy(target, bytes, (size_t)length * sizeof *target);
    target[length] = 0;
    return MON_CB_OK;
}

static int decode_process_create(const record_view_t *view, MON_CB_EVENT *event)
{
    const mon_process_create_record_t *record = &view->fixed->process_create;
    MON_PROCESS_CREATE_EVENT *body = &event->body.process_create;
    int result;

    memset(body, 0, sizeof *body);
    body->ProcessId = record->process_id;
    body->ParentProcessId = record->parent_process_id;
    body->CreatingThreadId = record->creator_thread_id;
    body->CreatorProcessId = record->creator_process_id;
    body->CreateTime = filetime_of(record->process_start_us);
    body->IsSubsystemProcess = record->is_subsystem_process;
    body->IsTruncated = record->is_truncated;
    body->IsImageFileNamePartial = record->is_image_partial;
    body->DeniedStatus = (int32_t)record->denied_status;
    body->SessionId = record->session_id;
    body->IntegrityLevel = record->integrity_level;
    result = copy_text(view, record->executable, body->ImageFileName, MON_EVENT_PATH_CHARS);
    return result != MON_CB_OK ? result : copy_text(view, record->command_line, body->CommandLine, MON_EVENT_COMMAND_LINE_CHARS);
}

static int decode_process_terminate(const record_view_t *view, MON_CB_EVENT *event)
{
    const mon_process_terminate_record_t *record = &view->fixed->process_terminate;

    event->body.process_terminate = (MON_PROCESS_TERMINATE_EVENT){
        .ProcessId = record->process_id,
        .TerminateTime = filetime_of(record->header.time_us),
        .ExitStatus = (int32_t)record->exit_status,
        .TotalIoRingOperations = record->ioring_operation_count,
        .AnomalyScore = record->anomaly_score,
    };
    return MON_CB_OK;
}

static int decode_thread_create(const record_view_t *view, MON_CB_EVENT *event)
{
    const mon_thread_create_record_t *record = &view->fixed->thread_create;

    event->body.thread = (MON_THREAD_EVENT){
        .ProcessId = record->object_process_id,
        .ThreadId = record->object_thread_id,
        .CreatorProcessId = record->process_id,
        .CreatorThreadId = record->thread_id,
        .StartAddress = record->start_address,
    };
    return MON_CB_OK;
}

static int decode_thread_terminate(const record_view_t *view, MON_CB_EVENT *event)
{
    const mon_thread_terminate_record_t *record = &view->fixed->thread_terminate;

    event->body.thread = (MON_THREAD_EVENT){.ProcessId = record->process_id, .ThreadId = record->thread_id};
    return MON_CB_OK;
}

static int decode_image_load(const record_view_t *view, MON_CB_EVENT *event)
{
    const mon_image_load_record_t *record = &view->fixed->image_load;
    MON_IMAGE_LOAD_EVENT *body = &event->body.image_load;

    memset(body, 0, sizeof *body);
    body->ProcessId = record->process_id;
    body->ImageBase = record->image_base;
    body->ImageSize = record->image_size_bytes;
    body->IsIoRingRelated = record->is_ioring_related;
    body->IsSuspicious = record->suspicious_reason != MON_SUSPICIOUS_IMAGE_REASON_NONE;
    body->SuspiciousReason = record->suspicious_reason;
    body->SignatureLevel = record->signature_level;
    body->MapperProcessId = record->mapper_process_id;
    return copy_text(view, record->image_path, body->ImageFileName, MON_EVENT_PATH_CHARS);
}

/*
 * What a create and a duplicate have in common, which lies at different places in the two records. A macro, because C has
 * no other way to name a member of either. DesiredAccess is what the caller got, where that is known.
 */
#define PUT_HANDLE(record, KIND, body)                                                                                                   \
    do {                                                                                                                                 \
        int has_granted = ((record)->header.present_mask & MON_##KIND##_HAS_GRANTED_ACCESS) != 0;                                        \
        (body)->operation = (MON_HANDLE_OP_EVENT){                                                                                       \
            .SourceProcessId = (record)->process_id,                                                                                     \
            .TargetProcessId = (record)->object_process_id,                                                                              \
            .DesiredAccess = has_granted ? (record)->granted_access : (record)->desired_access,                                          \
            .OriginalDesiredAccess = (record)->original_desired_access,                                                                  \
            .WasModified = (record)->is_modified,                                                                                        \
            .Operation = MON_KIND_##KIND == MON_KIND_HANDLE_DUPLICATE,                                                                   \
            .ObjectType = (record)->object_type,                                                                                         \
        };                                                                                                                               \
        (body)->roles = (MON_HANDLE_ROLES){                                                                                              \
            .ActorProcessId = (record)->process_id,                                                                                      \
            .ActorThreadId = (record)->thread_id,                                                                                        \
            .ObjectProcessId = (record)->object_process_id,                                                                              \
            .ObjectThreadId = (record)->object_thread_id,                                                                                \
            .GrantedAccess = (record)->granted_access,                                                                                   \
            .Status = (int32_t)(record)->status,                                                                                         \
        };                                                                                                                               \
    } while (0)

static int decode_handle_create(const record_view_t *view, MON_CB_EVENT *event)
{
    PUT_HANDLE(&view->fixed->handle_create, HANDLE_CREATE, &event->body.handle);
    return MON_CB_OK;
}

static int decode_handle_duplicate(const record_view_t *view, MON_CB_EVENT *event)
{
    const mon_handle_duplicate_record_t *record = &view->fixed->handle_duplicate;

    PUT_HANDLE(record, HANDLE_DUPLICATE, &event->body.handle);
    event->body.handle.roles.HandleOwnerProcessId = record->source_process_id;
    event->body.handle.roles.RecipientProcessId = record->recipient_process_id;
    return MON_CB_OK;
}

/* The one text besides the path that an operation has. */
static mon_counted_t second_text(const mon_registry_operation_record_t *record)
{
    switch (record->operation) {
    case MON_REGISTRY_OPERATION_TYPE_RENAME_KEY:
        return record->new_name;
    case MON_REGISTRY_OPERATION_TYPE_LOAD_HIVE:
    case MON_REGISTRY_OPERATION_TYPE_REPLACE_HIVE:
        return record->hive_file;
    default:
        return record->value_name;
    }
}

static int decode_registry(const record_view_t *view, MON_CB_EVENT *event)
{
    const mon_registry_operation_record_t *record = &view->fixed->registry;
    MON_REGISTRY_EVENT *body = &event->body.registry;
    const uint8_t *data = bytes_of(view, record->data);
    int result;

    if (data == NULL) {
        return MON_CB_MALFORMED;
    }
    memset(body, 0, sizeof *body);
    body->ProcessId = record->process_id;
    body->ThreadId = record->thread_id;
    body->DataType = record->data_type;
    body->DataLength = record->data_length_bytes;
    body->DataBytes = record->data.length_bytes < MON_EVENT_DATA_BYTES ? record->data.length_bytes : MON_EVENT_DATA_BYTES;
    body->Operation = record->operation;
    memcpy(body->Data, data, body->DataBytes);
    result = copy_text(view, record->key_path, body->KeyPath, MON_EVENT_PATH_CHARS);
    return result != MON_CB_OK ? result : copy_text(view, second_text(record), body->ValueName, MON_EVENT_PATH_CHARS);
}

static int decode_ioring_scan(const record_view_t *view, MON_CB_EVENT *event)
{
    const mon_ioring_scan_record_t *record = &view->fixed->ioring_scan;
    int is_told = (record->header.present_mask & MON_IORING_SCAN_HAS_INSPECTION) != 0;

    event->body.ioring_scan = (MON_IORING_SCAN_EVENT){
        .ProcessId = record->process_id,
        .HandleCount = record->handle_count,
        .AccessMask = record->access_mask,
        .RegisteredBufferCount = record->registered_buffer_count,
        .ViolationFlags = record->violation_flags,
        .Status = (int32_t)record->status,
        .Trigger = record->trigger,
        .Inspection = is_told ? record->inspection : (uint8_t)MON_SCAN_INSPECTION_UNKNOWN,
        .InspectionReason = is_told ? record->inspection_reason : (uint8_t)MON_SCAN_INSPECTION_REASON_UNKNOWN,
        .InspectedHandleCount = record->inspected_handle_count,
    };
    return MON_CB_OK;
}

static int decode_process_profile(const record_view_t *view, MON_CB_EVENT *event)
{
    const mon_process_profile_record_t *record = &view->fixed->process_profile;

    event->body.process_profile = (MON_PROCESS_PROFILE_EVENT){
        .ProcessId = record->process_id,
        .ThreadCreates = record->thread_create_count,
        .RemoteThreadCreates = record->remote_thread_create_count,
        .ImageLoads = record->image_load_count,
        .IoRingImageLoads = record->ioring_image_load_count,
        .HandleCreates = record->handle_create_count,
        .HandleDuplicates = record->handle_duplicate_count,
        .RegistryOperations = record->registry_operation_count,
        .Children = record->child_count,
        .IoRingHandlePeak = record->ioring_handle_peak_count,
        .ViolationFlags = record->violation_flags,
        .AnomalyScore = record->anomaly_score,
        .LifetimeUs = record->lifetime_us,
    };
    return MON_CB_OK;
}

static int decode_gap(const record_view_t *view, MON_CB_EVENT *event)
{
    const mon_gap_record_t *record = &view->fixed->gap;

    event->body.gap = (MON_GAP_EVENT){
        .LostCount = record->lost_count,
        .FirstTimeUs = record->first_time_us,
        .LastTimeUs = record->last_time_us,
        .Kind = record->lost_kind_number,
        .Reason = record->reason,
    };
    return MON_CB_OK;
}

static const struct {
    uint32_t fixed_bytes;
    int (*decode)(const record_view_t *view, MON_CB_EVENT *event);
} decoders[MON_KIND_COUNT] = {
    [MON_KIND_PROCESS_CREATE - MON_KIND_FIRST] = {sizeof(mon_process_create_record_t), decode_process_create},
    [MON_KIND_PROCESS_TERMINATE - MON_KIND_FIRST] = {sizeof(mon_process_terminate_record_t), decode_process_terminate},
    [MON_KIND_THREAD_CREATE - MON_KIND_FIRST] = {sizeof(mon_thread_create_record_t), decode_thread_create},
    [MON_KIND_THREAD_TERMINATE - MON_KIND_FIRST] = {sizeof(mon_thread_terminate_record_t), decode_thread_terminate},
    [MON_KIND_IMAGE_LOAD - MON_KIND_FIRST] = {sizeof(mon_image_load_record_t), decode_image_load},
    [MON_KIND_HANDLE_CREATE - MON_KIND_FIRST] = {sizeof(mon_handle_create_record_t), decode_handle_create},
    [MON_KIND_HANDLE_DUPLICATE - MON_KIND_FIRST] = {sizeof(mon_handle_duplicate_record_t), decode_handle_duplicate},
    [MON_KIND_REGISTRY_OPERATION - MON_KIND_FIRST] = {sizeof(mon_registry_operation_record_t), decode_registry},
    [MON_KIND_IORING_SCAN - MON_KIND_FIRST] = {sizeof(mon_ioring_scan_record_t), decode_ioring_scan},
    [MON_KIND_PROCESS_PROFILE - MON_KIND_FIRST] = {sizeof(mon_process_profile_record_t), decode_process_profile},
    [MON_KIND_GAP - MON_KIND_FIRST] = {sizeof(mon_gap_record_t), decode_gap},
};

int mon_decode_record(const uint8_t *record, const mon_record_header_t *header, MON_CB_EVENT *event)
{
    uint32_t index = (uint32_t)header->kind - MON_KIND_FIRST;
    fixed_part_t fixed;
    record_view_t view = {.fixed = &fixed, .variable = record + header->fixed_bytes, .variable_bytes = header->size_bytes - header->fixed_bytes};

    if (index >= MON_KIND_COUNT) {
        return MON_CB_OK;
    }
    if (header->fixed_bytes < decoders[index].fixed_bytes) {
        return MON_CB_MALFORMED;
    }
    memcpy(&fixed, record, decoders[index].fixed_bytes);
    event->event_type = (int32_t)index;
    return decoders[index].decode(&view, event);
}
