/* The notification callbacks: who is registered, and firing them the way the kernel does. */
#include "sim_internal.h"

enum { CALLBACK_PROCESS, CALLBACK_THREAD, CALLBACK_IMAGE, CALLBACK_OBJECT, CALLBACK_REGISTRY, CALLBACK_KINDS };

static PVOID routines[CALLBACK_KINDS];
static OB_OPERATION_REGISTRATION object_operations[4];
static uint32_t object_operation_count;
static int64_t in_flight[CALLBACK_KINDS];
static bool removal_waits = true;
static bool is_held;
static uint32_t held;
static uint64_t key_names;
static int64_t registry_cookie;

void sim_set_removal_waits(bool waits)
{
    removal_waits = waits;
}

void sim_hold_callbacks(bool hold)
{
    __atomic_store_n(&is_held, hold, __ATOMIC_SEQ_CST);
}

uint32_t sim_callbacks_held(void)
{
    return __atomic_load_n(&held, __ATOMIC_SEQ_CST);
}

uint32_t sim_callback_count(void)
{
    uint32_t count = 0;

    for (uint32_t kind = 0; kind < CALLBACK_KINDS; kind++) {
        count += __atomic_load_n(&routines[kind], __ATOMIC_ACQUIRE) != NULL ? 1 : 0;
    }
    return count;
}

uint64_t sim_key_name_count(void)
{
    return __atomic_load_n(&key_names, __ATOMIC_RELAXED);
}

void sim_reset_callbacks(void)
{
    removal_waits = true;
    sim_hold_callbacks(false);
}

static NTSTATUS add(uint32_t kind, PVOID routine, const char *call)
{
    sim_require_irql(PASSIVE_LEVEL, call);
    if (sim_must_fail(call)) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    if (routines[kind] != NULL) {
        sim_violation("%s: registered twice", call);
    }
    for (uint32_t later = kind + 1; later < CALLBACK_KINDS; later++) {
        if (routines[later] != NULL) {
            sim_violation("%s: registered out of order", call);
        }
    }
    __atomic_store_n(&routines[kind], routine, __ATOMIC_RELEASE);
    return STATUS_SUCCESS;
}

static NTSTATUS take_away(uint32_t kind, PVOID routine, const char *call)
{
    sim_require_irql(PASSIVE_LEVEL, call);
    if (routines[kind] == NULL || routines[kind] != routine) {
        sim_violation("%s: removes what is not registered", call);
    }
    for (uint32_t later = kind + 1; later < CALLBACK_KINDS; later++) {
        if (routines[later] != NULL) {
            sim_violation("%s: removed out of order", call);
        }
    }
    __atomic_store_n(&routines[kind], NULL, __ATOMIC_SEQ_CST);
    while (removal_waits && __atomic_load_n(&in_flight[kind], __ATOMIC_SEQ_CST) != 0) {
        sim_delay_host();
    }
    return STATUS_SUCCESS;
}

/* The routine, counted as running; NULL when none is registered. */
static PVOID begin(uint32_t kind)
{
    PVOID routine;

    (void)__atomic_add_fetch(&in_flight[kind], 1, __ATOMIC_SEQ_CST);
    routine = __atomic_load_n(&routines[kind], __ATOMIC_SEQ_CST);
    if (routine == NULL) {
        (void)__atomic_sub_fetch(&in_flight[kind], 1, __ATOMIC_SEQ_CST);
    }
    return routine;
}

static void end(uint32_t kind)
{
    (void)__atomic_sub_fetch(&in_flight[kind], 1, __ATOMIC_SEQ_CST);
}

/* ---- registration ---- */

NTSTATUS PsSetCreateProcessNotifyRoutineEx(PCREATE_PROCESS_NOTIFY_ROUTINE_EX routine, BOOLEAN remove)
{
    return remove ? take_away(CALLBACK_PROCESS, (PVOID)routine, __func__) : add(CALLBACK_PROCESS, (PVOID)routine, __func__);
}

static NTSTATUS sim_PsSetCreateProcessNotifyRoutineEx2(ULONG type, PVOID routine, BOOLEAN remove)
{
    if (type != 0) {
        return STATUS_INVALID_PARAMETER;
    }
    return remove ? take_away(CALLBACK_PROCESS, routine, __func__) : add(CALLBACK_PROCESS, routine, __func__);
}

NTSTATUS PsSetCreateThreadNotifyRoutine(PCREATE_THREAD_NOTIFY_ROUTINE routine)
{
    return add(CALLBACK_THREAD, (PVOID)routine, __func__);
}

NTSTATUS PsRemoveCreateThreadNotifyRoutine(PCREATE_THREAD_NOTIFY_ROUTINE routine)
{
    return take_away(CALLBACK_THREAD, (PVOID)routine, __func__);
}

NTSTATUS PsSetLoadImageNotifyRoutine(PLOAD_IMAGE_NOTIFY_ROUTINE routine)
{
    return add(CALLBACK_IMAGE, (PVOID)routine, __func__);
}

static NTSTATUS sim_PsSetLoadImageNotifyRoutineEx(PLOAD_IMAGE_NOTIFY_ROUTINE routine, ULONG_PTR flags)
{
    return flags == 1 ? add(CALLBACK_IMAGE, (PVOID)routine, __func__) : STATUS_INVALID_PARAMETER;
}

NTSTATUS PsRemoveLoadImageNotifyRoutine(PLOAD_IMAGE_NOTIFY_ROUTINE routine)
{
    return take_away(CALLBACK_IMAGE, (PVOID)routine, __func__);
}

NTSTATUS ObRegisterCallbacks(POB_CALLBACK_REGISTRATION registration, PVOID *handle)
{
    NTSTATUS status;

    if (registration->Version != OB_FLT_REGISTRATION_VERSION || registration->Altitude.Length == 0 ||
        registration->OperationRegistrationCount > 4) {
        return STATUS_INVALID_PARAMETER;
    }
    status = add(CALLBACK_OBJECT, (PVOID)1, __func__);
    if (NT_SUCCESS(status)) {
        memcpy(object_operations, registration->OperationRegistration,
            registration->OperationRegistrationCount * sizeof object_operations[0]);
        object_operation_count = registration->OperationRegistrationCount;
        *handle = object_operations;
    }
    return status;
}

void ObUnRegisterCallbacks(PVOID handle)
{
    if (handle != object_operations) {
        sim_violation("ObUnRegisterCallbacks with a handle it did not get");
    }
    (void)take_away(CALLBACK_OBJECT, (PVOID)1, __func__);
}

NTSTATUS CmRegisterCallback(PEX_CALLBACK_FUNCTION routine, PVOID context, PLARGE_INTEGER cookie)
{
    (void)context;
    cookie->QuadPart = ++registry_cookie;
    return add(CALLBACK_REGISTRY, (PVOID)routine, __func__);
}

static NTSTATUS sim_CmRegisterCallbackEx(
    PEX_CALLBACK_FUNCTION routine, const UNICODE_STRING *altitude, PVOID driver, PVOID context, PLARGE_INTEGER cookie, PVOID reserved)
{
    (void)context;
    (void)reserved;
    if (altitude->Length == 0 || driver == NULL) {
        return STATUS_INVALID_PARAMETER;
    }
    cookie->QuadPart = ++registry_cookie;
    return add(CALLBACK_REGISTRY, (PVOID)routine, __func__);
}

NTSTATUS CmUnRegisterCallback(LARGE_INTEGER cookie)
{
    if (cookie.QuadPart != registry_cookie) {
        sim_violation("CmUnRegisterCallback with a cookie it did not get");
    }
    return take_away(CALLBACK_REGISTRY, routines[CALLBACK_REGISTRY], __func__);
}

/* ---- firing ---- */

/* A string whose buffer ends where its length says, so that a read past it is found. */
static UNICODE_STRING *make_string(sim_text_t text)
{
    UNICODE_STRING *string;

    if (text.chars == NULL) {
        return NULL;
    }
    string = malloc(sizeof *string);
    *string = (UNICODE_STRING){.Length = (USHORT)text.bytes, .MaximumLength = (USHORT)text.bytes, .Buffer = malloc(text.bytes + (text.bytes == 0))};
    memcpy(string->Buffer, text.chars, text.bytes);
    return string;
}

static void free_string(UNICODE_STRING *string)
{
    if (string != NULL) {
        free(string->Buffer);
        free(string);
    }
}

static void wait_while_held(void)
{
    if (__atomic_load_n(&is_held, __ATOMIC_SEQ_CST)) {
        (void)__atomic_add_fetch(&held, 1, __ATOMIC_SEQ_CST);
        while (__atomic_load_n(&is_held, __ATOMIC_SEQ_CST)) {
            sim_delay_host();
        }
        (void)__atomic_sub_fetch(&held, 1, __ATOMIC_SEQ_CST);
    }
}

bool sim_fire_process_create(const sim_process_create_t *create)
{
    PEPROCESS process = sim_add_process(create->process_id, create);
    PEPROCESS creator = sim_find_process(create->creator_id);
    PS_CREATE_NOTIFY_INFO info = {.Size = sizeof info,
        .Flags = 1u | (create->is_subsystem ? 2u : 0),
        .ParentProcessId = (HANDLE)(uintptr_t)create->parent_id,
        .CreatingThreadId = {(HANDLE)(uintptr_t)create->creator_id, (HANDLE)(uintptr_t)create->creator_thread_id}};
    PCREATE_PROCESS_NOTIFY_ROUTINE_EX routine;
    UNICODE_STRING *image;
    UNICODE_STRING *command_line;
    sim_context_t before;

    if (process == NULL) {
        return false;
    }
    routine = (PCREATE_PROCESS_NOTIFY_ROUTINE_EX)begin(CALLBACK_PROCESS);
    if (routine == NULL) {
        return true;
    }
    wait_while_held();
    image = make_string(create->image);
    command_line = make_string(create->command_line);
    info.ImageFileName = image;
    info.CommandLine = command_line;
    before = sim_enter_callback(creator, create->creator_thread_id, PASSIVE_LEVEL);
    routine(process, (HANDLE)(uintptr_t)create->process_id, &info);
    sim_leave_callback(before, "process create");
    free_string(image);
    free_string(command_line);
    end(CALLBACK_PROCESS);
    return true;
}

bool sim_fire_process_exit(uint32_t process_id, int32_t exit_status)
{
    PEPROCESS process = sim_find_process(process_id);
    PCREATE_PROCESS_NOTIFY_ROUTINE_EX routine;
    sim_context_t before;

    if (process == NULL) {
        return false;
    }
    process->exit_status = exit_status;
    routine = (PCREATE_PROCESS_NOTIFY_ROUTINE_EX)begin(CALLBACK_PROCESS);
    if (routine != NULL) {
        before = sim_enter_callback(process, process_id + 4, PASSIVE_LEVEL);
        routine(process, (HANDLE)(uintptr_t)process_id, NULL);
        sim_leave_callback(before, "process exit");
        end(CALLBACK_PROCESS);
    }
    sim_end_process(process);
    return true;
}

static void fire_thread(uint32_t actor_id, uint32_t actor_thread_id, uint32_t process_id, uint32_t thread_id, bool is_create)
{
    PCREATE_THREAD_NOTIFY_ROUTINE routine = (PCREATE_THREAD_NOTIFY_ROUTINE)begin(CALLBACK_THREAD);
    sim_context_t before;

    if (routine == NULL) {
        return;
    }
    before = sim_enter_callback(sim_find_process(actor_id), actor_thread_id, is_create ? PASSIVE_LEVEL : APC_LEVEL);
    routine((HANDLE)(uintptr_t)process_id, (HANDLE)(uintptr_t)thread_id, is_create);
    sim_leave_callback(before, "thread");
    end(CALLBACK_THREAD);
}

void sim_fire_thread_create(uint32_t actor_id, uint32_t actor_thread_id, uint32_t process_id, uint32_t thread_id, uint64_t start)
{
    PEPROCESS process = sim_find_process(process_id);
    PETHREAD thread = process != NULL ? sim_make_thread(process, thread_id, start) : NULL;

    fire_thread(actor_id, actor_thread_id, process_id, thread_id, true);
    if (thread != NULL) {
        sim_drop_thread(thread);
    }
}

void sim_fire_thread_exit(uint32_t process_id, uint32_t thread_id)
{
    fire_thread(process_id, thread_id, process_id, thread_id, false);
}

void sim_fire_image_load(const sim_image_load_t *load)
{
    PLOAD_IMAGE_NOTIFY_ROUTINE routine = (PLOAD_IMAGE_NOTIFY_ROUTINE)begin(CALLBACK_IMAGE);
    IMAGE_INFO info = {.Properties = (load->process_id == 0 ? 0x100u : 0) | (load->signature_level << 12),
        .ImageBase = (PVOID)(uintptr_t)load->base,
        .ImageSize = load->size_bytes};
    UNICODE_STRING *name;
    sim_context_t before;

    if (routine == NULL) {
        return;
    }
    name = make_string(load->path);
    before = sim_enter_callback(sim_find_process(load->process_id), load->thread_id, PASSIVE_LEVEL);
    routine(name, (HANDLE)(uintptr_t)load->process_id, &info);
    sim_leave_callback(before, "image load");
    free_string(name);
    end(CALLBACK_IMAGE);
}

static const OB_OPERATION_REGISTRATION *find_operation(POBJECT_TYPE type, OB_OPERATION operation)
{
    for (uint32_t index = 0; index < object_operation_count; index++) {
        if (*object_operations[index].ObjectType == type && (object_operations[index].Operations & operation) != 0) {
            return &object_operations[index];
        }
    }
    return NULL;
}

static void fire_object(const sim_handle_operation_t *fired, const OB_OPERATION_REGISTRATION *registered, OB_PRE_OPERATION_INFORMATION *pre)
{
    OB_POST_OPERATION_PARAMETERS granted = {.CreateHandleInformation = {fired->granted_access}};
    OB_POST_OPERATION_INFORMATION post = {.Operation = pre->Operation,
        .Flags = pre->Flags,
        .Object = pre->Object,
        .ObjectType = pre->ObjectType,
        .ReturnStatus = fired->status,
        .Parameters = NT_SUCCESS(fired->status) ? &granted : NULL};
    sim_context_t before = sim_enter_callback(sim_find_process(fired->actor_id), fired->actor_thread_id, APC_LEVEL);

    if (registered->PreOperation(NULL, pre) != OB_PREOP_SUCCESS) {
        sim_violation("a pre-operation callback may only return OB_PREOP_SUCCESS");
    }
    post.CallContext = pre->CallContext;
    if (!fired->is_abandoned) {
        registered->PostOperation(NULL, &post);
    }
    sim_leave_callback(before, "object");
}

void sim_fire_handle(const sim_handle_operation_t *fired)
{
    bool is_thread = fired->object_thread_id != 0;
    PEPROCESS process = sim_find_process(fired->object_id);
    PETHREAD thread = is_thread ? sim_make_thread(process, fired->object_thread_id, 0) : NULL;
    OB_PRE_OPERATION_PARAMETERS parameters = {.DuplicateHandleInformation = {.DesiredAccess = fired->desired_access,
                                                  .OriginalDesiredAccess = fired->original_access,
                                                  .SourceProcess = fired->is_duplicate ? sim_find_process(fired->source_id) : NULL,
                                                  .TargetProcess = fired->is_duplicate ? sim_find_process(fired->recipient_id) : NULL}};
    OB_PRE_OPERATION_INFORMATION pre = {.Operation = fired->is_duplicate ? OB_OPERATION_HANDLE_DUPLICATE : OB_OPERATION_HANDLE_CREATE,
        .Flags = fired->is_kernel_handle ? 1 : 0,
        .Object = is_thread ? (PVOID)thread : (PVOID)process,
        .ObjectType = is_thread ? *__imp_PsThreadType : *__imp_PsProcessType,
        .Parameters = &parameters};
    const OB_OPERATION_REGISTRATION *registered;

    if (begin(CALLBACK_OBJECT) != NULL) {
        registered = find_operation(pre.ObjectType, pre.Operation);
        if (registered != NULL) {
            fire_object(fired, registered, &pre);
        }
        end(CALLBACK_OBJECT);
    }
    if (thread != NULL) {
        sim_drop_thread(thread);
    }
}

/* ---- registry ---- */

static NTSTATUS sim_CmCallbackGetKeyObjectIDEx(PLARGE_INTEGER cookie, PVOID object, ULONG_PTR *id, PCUNICODE_STRING *name, ULONG flags)
{
    sim_text_t *path = object;

    (void)id;
    (void)flags;
    sim_require_irql(PASSIVE_LEVEL, __func__);
    if (cookie->QuadPart != registry_cookie) {
        return STATUS_INVALID_PARAMETER;
    }
    if (sim_must_fail(__func__) || path->chars == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    *name = make_string(*path);
    (void)__atomic_add_fetch(&key_names, 1, __ATOMIC_RELAXED);
    return STATUS_SUCCESS;
}

static void sim_CmCallbackReleaseKeyObjectIDEx(PCUNICODE_STRING name)
{
    (void)__atomic_sub_fetch(&key_names, 1, __ATOMIC_RELAXED);
    free_string((UNICODE_STRING *)(uintptr_t)name);
}

/* The older routine: the name belongs to the key object. */
static NTSTATUS sim_CmCallbackGetKeyObjectID(PLARGE_INTEGER cookie, PVOID object, ULONG_PTR *id, PCUNICODE_STRING *name)
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
    PEX_CALLBACK_FUNCTION routine = (PEX_CALLBACK_FUNCTION)begin(CALLBACK_REGISTRY);
    sim_text_t path = fired->path;
    REG_POST_OPERATION_INFORMATION post = {.Object = &path, .Status = fired->status, .PreInformation = call->information, .ReturnStatus = fired->status};
    sim_context_t before;

    if (routine == NULL) {
        return;
    }
    before = sim_enter_callback(sim_find_process(fired->actor_id), fired->actor_thread_id, PASSIVE_LEVEL);
    (void)routine(NULL, (PVOID)(uintptr_t)call->pre_class, call->information);
    /* A deleted key has lost its name. */
    if (fired->operation == SIM_REGISTRY_DELETE && NT_SUCCESS(fired->status)) {
        path = (sim_text_t){0};
    }
    post.CallContext = *call->call_context;
    if (!fired->is_abandoned) {
        (void)routine(NULL, (PVOID)(uintptr_t)call->post_class, &post);
    }
    sim_leave_callback(before, "registry");
    end(CALLBACK_REGISTRY);
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

void sim_fire_registry(const sim_registry_operation_t *fired)
{
    sim_text_t path = fired->path;
    UNICODE_STRING *name = make_string(fired->name);
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
    default:
        /* A query, which nobody records. */
        call_registry(fired, &(registry_call_t){(REG_NOTIFY_CLASS)8, (REG_NOTIFY_CLASS)23, &delete_value, &delete_value.CallContext});
        break;
    }
    free_string(name);
}

/* ---- routines that not every Windows has ---- */

NTSTATUS sim_MmCopyMemory(PVOID target, PVOID source, SIZE_T bytes, ULONG flags, SIZE_T *copied);
void sim_KeQuerySystemTimePrecise(PLARGE_INTEGER time);

static ULONG_PTR first_kernel_address = SIM_FIRST_KERNEL_ADDRESS;

static const struct {
    const WCHAR *name;
    PVOID routine;
} dynamic_routines[] = {
    {L"KeQuerySystemTimePrecise", (PVOID)sim_KeQuerySystemTimePrecise},
    {L"PsSetCreateProcessNotifyRoutineEx2", (PVOID)sim_PsSetCreateProcessNotifyRoutineEx2},
    {L"PsSetLoadImageNotifyRoutineEx", (PVOID)sim_PsSetLoadImageNotifyRoutineEx},
    {L"CmRegisterCallbackEx", (PVOID)sim_CmRegisterCallbackEx},
    {L"CmCallbackGetKeyObjectIDEx", (PVOID)sim_CmCallbackGetKeyObjectIDEx},
    {L"CmCallbackReleaseKeyObjectIDEx", (PVOID)sim_CmCallbackReleaseKeyObjectIDEx},
    {L"CmCallbackGetKeyObjectID", (PVOID)sim_CmCallbackGetKeyObjectID},
    {L"MmCopyMemory", (PVOID)sim_MmCopyMemory},
    {L"MmSystemRangeStart", &first_kernel_address},
};

PVOID MmGetSystemRoutineAddress(PUNICODE_STRING name)
{
    sim_require_irql(PASSIVE_LEVEL, __func__);
    if (sim_is_hidden(name)) {
        return NULL;
    }
    for (uint32_t index = 0; index < sizeof dynamic_routines / sizeof dynamic_routines[0]; index++) {
        UNICODE_STRING known;

        RtlInitUnicodeString(&known, dynamic_routines[index].name);
        if (known.Length == name->Length && memcmp(known.Buffer, name->Buffer, known.Length) == 0) {
            return dynamic_routines[index].routine;
        }
    }
    return NULL;
}
