/* Who is registered for the notification callbacks, with what, in which order, and who is inside one. */
#include "sim_callbacks.h"

/* The load order group of those who only watch; Microsoft's list of minifilter altitudes. */
#define FIRST_WATCHER_ALTITUDE 360000u
#define LAST_WATCHER_ALTITUDE 389999u

static PVOID routines[CALLBACK_KINDS];
static bool was_taken_away[CALLBACK_KINDS];
static sim_registration_t contents[CALLBACK_KINDS];
static OB_OPERATION_REGISTRATION object_operations[4];
static uint32_t object_operation_count;
static int64_t in_flight[CALLBACK_KINDS];
static bool removal_waits = true;
static int64_t registry_cookie;

void sim_set_removal_waits(bool waits)
{
    removal_waits = waits;
}

uint32_t sim_callback_count(void)
{
    uint32_t count = 0;

    for (uint32_t kind = 0; kind < CALLBACK_KINDS; kind++) {
        count += __atomic_load_n(&routines[kind], __ATOMIC_ACQUIRE) != NULL ? 1 : 0;
    }
    return count;
}

void sim_reset_callbacks(void)
{
    removal_waits = true;
    memset(was_taken_away, 0, sizeof was_taken_away);
    sim_hold_callbacks(false);
}

void sim_get_registration(uint32_t callback, sim_registration_t *registration)
{
    *registration = contents[callback];
}

void sim_take_callback_away(uint32_t callback)
{
    was_taken_away[callback] = true;
    __atomic_store_n(&routines[callback], NULL, __ATOMIC_SEQ_CST);
}

static void keep_altitude(uint32_t kind, const UNICODE_STRING *altitude, const char *call)
{
    char *text = contents[kind].altitude;
    uint32_t whole = 0;
    uint32_t length = altitude->Length / 2u;

    for (uint32_t index = 0; index < length && index + 1 < sizeof contents[kind].altitude; index++) {
        text[index] = (char)altitude->Buffer[index];
        text[index + 1] = 0;
    }
    for (uint32_t index = 0; index < length && text[index] >= '0' && text[index] <= '9'; index++) {
        whole = whole * 10 + (uint32_t)(text[index] - '0');
    }
    if (whole < FIRST_WATCHER_ALTITUDE || whole > LAST_WATCHER_ALTITUDE) {
        sim_violation("%s: altitude %s does not lie in the group of those who only watch", call, text);
    }
}

/* What a second registration gives differs from routine to routine; refusal says how this one refuses, 0 that it would not. */
static NTSTATUS add(uint32_t kind, PVOID routine, NTSTATUS refusal, const char *call)
{
    sim_require_irql(PASSIVE_LEVEL, call);
    if (sim_must_fail(call)) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    if (routines[kind] != NULL && refusal == 0) {
        sim_violation("%s: registered twice", call);
    }
    if (routines[kind] != NULL) {
        return refusal;
    }
    for (uint32_t later = kind + 1; later < CALLBACK_KINDS && !was_taken_away[kind]; later++) {
        if (routines[later] != NULL) {
            sim_violation("%s: registered out of order", call);
        }
    }
    contents[kind].routine = routine;
    __atomic_store_n(&routines[kind], routine, __ATOMIC_RELEASE);
    return STATUS_SUCCESS;
}

static NTSTATUS take_away(uint32_t kind, PVOID routine, const char *call)
{
    sim_require_irql(PASSIVE_LEVEL, call);
    if (was_taken_away[kind] && routines[kind] == NULL) {
        return STATUS_NOT_FOUND;
    }
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
PVOID sim_begin_callback(uint32_t kind)
{
    PVOID routine;

    (void)__atomic_add_fetch(&in_flight[kind], 1, __ATOMIC_SEQ_CST);
    routine = __atomic_load_n(&routines[kind], __ATOMIC_SEQ_CST);
    if (routine == NULL) {
        (void)__atomic_sub_fetch(&in_flight[kind], 1, __ATOMIC_SEQ_CST);
    }
    return routine;
}

void sim_end_callback(uint32_t kind)
{
    (void)__atomic_sub_fetch(&in_flight[kind], 1, __ATOMIC_SEQ_CST);
}

/* A double gives STATUS_INVALID_PARAMETER: the reference of both routines. */
NTSTATUS PsSetCreateProcessNotifyRoutineEx(PCREATE_PROCESS_NOTIFY_ROUTINE_EX routine, BOOLEAN remove)
{
    if (!remove) {
        contents[CALLBACK_PROCESS] = (sim_registration_t){0};
    }
    return remove ? take_away(CALLBACK_PROCESS, (PVOID)routine, __func__)
                  : add(CALLBACK_PROCESS, (PVOID)routine, STATUS_INVALID_PARAMETER, __func__);
}

NTSTATUS sim_PsSetCreateProcessNotifyRoutineEx2(ULONG type, PVOID routine, BOOLEAN remove)
{
    if (type != 0) {
        return STATUS_INVALID_PARAMETER;
    }
    if (remove) {
        return take_away(CALLBACK_PROCESS, routine, __func__);
    }
    contents[CALLBACK_PROCESS] = (sim_registration_t){.routine = routine, .flags = type, .is_extended = true};
    return add(CALLBACK_PROCESS, routine, STATUS_INVALID_PARAMETER, __func__);
}

NTSTATUS PsSetCreateThreadNotifyRoutine(PCREATE_THREAD_NOTIFY_ROUTINE routine)
{
    return add(CALLBACK_THREAD, (PVOID)routine, 0, __func__);
}

NTSTATUS PsRemoveCreateThreadNotifyRoutine(PCREATE_THREAD_NOTIFY_ROUTINE routine)
{
    return take_away(CALLBACK_THREAD, (PVOID)routine, __func__);
}

NTSTATUS PsSetLoadImageNotifyRoutine(PLOAD_IMAGE_NOTIFY_ROUTINE routine)
{
    contents[CALLBACK_IMAGE] = (sim_registration_t){0};
    return add(CALLBACK_IMAGE, (PVOID)routine, 0, __func__);
}

NTSTATUS sim_PsSetLoadImageNotifyRoutineEx(PLOAD_IMAGE_NOTIFY_ROUTINE routine, ULONG_PTR flags)
{
    if (flags != 1) {
        return STATUS_INVALID_PARAMETER;
    }
    contents[CALLBACK_IMAGE] = (sim_registration_t){.flags = (uint32_t)flags, .is_extended = true};
    return add(CALLBACK_IMAGE, (PVOID)routine, 0, __func__);
}

NTSTATUS PsRemoveLoadImageNotifyRoutine(PLOAD_IMAGE_NOTIFY_ROUTINE routine)
{
    return take_away(CALLBACK_IMAGE, (PVOID)routine, __func__);
}

static void keep_operations(const OB_CALLBACK_REGISTRATION *registration)
{
    sim_registration_t *content = &contents[CALLBACK_OBJECT];

    object_operation_count = registration->OperationRegistrationCount;
    content->version = registration->Version;
    content->operation_count = object_operation_count;
    for (uint32_t index = 0; index < object_operation_count; index++) {
        const OB_OPERATION_REGISTRATION *operation = &registration->OperationRegistration[index];

        object_operations[index] = *operation;
        (void)snprintf(content->operations[index].type, sizeof content->operations[index].type, "%s",
            operation->ObjectType == __imp_PsProcessType ? "Process" : "Thread");
        content->operations[index].operations = operation->Operations;
        content->operations[index].before = (const void *)operation->PreOperation;
        content->operations[index].after = (const void *)operation->PostOperation;
    }
}

/* An altitude that is taken gives STATUS_FLT_INSTANCE_ALTITUDE_COLLISION: its reference, and that of CmRegisterCallbackEx. */
NTSTATUS ObRegisterCallbacks(POB_CALLBACK_REGISTRATION registration, PVOID *handle)
{
    NTSTATUS status;

    if (registration->Version != OB_FLT_REGISTRATION_VERSION || registration->Altitude.Length == 0 ||
        registration->OperationRegistrationCount > 4) {
        return STATUS_INVALID_PARAMETER;
    }
    keep_altitude(CALLBACK_OBJECT, &registration->Altitude, __func__);
    status = add(CALLBACK_OBJECT, (PVOID)1, STATUS_FLT_INSTANCE_ALTITUDE_COLLISION, __func__);
    if (NT_SUCCESS(status)) {
        keep_operations(registration);
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

static NTSTATUS add_registry(PEX_CALLBACK_FUNCTION routine, PLARGE_INTEGER cookie, NTSTATUS refusal, const char *call)
{
    NTSTATUS status = add(CALLBACK_REGISTRY, (PVOID)routine, refusal, call);

    if (NT_SUCCESS(status)) {
        cookie->QuadPart = ++registry_cookie;
    }
    return status;
}

NTSTATUS CmRegisterCallback(PEX_CALLBACK_FUNCTION routine, PVOID context, PLARGE_INTEGER cookie)
{
    (void)context;
    return add_registry(routine, cookie, 0, __func__);
}

NTSTATUS sim_CmRegisterCallbackEx(
    PEX_CALLBACK_FUNCTION routine, const UNICODE_STRING *altitude, PVOID driver, PVOID context, PLARGE_INTEGER cookie, PVOID reserved)
{
    (void)context;
    (void)reserved;
    if (altitude->Length == 0 || driver == NULL) {
        return STATUS_INVALID_PARAMETER;
    }
    keep_altitude(CALLBACK_REGISTRY, altitude, __func__);
    contents[CALLBACK_REGISTRY].is_extended = true;
    return add_registry(routine, cookie, STATUS_FLT_INSTANCE_ALTITUDE_COLLISION, __func__);
}

NTSTATUS CmUnRegisterCallback(LARGE_INTEGER cookie)
{
    if (cookie.QuadPart != registry_cookie) {
        sim_violation("CmUnRegisterCallback with a cookie it did not get");
    }
    return take_away(CALLBACK_REGISTRY, routines[CALLBACK_REGISTRY], __func__);
}

bool sim_is_registry_cookie(int64_t cookie)
{
    return cookie == registry_cookie;
}

const OB_OPERATION_REGISTRATION *sim_find_object_operation(POBJECT_TYPE type, OB_OPERATION operation)
{
    for (uint32_t index = 0; index < object_operation_count; index++) {
        if (*object_operations[index].ObjectType == type && (object_operations[index].Operations & operation) != 0) {
            return &object_operations[index];
        }
    }
    return NULL;
}
