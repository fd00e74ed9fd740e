#include "kernel_callbacks.h"

/* The first value of the type that Ex2 takes: every subsystem's processes. */
#define CREATE_PROCESS_NOTIFY_SUBSYSTEMS 0u
/* Report images of another architecture too. */
#define IMAGE_NOTIFY_CONFLICTING_ARCHITECTURE 1u

static PVOID object_handle;
static mon_callback_status_t registrations[MON_CALLBACK_COUNT];

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

    UNREFERENCED_PARAMETER(driver);
    *routine = MON_ROUTINE_PLAIN;
    RtlInitUnicodeString(&registration.Altitude, L"385201.31011");
    return ObRegisterCallbacks(&registration, &object_handle);
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
} callback_source_t;

/* In the order of registration. */
static const callback_source_t sources[MON_CALLBACK_COUNT] = {
    [MON_CALLBACK_PROCESS] = {register_process, unregister_process, false},
    [MON_CALLBACK_THREAD] = {register_thread, unregister_thread, false},
    [MON_CALLBACK_IMAGE] = {register_image, unregister_image, false},
    [MON_CALLBACK_OBJECT] = {register_object, unregister_object, true},
    [MON_CALLBACK_REGISTRY] = {mon_registry_register, mon_registry_unregister, true},
};

/* IRQL: PASSIVE_LEVEL. */
NTSTATUS MonCbInitialize(PDRIVER_OBJECT driver)
{
    NTSTATUS status = STATUS_SUCCESS;

    RtlZeroMemory(registrations, sizeof registrations);
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
