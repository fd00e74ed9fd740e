/*
 * Registry callback: keys created, deleted, renamed, values set and deleted, below the watched keys, when they succeeded.
 * The kernel has no operation that renames a value.
 *
 * The key of a delete or a rename has its old name only before the operation, so the path is taken then and carried over.
 * Names come from kernel memory. The data of a value may lie in user memory that its owner can take away at any time;
 * then it is copied with the one routine that survives that, or not at all.
 */
#include "kernel_callbacks.h"
#include "name_match.h"
#include "process_facts.h"
#include "record_text.h"
#include "registry_record.h"

#define SLOT_PATH_MAX_BYTES 1024u

static LARGE_INTEGER registration_cookie;

typedef struct registry_request {
    uint32_t path_bytes;
    bool is_path_cut;
    uint8_t path[SLOT_PATH_MAX_BYTES];
} registry_request_t;
_Static_assert(sizeof(registry_request_t) <= MON_REGISTRY_SLOT_BYTES, "the slots are large enough");

/* IRQL: PASSIVE_LEVEL. */
static bool is_watched(const mon_config_t *config, mon_name_t path)
{
    for (uint32_t index = 0; index < config->pattern_count; index++) {
        const mon_pattern_t *pattern = &config->patterns[index];

        if (mon_path_matches(path, (mon_name_t){pattern->text, pattern->length_chars})) {
            return true;
        }
    }
    return false;
}

/* The name the kernel has for a key object. To be given back with release_path. IRQL: PASSIVE_LEVEL. */
static PCUNICODE_STRING take_path(PVOID key)
{
    PCUNICODE_STRING path = NULL;
    NTSTATUS status = STATUS_NOT_SUPPORTED;

    if (key == NULL) {
        return NULL;
    }
    if (mon_routines.key_name_ex != NULL && mon_routines.release_key_name != NULL) {
        status = mon_routines.key_name_ex(&registration_cookie, key, NULL, &path, 0);
    } else if (mon_routines.key_name != NULL) {
        status = mon_routines.key_name(&registration_cookie, key, NULL, &path);
    }
    return NT_SUCCESS(status) ? path : NULL;
}

/* IRQL: PASSIVE_LEVEL. */
static void release_path(PCUNICODE_STRING path)
{
    if (path != NULL && mon_routines.key_name_ex != NULL && mon_routines.release_key_name != NULL) {
        mon_routines.release_key_name(path);
    }
}

/* Takes the path of a watched key; NULL, and nothing to give back, for any other. IRQL: PASSIVE_LEVEL. */
static PCUNICODE_STRING take_watched_path(const mon_config_t *config, PVOID key)
{
    PCUNICODE_STRING path = take_path(key);

    if (path != NULL && is_watched(config, mon_name_of(path))) {
        return path;
    }
    release_path(path);
    mon_count(&mon_state.counters.filtered_registry_operations);
    return NULL;
}

/* IRQL: PASSIVE_LEVEL. */
static void on_value_set(const mon_config_t *config, PVOID key, const REG_SET_VALUE_KEY_INFORMATION *info)
{
    uint8_t buffer[MON_REGISTRY_USER_DATA_BYTES];
    PCUNICODE_STRING path = take_watched_path(config, key);
    mon_registry_change_t change = {.operation = MON_REGISTRY_OPERATION_TYPE_SET_VALUE, .has_data = true};

    if (path == NULL) {
        return;
    }
    change.path = mon_text_of(path, MON_PATH_MAX_BYTES);
    change.value_name = mon_text_of(info->ValueName, MON_PATH_MAX_BYTES);
    change.data_type = info->Type;
    change.data_length_bytes = info->DataSize;
    change.data = mon_registry_first_bytes(info->Data, info->DataSize, config->values.registry_data_limit_bytes, buffer);
    mon_registry_report(config, &change);
    release_path(path);
}

/* IRQL: PASSIVE_LEVEL. */
static void on_value_deleted(const mon_config_t *config, PVOID key, const REG_DELETE_VALUE_KEY_INFORMATION *info)
{
    PCUNICODE_STRING path = take_watched_path(config, key);
    mon_registry_change_t change = {.operation = MON_REGISTRY_OPERATION_TYPE_DELETE_VALUE};

    if (path == NULL) {
        return;
    }
    change.path = mon_text_of(path, MON_PATH_MAX_BYTES);
    change.value_name = mon_text_of(info->ValueName, MON_PATH_MAX_BYTES);
    mon_registry_report(config, &change);
    release_path(path);
}

/* Opening a key that is already there comes this way too and is no change. IRQL: PASSIVE_LEVEL. */
static void on_key_created(const mon_config_t *config, PVOID key, const REG_CREATE_KEY_INFORMATION *info)
{
    mon_registry_change_t change = {.operation = MON_REGISTRY_OPERATION_TYPE_CREATE_KEY};
    PCUNICODE_STRING path;

    if ((ULONG_PTR)info->Disposition < mon_routines.first_kernel_address || *info->Disposition != REG_CREATED_NEW_KEY) {
        return;
    }
    path = take_watched_path(config, key);
    if (path == NULL) {
        return;
    }
    change.path = mon_text_of(path, MON_PATH_MAX_BYTES);
    mon_registry_report(config, &change);
    release_path(path);
}

/* Keeps the path of a watched key until its delete or rename is over. IRQL: PASSIVE_LEVEL. */
static void on_key_request(const mon_config_t *config, PVOID key, PVOID *call_context)
{
    PCUNICODE_STRING path = take_watched_path(config, key);
    registry_request_t *slot;
    mon_text_t text;

    if (path == NULL) {
        return;
    }
    slot = mon_slots_claim(mon_state.registry_slots, mon_time_now(), call_context);
    if (slot == NULL) {
        mon_count(&mon_state.counters.operation_slot_shortages);
    } else {
        text = mon_text_of(path, SLOT_PATH_MAX_BYTES);
        if (text.length_bytes != 0) {
            RtlCopyMemory(slot->path, text.bytes, text.length_bytes);
        }
        slot->path_bytes = text.length_bytes;
        slot->is_path_cut = text.is_cut;
    }
    release_path(path);
}

/* IRQL: PASSIVE_LEVEL. */
static void on_key_outcome(const mon_config_t *config, uint8_t operation, const REG_POST_OPERATION_INFORMATION *info)
{
    const registry_request_t *slot = mon_slots_find(mon_state.registry_slots, info->CallContext);
    mon_registry_change_t change = {.operation = operation};

    if (slot == NULL) {
        return;
    }
    if (NT_SUCCESS(info->Status)) {
        change.path = (mon_text_t){.bytes = slot->path, .length_bytes = slot->path_bytes, .is_present = true, .is_cut = slot->is_path_cut};
        if (operation == MON_REGISTRY_OPERATION_TYPE_RENAME_KEY && info->PreInformation != NULL) {
            change.new_name = mon_text_of(((const REG_RENAME_KEY_INFORMATION *)info->PreInformation)->NewName, MON_PATH_MAX_BYTES);
        }
        mon_registry_report(config, &change);
    } else {
        mon_count(&mon_state.counters.failed_registry_operations);
    }
    (void)mon_slots_release(mon_state.registry_slots, info->CallContext);
}

/* Changes that are written from the post-operation alone. IRQL: PASSIVE_LEVEL. */
static void on_change(const mon_config_t *config, REG_NOTIFY_CLASS class, const REG_POST_OPERATION_INFORMATION *info)
{
    if (!NT_SUCCESS(info->Status)) {
        mon_count(&mon_state.counters.failed_registry_operations);
        return;
    }
    if (info->PreInformation == NULL) {
        return;
    }
    switch (class) {
    case RegNtPostSetValueKey:
        on_value_set(config, info->Object, info->PreInformation);
        break;
    case RegNtPostDeleteValueKey:
        on_value_deleted(config, info->Object, info->PreInformation);
        break;
    default:
        on_key_created(config, info->Object, info->PreInformation);
        break;
    }
}

/* IRQL: PASSIVE_LEVEL. */
static void dispatch(const mon_config_t *config, REG_NOTIFY_CLASS class, PVOID information)
{
    switch (class) {
    case RegNtPreDeleteKey:
        on_key_request(config, ((REG_DELETE_KEY_INFORMATION *)information)->Object, &((REG_DELETE_KEY_INFORMATION *)information)->CallContext);
        break;
    case RegNtPreRenameKey:
        on_key_request(config, ((REG_RENAME_KEY_INFORMATION *)information)->Object, &((REG_RENAME_KEY_INFORMATION *)information)->CallContext);
        break;
    case RegNtPostDeleteKey:
        on_key_outcome(config, MON_REGISTRY_OPERATION_TYPE_DELETE_KEY, information);
        break;
    case RegNtPostRenameKey:
        on_key_outcome(config, MON_REGISTRY_OPERATION_TYPE_RENAME_KEY, information);
        break;
    default:
        on_change(config, class, information);
        break;
    }
}

/* IRQL: any. */
static bool is_recorded_class(REG_NOTIFY_CLASS class)
{
    switch (class) {
    case RegNtPreDeleteKey:
    case RegNtPreRenameKey:
    case RegNtPostDeleteKey:
    case RegNtPostRenameKey:
    case RegNtPostSetValueKey:
    case RegNtPostDeleteValueKey:
    case RegNtPostCreateKeyEx:
        return true;
    default:
        return false;
    }
}

/* Reads and lookups are the bulk of all notifications; they leave at the first step. IRQL: PASSIVE_LEVEL. */
NTSTATUS NTAPI MonCbRegistryCallback(PVOID context, PVOID notify_class, PVOID information)
{
    REG_NOTIFY_CLASS class = (REG_NOTIFY_CLASS)(ULONG_PTR)notify_class;
    const mon_config_t *config;

    UNREFERENCED_PARAMETER(context);
    if (!is_recorded_class(class) || information == NULL) {
        return STATUS_SUCCESS;
    }
    config = mon_config_enter(&mon_state.config);
    if (config == NULL) {
        return STATUS_SUCCESS;
    }
    if (class != RegNtPreDeleteKey && class != RegNtPreRenameKey) {
        mon_count(&mon_state.counters.registry_operations);
    }
    if ((config->values.callback_mask & (1u << MON_CALLBACK_REGISTRY)) != 0) {
        dispatch(config, class, information);
    }
    mon_config_leave(config);
    return STATUS_SUCCESS;
}

/* IRQL: PASSIVE_LEVEL. */
NTSTATUS mon_registry_register(PDRIVER_OBJECT driver, uint8_t *routine)
{
    UNICODE_STRING altitude;

    if (mon_routines.register_registry_ex == NULL) {
        *routine = MON_ROUTINE_PLAIN;
        return CmRegisterCallback(MonCbRegistryCallback, NULL, &registration_cookie);
    }
    *routine = MON_ROUTINE_EXTENDED;
    RtlInitUnicodeString(&altitude, L"385201.31011");
    return mon_routines.register_registry_ex(MonCbRegistryCallback, &altitude, driver, NULL, &registration_cookie, NULL);
}

/* IRQL: PASSIVE_LEVEL. */
void mon_registry_unregister(void)
{
    (void)CmUnRegisterCallback(registration_cookie);
}
