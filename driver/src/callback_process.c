/*
 * Process callback: creation and exit. It asks the kernel for what it needs first, then reserves the record, copies and
 * commits. The parent is whom the kernel names so; the creator is who made the call, and the two differ when the caller
 * chose another parent.
 */
#include "kernel_callbacks.h"
#include "name_match.h"
#include "process_facts.h"
#include "record_text.h"

/* Programs that are themselves I/O ring tools, by file name; a configuration adds to the list. */
static const mon_name_t loader_names[] = {MON_NAME_INITIALIZER(L"IORING.EXE"), MON_NAME_INITIALIZER(L"IORINGTEST.EXE"), MON_NAME_INITIALIZER(L"BULKLOADDEMO.EXE")};

/* IRQL: PASSIVE_LEVEL. */
bool MonCbIsIoRingLoader(const mon_config_t *config, PCUNICODE_STRING image_name)
{
    mon_name_t base_name = mon_base_name(mon_name_of(image_name));

    for (uint32_t index = 0; index < sizeof loader_names / sizeof loader_names[0]; index++) {
        if (mon_name_equals(base_name, loader_names[index])) {
            return true;
        }
    }
    for (uint32_t index = 0; index < config->image_name_count; index++) {
        if (mon_name_equals(base_name, (mon_name_t){config->image_names[index].text, config->image_names[index].length_chars})) {
            return true;
        }
    }
    return false;
}

/* IRQL: <= DISPATCH_LEVEL. */
void MonCbScheduleScan(const mon_config_t *config, const mon_identity_t *process, uint8_t trigger)
{
    if ((config->values.flags & MON_CONFIG_SCANS) != 0) {
        (void)mon_scan_request(mon_state.scans, process, trigger, config->values.scan_delay_ms);
    }
}

/* Who is involved in a creation, each with its start time. */
typedef struct creation_roles {
    mon_identity_t process;
    mon_identity_t parent;
    mon_identity_t creator;
    uint32_t creator_thread_id;
} creation_roles_t;

/* IRQL: <= APC_LEVEL. */
static creation_roles_t find_roles(PEPROCESS process, const PS_CREATE_NOTIFY_INFO *create_info)
{
    creation_roles_t roles = {
        .process = mon_identity_of(process),
        .creator = mon_identity_of_id(create_info->CreatingThreadId.UniqueProcess),
        .creator_thread_id = (uint32_t)(ULONG_PTR)create_info->CreatingThreadId.UniqueThread,
    };

    roles.parent = create_info->ParentProcessId == create_info->CreatingThreadId.UniqueProcess
        ? roles.creator
        : mon_identity_of_id(create_info->ParentProcessId);
    return roles;
}

/* IRQL: any. */
static void put_roles(mon_process_create_record_t *record, const creation_roles_t *roles)
{
    record->process_id = roles->process.process_id;
    record->parent_process_id = roles->parent.process_id;
    record->creator_process_id = roles->creator.process_id;
    record->creator_thread_id = roles->creator_thread_id;
    record->header.present_mask |= MON_PROCESS_CREATE_HAS_PARENT_PROCESS_ID | MON_PROCESS_CREATE_HAS_CREATOR_PROCESS_ID |
        MON_PROCESS_CREATE_HAS_CREATOR_THREAD_ID;
    if (roles->process.start_time != 0) {
        record->process_start_us = mon_time_to_unix_us(roles->process.start_time);
        record->header.present_mask |= MON_PROCESS_CREATE_HAS_PROCESS_START_US;
    }
    if (roles->parent.start_time != 0) {
        record->parent_start_us = mon_time_to_unix_us(roles->parent.start_time);
        record->header.present_mask |= MON_PROCESS_CREATE_HAS_PARENT_START_US;
    }
    if (roles->creator.start_time != 0) {
        record->creator_start_us = mon_time_to_unix_us(roles->creator.start_time);
        record->header.present_mask |= MON_PROCESS_CREATE_HAS_CREATOR_START_US;
    }
}

/* IRQL: any. */
static void put_facts(mon_process_create_record_t *record, const mon_process_facts_t *facts)
{
    if (facts->has_session) {
        record->session_id = facts->session_id;
        record->header.present_mask |= MON_PROCESS_CREATE_HAS_SESSION_ID;
    }
    if (facts->has_integrity) {
        record->integrity_level = facts->integrity_level;
        record->header.present_mask |= MON_PROCESS_CREATE_HAS_INTEGRITY_LEVEL;
    }
}

typedef struct creation {
    creation_roles_t roles;
    mon_process_facts_t facts;
    mon_text_t executable;
    mon_text_t command_line;
    bool is_subsystem_process;
    bool is_image_partial;
    /* What another driver denied the creation with; a success when nobody did. */
    NTSTATUS status;
} creation_t;

/* IRQL: PASSIVE_LEVEL. */
static void write_creation(const creation_t *creation)
{
    mon_process_create_record_t *record = (mon_process_create_record_t *)mon_ring_reserve(&mon_state.ring, MON_KIND_PROCESS_CREATE,
        sizeof *record, creation->executable.length_bytes + creation->command_line.length_bytes);
    mon_text_writer_t writer;

    if (record == NULL) {
        return;
    }
    record->header.present_mask = MON_PROCESS_CREATE_HAS_MONOTONIC_US | MON_PROCESS_CREATE_HAS_IS_SUBSYSTEM_PROCESS |
        MON_PROCESS_CREATE_HAS_IS_TRUNCATED | MON_PROCESS_CREATE_HAS_IS_IMAGE_PARTIAL;
    record->is_image_partial = creation->is_image_partial;
    if (!NT_SUCCESS(creation->status)) {
        record->denied_status = (uint32_t)creation->status;
        record->header.present_mask |= MON_PROCESS_CREATE_HAS_DENIED_STATUS;
    }
    put_roles(record, &creation->roles);
    put_facts(record, &creation->facts);
    record->is_subsystem_process = creation->is_subsystem_process;
    record->is_truncated = creation->executable.is_cut || creation->command_line.is_cut;
    writer = (mon_text_writer_t){.record = &record->header};
    mon_text_put(&writer, &record->executable, &creation->executable, MON_PROCESS_CREATE_HAS_EXECUTABLE);
    mon_text_put(&writer, &record->command_line, &creation->command_line, MON_PROCESS_CREATE_HAS_COMMAND_LINE);
    mon_ring_commit(&mon_state.ring, &record->header);
}

/*
 * A creation that another driver has denied is written and nothing else: the process never runs, so it gets no profile and
 * no scan, and its exit, if one comes, is that of a process nobody knows. IRQL: PASSIVE_LEVEL.
 */
void MonCbOnProcessCreate(const mon_config_t *config, PEPROCESS process, const PS_CREATE_NOTIFY_INFO *create_info)
{
    creation_t creation = {
        .roles = find_roles(process, create_info),
        .facts = mon_process_facts_of(process),
        .executable = mon_text_of(create_info->ImageFileName, MON_PATH_MAX_BYTES),
        .command_line = mon_text_of(create_info->CommandLine, config->values.command_line_limit_bytes),
        .is_subsystem_process = (create_info->Flags & MON_CREATE_FLAG_SUBSYSTEM) != 0,
        /* Without the flag the name is what the creator passed, or less. */
        .is_image_partial = create_info->ImageFileName != NULL && (create_info->Flags & MON_CREATE_FLAG_FILE_OPEN_NAME) == 0,
        .status = create_info->CreationStatus,
    };
    bool is_denied = !NT_SUCCESS(creation.status);
    mon_cache_note_t note = {.counter = MON_PROFILE_CHILD, .rate_limit = config->values.process_rate_limit, .now = mon_time_now()};

    if (!is_denied) {
        mon_cache_insert(mon_state.cache, &creation.roles.process, creation.facts.integrity_level);
    }
    if (mon_cache_note(mon_state.cache, &creation.roles.creator, &note)) {
        write_creation(&creation);
    } else {
        mon_ring_refuse_rate_limited(&mon_state.ring, MON_KIND_PROCESS_CREATE);
    }
    if (is_denied) {
        return;
    }
    /* Every process is looked at in its turn; one that is a known loader counts as such in its profile. */
    if (MonCbIsIoRingLoader(config, create_info->ImageFileName)) {
        note.counter = MON_PROFILE_IORING_IMAGE_LOAD;
        note.rate_limit = 0;
        (void)mon_cache_note(mon_state.cache, &creation.roles.process, &note);
    }
    MonCbScheduleScan(config, &creation.roles.process, MON_SCAN_TRIGGER_PROCESS_CREATE);
}

/* The exit is written whatever the rate: it ends what others are told of the process. IRQL: PASSIVE_LEVEL. */
void MonCbOnProcessTerminate(const mon_config_t *config, PEPROCESS process)
{
    mon_identity_t identity = mon_identity_of(process);
    mon_process_profile_t profile;
    bool is_known = mon_cache_remove(mon_state.cache, &identity, &profile);
    mon_process_terminate_record_t *record =
        (mon_process_terminate_record_t *)mon_ring_reserve(&mon_state.ring, MON_KIND_PROCESS_TERMINATE, sizeof *record, 0);

    UNREFERENCED_PARAMETER(config);
    if (record != NULL) {
        record->header.present_mask = MON_PROCESS_TERMINATE_HAS_MONOTONIC_US | MON_PROCESS_TERMINATE_HAS_EXIT_STATUS;
        record->process_id = identity.process_id;
        record->exit_status = (uint32_t)PsGetProcessExitStatus(process);
        if (identity.start_time != 0) {
            record->process_start_us = mon_time_to_unix_us(identity.start_time);
            record->header.present_mask |= MON_PROCESS_TERMINATE_HAS_PROCESS_START_US;
        }
        if (is_known) {
            record->anomaly_score = mon_profile_anomaly_score(&profile);
            record->header.present_mask |= MON_PROCESS_TERMINATE_HAS_ANOMALY_SCORE;
        }
        mon_ring_commit(&mon_state.ring, &record->header);
    }
    if (is_known) {
        mon_profile_export(&identity, &profile, mon_time_now());
    }
}

/* IRQL: PASSIVE_LEVEL, in a critical region. */
void NTAPI MonCbProcessNotify(PEPROCESS process, HANDLE process_id, PPS_CREATE_NOTIFY_INFO create_info)
{
    const mon_config_t *config = mon_config_enter(&mon_state.config);

    UNREFERENCED_PARAMETER(process_id);
    if (config == NULL) {
        return;
    }
    mon_count(create_info != NULL ? &mon_state.counters.process_creations : &mon_state.counters.process_terminations);
    if ((config->values.callback_mask & (1u << MON_CALLBACK_PROCESS)) != 0) {
        if (create_info != NULL) {
            MonCbOnProcessCreate(config, process, create_info);
        } else {
            MonCbOnProcessTerminate(config, process);
        }
    }
    mon_config_leave(config);
}
