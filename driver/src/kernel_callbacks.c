#include "kernel_callbacks.h"
#include "altitude.h"

/* The first value of the type that Ex2 takes: every subsystem's processes. */
#define CREATE_PROCESS_NOTIFY_SUBSYSTEMS 0u
/* Report images of another architecture too. */
#define IMAGE_NOTIFY_CONFLICTING_ARCHITECTURE 1u

static PVOID object_handle;
static mon_callback_status_t registrations[MON_CALLBACK_COUNT];
/* One self check at a time. */
static uint32_t is_checking;
static uint64_t restored_count;

/* IRQL: PASSIVE_LEVEL. */
static NTSTATUS set_process_routine(uint8_t routine, BOOLEAN is_removal)
{
    if (routine == MON_ROUTINE_EXTENDED) {
        return mon_routines.set_process_routine_ex2(CREATE_PROCESS_NOTIFY_SUBSYSTEMS, (PVOID)(ULONG_PTR)MonCbProcessNotify, is_removal);
    }
    return PsSetCreateProcessNotifyRoutineEx(MonCbProcessNotify, is_removal);
}

/* IRQL: PASSIVE_LEVEL. */
static NTSTATUS register_process(PDRIVER_OBJECT driver, uint8_t *routine)
{
    UNREFERENCED_PARAMETER(driver);
    *routine = mon_routines.set_process_routine_ex2 != NULL ? MON_ROUTINE_EXTENDED : MON_ROUTINE_PLAIN;
    return set_process_routine(*routine, FALSE);
}

/* IRQL: PASSIVE_LEVEL. */
static void unregister_process(void)
{
    (void)set_process_routine(registrations[MON_CALLBACK_PROCESS].routine, TRUE);
}

/* The plain routine, on purpose: its callback runs in the creator's context. IRQL: PASSIVE_LEVEL. */
static NTSTATUS register_thread(PDRIVER_OBJECT driver, uint8_t *routine)
{
    UNREFERENCED_PARAMETER(driver);
    *routine = MON_ROUTINE_PLAIN;
    return PsSetCreateThreadNotifyRoutine(MonCbThreadNotify);
}

/* IRQL: PASSIVE_LEVEL. */
static void unregister_thread(void)
{
    (void)PsRemoveCreateThreadNotifyRoutine(MonCbThreadNotify);
}

/* IRQL: PASSIVE_LEVEL. */
static NTSTATUS register_image(PDRIVER_OBJECT driver, uint8_t *routine)
{
    UNREFERENCED_PARAMETER(driver);
    if (mon_routines.set_image_routine_ex != NULL) {
        *routine = MON_ROUTINE_EXTENDED;
        return mon_routines.set_image_routine_ex(MonCbImageLoadNotify, IMAGE_NOTIFY_CONFLICTING_ARCHITECTURE);
    }
    *routine = MON_ROUTINE_PLAIN;
    return PsSetLoadImageNotifyRoutine(MonCbImageLoadNotify);
}

/* IRQL: PASSIVE_LEVEL. */
static void unregister_image(void)
{
    (void)PsRemoveLoadImageNotifyRoutine(MonCbImageLoadNotify);
}

/* IRQL: PASSIVE_LEVEL. */
static NTSTATUS register_object(PDRIVER_OBJECT driver, uint8_t *routine)
{
    OB_OPERATION_REGISTRATION operations[] = {
        {.ObjectType = __imp_PsProcessType,
            .Operations = OB_OPERATION_HANDLE_CREATE | OB_OPERATION_HANDLE_DUPLICATE,
            .PreOperation = MonCbObjectPreCallback,
            .PostOperation = MonCbObjectPostCallback},
        {.ObjectType = __imp_PsThreadType,
            .Operations = OB_OPERATION_HANDLE_CREATE | OB_OPERATION_HANDLE_DUPLICATE,
            .PreOperation = MonCbObjectPreCallback,
            .PostOperation = MonCbObjectPostCallback},
    };
    OB_CALLBACK_REGISTRATION registration = {
        .Version = OB_FLT_REGISTRATION_VERSION,
        .OperationRegistrationCount = 2,
        .OperationRegistration = operations,
    };

    PVOID handle;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(driver);
    *routine = MON_ROUTINE_PLAIN;
    RtlInitUnicodeString(&registration.Altitude, MON_ALTITUDE);
    status = ObRegisterCallbacks(&registration, &handle);
    if (NT_SUCCESS(status)) {
        object_handle = handle;
    }
    return status;
}

/* IRQL: PASSIVE_LEVEL. */
static void unregister_object(void)
{
    ObUnRegisterCallbacks(object_handle);
    object_handle = NULL;
}

typedef struct callback_source {
    NTSTATUS (*start)(PDRIVER_OBJECT driver, uint8_t *routine);
    void (*stop)(void);
    bool is_optional;
    /* What registering a second time gives while the first is in place; 0 where Windows does not promise to refuse it. */
    NTSTATUS double_status;
} callback_source_t;

/*
 * In the order of registration. The statuses of doubles are those of PsSetCreateProcessNotifyRoutineEx,
 * ObRegisterCallbacks and CmRegisterCallbackEx in the driver kit's reference.
 */
static const callback_source_t sources[MON_CALLBACK_COUNT] = {
    [MON_CALLBACK_PROCESS] = {register_process, unregister_process, false, STATUS_INVALID_PARAMETER},
    [MON_CALLBACK_THREAD] = {register_thread, unregister_thread, false, 0},
    [MON_CALLBACK_IMAGE] = {register_image, unregister_image, false, 0},
    [MON_CALLBACK_OBJECT] = {register_object, unregister_object, true, STATUS_FLT_INSTANCE_ALTITUDE_COLLISION},
    [MON_CALLBACK_REGISTRY] = {mon_registry_register, mon_registry_unregister, true, STATUS_FLT_INSTANCE_ALTITUDE_COLLISION},
};

/* IRQL: PASSIVE_LEVEL. */
NTSTATUS MonCbInitialize(PDRIVER_OBJECT driver)
{
    NTSTATUS status = STATUS_SUCCESS;

    RtlZeroMemory(registrations, sizeof registrations);
    restored_count = 0;
    mon_config_open(&mon_state.config);
    for (uint32_t index = 0; index < MON_CALLBACK_COUNT; index++) {
        mon_callback_status_t *registration = &registrations[index];

        registration->status = sources[index].start(driver, &registration->routine);
        registration->is_registered = NT_SUCCESS(registration->status);
        if (!registration->is_registered && !sources[index].is_optional) {
            status = registration->status;
            MonCbShutdown();
            break;
        }
    }
    return status;
}

/* IRQL: PASSIVE_LEVEL. */
void MonCbShutdown(void)
{
    for (uint32_t index = MON_CALLBACK_COUNT; index > 0; index--) {
        if (registrations[index - 1].is_registered) {
            sources[index - 1].stop();
            registrations[index - 1].is_registered = FALSE;
        }
    }
    /* The kernel waits for its callbacks too; this is for the kernels that do not, and costs nothing. */
    mon_config_close(&mon_state.config);
}

/* IRQL: any. */
void MonCbGetRegistrations(mon_callback_status_t statuses[MON_CALLBACK_COUNT])
{
    RtlCopyMemory(statuses, registrations, sizeof registrations);
}

/* An older Windows registers the registry callback without an altitude, and so without refusing a double. IRQL: any. */
static bool refuses_doubles(uint32_t callback)
{
    return sources[callback].double_status != 0 &&
        (callback != MON_CALLBACK_REGISTRY || registrations[callback].routine == MON_ROUTINE_EXTENDED);
}

/* IRQL: PASSIVE_LEVEL. */
static void check_registration(uint32_t callback, mon_registration_check_t *check)
{
    uint8_t routine;

    if (!registrations[callback].is_registered) {
        check->state = MON_REGISTRATION_MISSING;
        check->status = registrations[callback].status;
        return;
    }
    if (!refuses_doubles(callback)) {
        check->state = MON_REGISTRATION_NOT_TOLD;
        return;
    }
    check->status = sources[callback].start(mon_state.device->DriverObject, &routine);
    if (check->status == sources[callback].double_status) {
        check->state = MON_REGISTRATION_PRESENT;
    } else if (NT_SUCCESS(check->status)) {
        check->state = MON_REGISTRATION_RESTORED;
        (void)__atomic_add_fetch(&restored_count, 1, __ATOMIC_RELAXED);
    } else {
        check->state = MON_REGISTRATION_NOT_TOLD;
    }
}

/* IRQL: PASSIVE_LEVEL. */
NTSTATUS MonCbSelfCheck(mon_registration_check_t checks[MON_CALLBACK_COUNT])
{
    if (__atomic_exchange_n(&is_checking, 1, __ATOMIC_ACQUIRE) != 0) {
        return STATUS_DEVICE_BUSY;
    }
    for (uint32_t callback = 0; callback < MON_CALLBACK_COUNT; callback++) {
        check_registration(callback, &checks[callback]);
    }
    __atomic_store_n(&is_checking, 0, __ATOMIC_RELEASE);
    return STATUS_SUCCESS;
}

/* IRQL: any. */
uint64_t MonCbRestoredCount(void)
{
    return __atomic_load_n(&restored_count, __ATOMIC_RELAXED);
}
