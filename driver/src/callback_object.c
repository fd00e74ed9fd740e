/*
 * Object callbacks for process and thread handles. The pre-operation sees who asks for what and, for a duplicate, whose
 * handle is copied and who receives it; the post-operation sees whether it worked and which rights were granted. The
 * record is written after, from both halves; when no slot is left to carry the first half, it is written before, without
 * the granted rights.
 */
#include "kernel_callbacks.h"
#include "process_facts.h"

/* Rights that are one object's own; generic and maximum-allowed bits never stay in a granted mask. */
#define OWN_RIGHTS 0x001FFFFFu

typedef struct handle_request {
    ACCESS_MASK desired_access;
    ACCESS_MASK original_access;
    mon_identity_t source;
    mon_identity_t recipient;
} handle_request_t;
_Static_assert(sizeof(handle_request_t) <= MON_HANDLE_SLOT_BYTES, "the slots are large enough");

typedef struct handle_outcome {
    bool is_known;
    bool is_modified;
    ACCESS_MASK granted_access;
    NTSTATUS status;
} handle_outcome_t;

typedef struct handle_object {
    mon_identity_t process;
    uint32_t thread_id;
    bool is_thread;
} handle_object_t;

/* IRQL: <= APC_LEVEL. */
static handle_object_t describe_object(PVOID object, POBJECT_TYPE type)
{
    if (type == *__imp_PsThreadType) {
        return (handle_object_t){.process = mon_identity_of(IoThreadToProcess((PETHREAD)object)),
            .thread_id = (uint32_t)(ULONG_PTR)PsGetThreadId((PETHREAD)object),
            .is_thread = true};
    }
    return (handle_object_t){.process = mon_identity_of((PEPROCESS)object)};
}

/* Whether a driver took rights away, before us or after us. IRQL: any. */
static bool is_modified(const handle_request_t *request, const handle_outcome_t *outcome)
{
    ACCESS_MASK taken = request->original_access & ~request->desired_access;

    if (outcome->is_known) {
        taken |= request->desired_access & ~outcome->granted_access;
    }
    return (taken & OWN_RIGHTS) != 0;
}

/* Sets the members that a create and a duplicate have in common, which lie at different places. IRQL: any. */
#define PUT_COMMON(record, KIND, actor, object, request, outcome)                                                                       \
    do {                                                                                                                                \
        uint32_t present_mask = MON_##KIND##_HAS_MONOTONIC_US | MON_##KIND##_HAS_THREAD_ID | MON_##KIND##_HAS_OBJECT_PROCESS_ID |        \
            MON_##KIND##_HAS_DESIRED_ACCESS | MON_##KIND##_HAS_ORIGINAL_DESIRED_ACCESS | MON_##KIND##_HAS_IS_MODIFIED |                  \
            MON_##KIND##_HAS_IS_KERNEL_HANDLE;                                                                                          \
        (record)->process_id = (actor)->process_id;                                                                                     \
        (record)->thread_id = (uint32_t)(ULONG_PTR)PsGetCurrentThreadId();                                                              \
        (record)->object_process_id = (object)->process.process_id;                                                                     \
        (record)->object_type = (object)->is_thread ? MON_HANDLE_OBJECT_TYPE_THREAD : MON_HANDLE_OBJECT_TYPE_PROCESS;                   \
        (record)->desired_access = (request)->desired_access;                                                                           \
        (record)->original_desired_access = (request)->original_access;                                                                 \
        (record)->is_modified = (outcome)->is_modified;                                                                                 \
        if ((actor)->start_time != 0) {                                                                                                 \
            (record)->process_start_us = mon_time_to_unix_us((actor)->start_time);                                                      \
            present_mask |= MON_##KIND##_HAS_PROCESS_START_US;                                                                          \
        }                                                                                                                               \
        if ((object)->process.start_time != 0) {                                                                                        \
            (record)->object_start_us = mon_time_to_unix_us((object)->process.start_time);                                              \
            present_mask |= MON_##KIND##_HAS_OBJECT_START_US;                                                                           \
        }                                                                                                                               \
        if ((object)->is_thread) {                                                                                                      \
            (record)->object_thread_id = (object)->thread_id;                                                                           \
            present_mask |= MON_##KIND##_HAS_OBJECT_THREAD_ID;                                                                          \
        }                                                                                                                               \
        if ((outcome)->is_known) {                                                                                                      \
            (record)->granted_access = (outcome)->granted_access;                                                                       \
            (record)->status = (uint32_t)(outcome)->status;                                                                             \
            present_mask |= MON_##KIND##_HAS_GRANTED_ACCESS | MON_##KIND##_HAS_STATUS;                                                  \
        }                                                                                                                               \
        (record)->header.present_mask = present_mask;                                                                                   \
    } while (0)

/* IRQL: <= APC_LEVEL. */
static void write_create(const mon_identity_t *actor, const handle_object_t *object, const handle_request_t *request, const handle_outcome_t *outcome)
{
    mon_handle_create_record_t *record =
        (mon_handle_create_record_t *)mon_ring_reserve(&mon_state.ring, MON_KIND_HANDLE_CREATE, sizeof *record, 0);

    if (record != NULL) {
        PUT_COMMON(record, HANDLE_CREATE, actor, object, request, outcome);
        mon_ring_commit(&mon_state.ring, &record->header);
    }
}

/* IRQL: <= APC_LEVEL. */
static void write_duplicate(const mon_identity_t *actor, const handle_object_t *object, const handle_request_t *request, const handle_outcome_t *outcome)
{
    mon_handle_duplicate_record_t *record =
        (mon_handle_duplicate_record_t *)mon_ring_reserve(&mon_state.ring, MON_KIND_HANDLE_DUPLICATE, sizeof *record, 0);

    if (record == NULL) {
        return;
    }
    PUT_COMMON(record, HANDLE_DUPLICATE, actor, object, request, outcome);
    record->source_process_id = request->source.process_id;
    record->recipient_process_id = request->recipient.process_id;
    record->header.present_mask |= MON_HANDLE_DUPLICATE_HAS_SOURCE_PROCESS_ID | MON_HANDLE_DUPLICATE_HAS_RECIPIENT_PROCESS_ID;
    if (request->source.start_time != 0) {
        record->source_start_us = mon_time_to_unix_us(request->source.start_time);
        record->header.present_mask |= MON_HANDLE_DUPLICATE_HAS_SOURCE_START_US;
    }
    if (request->recipient.start_time != 0) {
        record->recipient_start_us = mon_time_to_unix_us(request->recipient.start_time);
        record->header.present_mask |= MON_HANDLE_DUPLICATE_HAS_RECIPIENT_START_US;
    }
    mon_ring_commit(&mon_state.ring, &record->header);
}

typedef struct handle_operation {
    OB_OPERATION operation;
    PVOID object;
    POBJECT_TYPE type;
} handle_operation_t;

/* Filters, counts in the actor's profile and writes the record. IRQL: <= APC_LEVEL. */
static void report(const mon_config_t *config, const handle_operation_t *operation, const handle_request_t *request, handle_outcome_t *outcome)
{
    bool is_create = operation->operation == OB_OPERATION_HANDLE_CREATE;
    uint32_t wanted = config->values.handle_access_mask;
    uint32_t rights = outcome->is_known ? outcome->granted_access : request->desired_access;
    mon_identity_t actor;
    handle_object_t object;
    mon_cache_note_t note = {.counter = is_create ? MON_PROFILE_HANDLE_CREATE : MON_PROFILE_HANDLE_DUPLICATE,
        .rate_limit = config->values.process_rate_limit};

    if (wanted != 0 && (rights & wanted) == 0) {
        mon_count(&mon_state.counters.filtered_handle_operations);
        return;
    }
    outcome->is_modified = is_modified(request, outcome);
    if (outcome->is_modified) {
        mon_count(&mon_state.counters.access_modifications);
    }
    actor = mon_identity_of_caller();
    object = describe_object(operation->object, operation->type);
    note.now = note.rate_limit != 0 ? mon_time_now() : 0;
    if (!mon_cache_note(mon_state.cache, &actor, &note)) {
        mon_ring_refuse_rate_limited(&mon_state.ring, is_create ? MON_KIND_HANDLE_CREATE : MON_KIND_HANDLE_DUPLICATE);
    } else if (is_create) {
        write_create(&actor, &object, request, outcome);
    } else {
        write_duplicate(&actor, &object, request, outcome);
    }
}

/* IRQL: any. */
static void count_operation(const OB_PRE_OPERATION_INFORMATION *info)
{
    mon_counters_t *counters = &mon_state.counters;
    bool is_thread = info->ObjectType == *__imp_PsThreadType;

    mon_count(&counters->handle_operations);
    if (info->Operation == OB_OPERATION_HANDLE_CREATE) {
        mon_count(is_thread ? &counters->thread_handle_creates : &counters->process_handle_creates);
    } else {
        mon_count(is_thread ? &counters->thread_handle_duplicates : &counters->process_handle_duplicates);
    }
}

/* A process that opens itself or its own threads, and keeps the handle. IRQL: <= APC_LEVEL. */
static bool is_self_access(const OB_PRE_OPERATION_INFORMATION *info)
{
    HANDLE actor = PsGetCurrentProcessId();
    HANDLE object = info->ObjectType == *__imp_PsThreadType ? PsGetThreadProcessId((PETHREAD)info->Object)
                                                            : PsGetProcessId((PEPROCESS)info->Object);

    if (actor != object || info->Operation == OB_OPERATION_HANDLE_CREATE) {
        return actor == object;
    }
    return PsGetProcessId((PEPROCESS)info->Parameters->DuplicateHandleInformation.TargetProcess) == actor;
}

/* IRQL: <= APC_LEVEL. */
static handle_request_t describe_request(const OB_PRE_OPERATION_INFORMATION *info)
{
    handle_request_t request = {0};

    if (info->Operation == OB_OPERATION_HANDLE_CREATE) {
        request.desired_access = info->Parameters->CreateHandleInformation.DesiredAccess;
        request.original_access = info->Parameters->CreateHandleInformation.OriginalDesiredAccess;
    } else {
        const OB_PRE_DUPLICATE_HANDLE_INFORMATION *duplicate = &info->Parameters->DuplicateHandleInformation;

        request.desired_access = duplicate->DesiredAccess;
        request.original_access = duplicate->OriginalDesiredAccess;
        request.source = mon_identity_of((PEPROCESS)duplicate->SourceProcess);
        request.recipient = mon_identity_of((PEPROCESS)duplicate->TargetProcess);
    }
    return request;
}

/* IRQL: <= APC_LEVEL. */
static void on_request(const mon_config_t *config, OB_PRE_OPERATION_INFORMATION *info)
{
    handle_request_t *slot;

    if (info->KernelHandle) {
        mon_count(&mon_state.counters.kernel_handle_operations);
        return;
    }
    if ((config->values.flags & MON_CONFIG_SELF_ACCESS) == 0 && is_self_access(info)) {
        mon_count(&mon_state.counters.self_access_operations);
        return;
    }
    slot = mon_slots_claim(mon_state.handle_slots, mon_time_now(), &info->CallContext);
    if (slot != NULL) {
        *slot = describe_request(info);
    } else {
        handle_operation_t operation = {info->Operation, info->Object, info->ObjectType};
        handle_request_t request = describe_request(info);
        handle_outcome_t unknown = {0};

        mon_count(&mon_state.counters.operation_slot_shortages);
        report(config, &operation, &request, &unknown);
    }
}

/* IRQL: <= APC_LEVEL. */
OB_PREOP_CALLBACK_STATUS NTAPI MonCbObjectPreCallback(PVOID context, POB_PRE_OPERATION_INFORMATION info)
{
    const mon_config_t *config = mon_config_enter(&mon_state.config);

    UNREFERENCED_PARAMETER(context);
    info->CallContext = NULL;
    if (config == NULL) {
        return OB_PREOP_SUCCESS;
    }
    count_operation(info);
    if ((config->values.callback_mask & (1u << MON_CALLBACK_OBJECT)) != 0) {
        on_request(config, info);
    }
    mon_config_leave(config);
    return OB_PREOP_SUCCESS;
}

/* IRQL: <= APC_LEVEL. */
static void on_outcome(const mon_config_t *config, const OB_POST_OPERATION_INFORMATION *info)
{
    handle_operation_t operation = {info->Operation, info->Object, info->ObjectType};
    handle_outcome_t outcome = {.is_known = true, .status = info->ReturnStatus};
    handle_request_t request;

    if (!mon_slots_take(mon_state.handle_slots, info->CallContext, &request, sizeof request)) {
        return;
    }
    if (!NT_SUCCESS(info->ReturnStatus)) {
        mon_count(&mon_state.counters.failed_handle_operations);
        return;
    }
    outcome.granted_access = info->Operation == OB_OPERATION_HANDLE_CREATE ? info->Parameters->CreateHandleInformation.GrantedAccess
                                                                           : info->Parameters->DuplicateHandleInformation.GrantedAccess;
    report(config, &operation, &request, &outcome);
}

/* IRQL: <= APC_LEVEL. */
void NTAPI MonCbObjectPostCallback(PVOID context, POB_POST_OPERATION_INFORMATION info)
{
    const mon_config_t *config;

    UNREFERENCED_PARAMETER(context);
    if (info->CallContext == NULL) {
        return;
    }
    config = mon_config_enter(&mon_state.config);
    if (config == NULL) {
        return;
    }
    on_outcome(config, info);
    mon_config_leave(config);
}
