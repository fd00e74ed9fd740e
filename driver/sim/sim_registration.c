/* Who is registered for the notification callbacks, in which order, and who is inside one. */
#include "sim_callbacks.h"


static PVOID routines[CALLBACK_KINDS];
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

NTSTATUS PsSetCreateProcessNotifyRoutineEx(PCREATE_PROCESS_NOTIFY_ROUTINE_EX routine, BOOLEAN remove)
{
    return remove ? take_away(CALLBACK_PROCESS, (PVOID)routine, __func__) : add(CALLBACK_PROCESS, (PVOID)routine, __func__);
}

NTSTATUS sim_PsSetCreateProcessNotifyRoutineEx2(ULONG type, PVOID routine, BOOLEAN remove)
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

NTSTATUS sim_PsSetLoadImageNotifyRoutineEx(PLOAD_IMAGE_NOTIFY_ROUTINE routine, ULONG_PTR flags)
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

NTSTATUS sim_CmRegisterCallbackEx(
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
