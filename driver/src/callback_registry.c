/*
 * Registry callback: keys created, deleted, renamed, values set and deleted, below the watched keys, and hives loaded,
 * unloaded, restored and replaced, when they succeeded. The kernel has no operation that renames a value.
 *
 * Names come from kernel memory. The data of a value may lie in user memory that its owner can take away at any time;
 * then it is copied with the one routine that survives that, or not at all.
 */
#include "kernel_callbacks.h"
#include "altitude.h"
#include "registry_carry.h"
#include "registry_path.h"
#include "registry_record.h"

/* IRQL: PASSIVE_LEVEL. */
static void on_value_set(const mon_config_t *config, PVOID key, const REG_SET_VALUE_KEY_INFORMATION *info)
{
    uint8_t buffer[MON_REGISTRY_USER_DATA_BYTES];
    PCUNICODE_STRING path = mon_registry_take_watched_path(config, key);
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
    mon_registry_release_path(path);
}

/* IRQL: PASSIVE_LEVEL. */
static void on_value_deleted(const mon_config_t *config, PVOID key, const REG_DELETE_VALUE_KEY_INFORMATION *info)
{
    PCUNICODE_STRING path = mon_registry_take_watched_path(config, key);
    mon_registry_change_t change = {.operation = MON_REGISTRY_OPERATION_TYPE_DELETE_VALUE};

    if (path == NULL) {
        return;
    }
    change.path = mon_text_of(path, MON_PATH_MAX_BYTES);
    change.value_name = mon_text_of(info->ValueName, MON_PATH_MAX_BYTES);
    mon_registry_report(config, &change);
    mon_registry_release_path(path);
}

/* Opening a key that is already there comes this way too and is no change. IRQL: PASSIVE_LEVEL. */
static void on_key_created(const mon_config_t *config, PVOID key, const REG_CREATE_KEY_INFORMATION *info)
{
    mon_registry_change_t change = {.operation = MON_REGISTRY_OPERATION_TYPE_CREATE_KEY};
    PCUNICODE_STRING path;

    if ((ULONG_PTR)info->Disposition < mon_routines.first_kernel_address || *info->Disposition != REG_CREATED_NEW_KEY) {
        return;
    }
    path = mon_registry_take_watched_path(config, key);
    if (path == NULL) {
        return;
    }
    change.path = mon_text_of(path, MON_PATH_MAX_BYTES);
    mon_registry_report(config, &change);
    mon_registry_release_path(path);
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
        /* Of a creation with another success, as STATUS_REPARSE, the object is not valid; the one it leads to is announced itself. */
        if (info->Status == STATUS_SUCCESS) {
            on_key_created(config, info->Object, info->PreInformation);
        }
        break;
    }
}

/* Changes that are written from their second notification alone. */
#define CHANGES \
    (MON_REGISTRY_CLASS_BIT(RegNtPostSetValueKey) | MON_REGISTRY_CLASS_BIT(RegNtPostDeleteValueKey) | MON_REGISTRY_CLASS_BIT(RegNtPostCreateKeyEx))
#define RECORDED_CLASSES (CHANGES | MON_REGISTRY_CARRIED_REQUESTS | MON_REGISTRY_CARRIED_OUTCOMES)

/* IRQL: PASSIVE_LEVEL. */
static void dispatch(const mon_config_t *config, REG_NOTIFY_CLASS class, PVOID information)
{
    uint64_t bit = MON_REGISTRY_CLASS_BIT(class);

    if ((bit & CHANGES) != 0) {
        on_change(config, class, information);
    } else if ((bit & MON_REGISTRY_CARRIED_REQUESTS) != 0) {
        mon_registry_carry_request(config, class, information);
    } else {
        mon_registry_carry_outcome(config, class, information);
    }
}

/* IRQL: PASSIVE_LEVEL. */
static MON_NOINLINE void on_recorded(REG_NOTIFY_CLASS class, PVOID information)
{
    const mon_config_t *config = mon_config_enter(&mon_state.config);

    if (config == NULL) {
        return;
    }
    if ((MON_REGISTRY_CLASS_BIT(class) & MON_REGISTRY_CARRIED_REQUESTS) == 0) {
        mon_count(&mon_state.counters.registry_operations);
    }
    if ((config->values.callback_mask & (1u << MON_CALLBACK_REGISTRY)) != 0) {
        dispatch(config, class, information);
    }
    mon_config_leave(config);
}

/* Reads and lookups are the bulk of all notifications; they leave at the first step. IRQL: PASSIVE_LEVEL. */
NTSTATUS NTAPI MonCbRegistryCallback(PVOID context, PVOID notify_class, PVOID information)
{
    ULONG_PTR class = (ULONG_PTR)notify_class;

    UNREFERENCED_PARAMETER(context);
    if (class < 64 && (RECORDED_CLASSES >> class & 1) != 0 && information != NULL) {
        on_recorded((REG_NOTIFY_CLASS)class, information);
    }
    return STATUS_SUCCESS;
}

/* IRQL: PASSIVE_LEVEL. */
NTSTATUS mon_registry_register(PDRIVER_OBJECT driver, uint8_t *routine)
{
    UNICODE_STRING altitude;
    LARGE_INTEGER cookie;
    NTSTATUS status;

    if (mon_routines.register_registry_ex == NULL) {
        *routine = MON_ROUTINE_PLAIN;
        return CmRegisterCallback(MonCbRegistryCallback, NULL, &mon_registry_cookie);
    }
    *routine = MON_ROUTINE_EXTENDED;
    RtlInitUnicodeString(&altitude, MON_ALTITUDE);
    status = mon_routines.register_registry_ex(MonCbRegistryCallback, &altitude, driver, NULL, &cookie, NULL);
    if (NT_SUCCESS(status)) {
        mon_registry_cookie = cookie;
    }
    return status;
}

/* IRQL: PASSIVE_LEVEL. */
void mon_registry_unregister(void)
{
    (void)CmUnRegisterCallback(mon_registry_cookie);
}
