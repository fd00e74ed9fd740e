/*
 * Fires the registry callback, before and after an operation, and gives out the names of keys. At PASSIVE_LEVEL, in no critical
 * region (EX_CALLBACK_FUNCTION). Object of a post-operation is valid for STATUS_SUCCESS only, not for STATUS_REPARSE and
 * other successes: the driver kit's reference of REG_POST_OPERATION_INFORMATION and "Handling notifications".
 */
#include "sim_callbacks.h"

/* What is left in a member that Windows does not promise to fill. */
#define INVALID_OBJECT ((PVOID)0x10)

static uint64_t key_names;

uint64_t sim_key_name_count(void)
{
    return __atomic_load_n(&key_names, __ATOMIC_RELAXED);
}

NTSTATUS sim_CmCallbackGetKeyObjectIDEx(PLARGE_INTEGER cookie, PVOID object, ULONG_PTR *id, PCUNICODE_STRING *name, ULONG flags)
{
    sim_text_t *path = object;

    (void)id;
    (void)flags;
    sim_require_irql(PASSIVE_LEVEL, __func__);
    if (object == NULL || object == INVALID_OBJECT) {
        sim_violation("the name of an object that is none is asked for");
    }
    if (!sim_is_registry_cookie(cookie->QuadPart)) {
        return STATUS_INVALID_PARAMETER;
    }
    if (sim_must_fail(__func__) || path->chars == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    *name = sim_make_string(*path);
    (void)__atomic_add_fetch(&key_names, 1, __ATOMIC_RELAXED);
    return STATUS_SUCCESS;
}

void sim_CmCallbackReleaseKeyObjectIDEx(PCUNICODE_STRING name)
{
    (void)__atomic_sub_fetch(&key_names, 1, __ATOMIC_RELAXED);
    sim_free_string((UNICODE_STRING *)(uintptr_t)name);
}

/* The older routine: the name belongs to the key object. */
NTSTATUS sim_CmCallbackGetKeyObjectID(PLARGE_INTEGER cookie, PVOID object, ULONG_PTR *id, PCUNICODE_STRING *name)
{
    static __thread UNICODE_STRING string;
    const sim_text_t *path = object;

    (void)cookie;
    (void)id;
    string = (UNICODE_STRING){.Length = (USHORT)path->bytes, .MaximumLength = (USHORT)path->bytes, .Buffer = (PWSTR)(uintptr_t)path->chars};
    *name = &string;
    return STATUS_SUCCESS;
}

typedef struct registry_call {
    REG_NOTIFY_CLASS pre_class;
    REG_NOTIFY_CLASS post_class;
    PVOID information;
    PVOID *call_context;
} registry_call_t;

static void call_registry(const sim_registry_operation_t *fired, const registry_call_t *call)
{
    PEX_CALLBACK_FUNCTION routine = (PEX_CALLBACK_FUNCTION)sim_begin_callback(CALLBACK_REGISTRY);
    sim_text_t path = fired->path;
    REG_POST_OPERATION_INFORMATION post = {.Object = &path, .Status = fired->status, .PreInformation = call->information, .ReturnStatus = fired->status};
    sim_context_t before;

    if (routine == NULL) {
        return;
    }
    before = sim_enter_callback(sim_find_process(fired->actor_id), fired->actor_thread_id, PASSIVE_LEVEL, 0);
    (void)routine(NULL, (PVOID)(uintptr_t)call->pre_class, call->information);
    /* A deleted key has lost its name. */
    if ((fired->operation == SIM_REGISTRY_DELETE || fired->operation == SIM_REGISTRY_UNLOAD) && NT_SUCCESS(fired->status)) {
        path = (sim_text_t){0};
    }
    if (fired->operation == SIM_REGISTRY_CREATE && fired->status != STATUS_SUCCESS) {
        post.Object = fired->has_no_object ? NULL : INVALID_OBJECT;
    } else if (fired->has_no_object) {
        post.Object = NULL;
    }
    post.CallContext = *call->call_context;
    if (!fired->is_abandoned) {
        (void)routine(NULL, (PVOID)(uintptr_t)call->post_class, &post);
    }
    sim_leave_callback(before, "registry");
    sim_end_callback(CALLBACK_REGISTRY);
}

static void fire_set(const sim_registry_operation_t *fired, UNICODE_STRING *name)
{
    sim_text_t path = fired->path;
    uint8_t *kernel_data = malloc(fired->data_bytes + 1u);
    REG_SET_VALUE_KEY_INFORMATION info = {.Object = &path, .ValueName = name, .Type = fired->data_type, .DataSize = fired->data_bytes};
    uint8_t *exact = realloc(kernel_data, fired->data_bytes + (fired->data_bytes == 0));

    if (fired->data != NULL) {
        memcpy(exact, fired->data, fired->data_bytes);
        info.Data = fired->is_user_data ? sim_user_copy(fired->data, fired->data_bytes, fired->is_unmapped) : exact;
    }
    call_registry(fired, &(registry_call_t){RegNtPreSetValueKey, RegNtPostSetValueKey, &info, &info.CallContext});
    free(exact);
}

static void fire_create(const sim_registry_operation_t *fired)
{
    ULONG disposition = fired->is_existing ? 2 : REG_CREATED_NEW_KEY;
    REG_CREATE_KEY_INFORMATION info = {.Disposition = &disposition};

    call_registry(fired, &(registry_call_t){RegNtPreCreateKeyEx, RegNtPostCreateKeyEx, &info, &info.CallContext});
}

/* Loads below the key of the path, which keeps its name; the name is the new key's, the file the hive's. */
static void fire_hive(const sim_registry_operation_t *fired, UNICODE_STRING *name)
{
    sim_text_t path = fired->path;
    UNICODE_STRING *kernel_file = sim_make_string(fired->file);
    UNICODE_STRING user_file = {.Length = 8, .MaximumLength = 8, .Buffer = (PWSTR)(uintptr_t)SIM_USER_MEMORY};
    UNICODE_STRING *file = fired->is_user_data ? &user_file : kernel_file;
    REG_LOAD_KEY_INFORMATION load = {.Object = &path, .KeyName = name, .SourceFile = file};
    REG_UNLOAD_KEY_INFORMATION unload = {.Object = &path};
    REG_RESTORE_KEY_INFORMATION restore = {.Object = &path};
    REG_REPLACE_KEY_INFORMATION replace = {.Object = &path, .NewFileName = file};

    if (fired->operation == SIM_REGISTRY_LOAD) {
        call_registry(fired, &(registry_call_t){RegNtPreLoadKey, RegNtPostLoadKey, &load, &load.CallContext});
    } else if (fired->operation == SIM_REGISTRY_UNLOAD) {
        call_registry(fired, &(registry_call_t){RegNtPreUnLoadKey, RegNtPostUnLoadKey, &unload, &unload.CallContext});
    } else if (fired->operation == SIM_REGISTRY_RESTORE) {
        call_registry(fired, &(registry_call_t){RegNtPreRestoreKey, RegNtPostRestoreKey, &restore, &restore.CallContext});
    } else {
        call_registry(fired, &(registry_call_t){RegNtPreReplaceKey, RegNtPostReplaceKey, &replace, &replace.CallContext});
    }
    sim_free_string(kernel_file);
}

void sim_fire_registry(const sim_registry_operation_t *fired)
{
    sim_text_t path = fired->path;
    UNICODE_STRING *name = sim_make_string(fired->name);
    REG_DELETE_KEY_INFORMATION delete_key = {.Object = &path};
    REG_RENAME_KEY_INFORMATION rename_key = {.Object = &path, .NewName = name};
    REG_DELETE_VALUE_KEY_INFORMATION delete_value = {.Object = &path, .ValueName = name};

    switch (fired->operation) {
    case SIM_REGISTRY_CREATE:
        fire_create(fired);
        break;
    case SIM_REGISTRY_DELETE:
        call_registry(fired, &(registry_call_t){RegNtPreDeleteKey, RegNtPostDeleteKey, &delete_key, &delete_key.CallContext});
        break;
    case SIM_REGISTRY_RENAME:
        call_registry(fired, &(registry_call_t){RegNtPreRenameKey, RegNtPostRenameKey, &rename_key, &rename_key.CallContext});
        break;
    case SIM_REGISTRY_SET:
        fire_set(fired, name);
        break;
    case SIM_REGISTRY_DELETE_VALUE:
        call_registry(fired, &(registry_call_t){RegNtPreDeleteValueKey, RegNtPostDeleteValueKey, &delete_value, &delete_value.CallContext});
        break;
    case SIM_REGISTRY_LOAD:
    case SIM_REGISTRY_UNLOAD:
    case SIM_REGISTRY_RESTORE:
    case SIM_REGISTRY_REPLACE:
        fire_hive(fired, name);
        break;
    default:
        /* A query, which nobody records. */
        call_registry(fired, &(registry_call_t){(REG_NOTIFY_CLASS)8, (REG_NOTIFY_CLASS)23, &delete_value, &delete_value.CallContext});
        break;
    }
    sim_free_string(name);
}
