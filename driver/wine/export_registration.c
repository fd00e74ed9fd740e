/* The registration routines: they keep what is registered. Also the routines that are looked up by name. */
#include "export_driver.h"

registered_routines_t export_registered;

static NTSTATUS keep(PVOID *place, PVOID routine, bool is_removal)
{
    *place = is_removal ? NULL : routine;
    return STATUS_SUCCESS;
}

NTSTATUS NTAPI exp_PsSetCreateProcessNotifyRoutineEx(PVOID routine, BOOLEAN remove)
{
    return keep(&export_registered.process, routine, remove);
}

static NTSTATUS NTAPI set_process_routine_ex2(ULONG type, PVOID routine, BOOLEAN remove)
{
    (void)type;
    return keep(&export_registered.process, routine, remove);
}

NTSTATUS NTAPI exp_PsSetCreateThreadNotifyRoutine(PVOID routine)
{
    return keep(&export_registered.thread, routine, false);
}

NTSTATUS NTAPI exp_PsRemoveCreateThreadNotifyRoutine(PVOID routine)
{
    return keep(&export_registered.thread, routine, true);
}

NTSTATUS NTAPI exp_PsSetLoadImageNotifyRoutine(PVOID routine)
{
    return keep(&export_registered.image, routine, false);
}

static NTSTATUS NTAPI set_image_routine_ex(PVOID routine, ULONG_PTR flags)
{
    (void)flags;
    return keep(&export_registered.image, routine, false);
}

NTSTATUS NTAPI exp_PsRemoveLoadImageNotifyRoutine(PVOID routine)
{
    return keep(&export_registered.image, routine, true);
}

NTSTATUS NTAPI exp_ObRegisterCallbacks(POB_CALLBACK_REGISTRATION registration, PVOID *handle)
{
    if (registration->OperationRegistrationCount != 2) {
        return STATUS_INVALID_PARAMETER;
    }
    RtlCopyMemory(export_registered.object, registration->OperationRegistration, sizeof export_registered.object);
    export_registered.has_object = true;
    *handle = export_registered.object;
    return STATUS_SUCCESS;
}

VOID NTAPI exp_ObUnRegisterCallbacks(PVOID handle)
{
    (void)handle;
    export_registered.has_object = false;
}

NTSTATUS NTAPI exp_CmRegisterCallback(PVOID routine, PVOID context, PLARGE_INTEGER cookie)
{
    (void)context;
    cookie->QuadPart = 1;
    return keep(&export_registered.registry, routine, false);
}

static NTSTATUS NTAPI register_registry_ex(PVOID routine, PVOID altitude, PVOID driver, PVOID context, PLARGE_INTEGER cookie, PVOID reserved)
{
    (void)altitude;
    (void)driver;
    (void)reserved;
    return exp_CmRegisterCallback(routine, context, cookie);
}

NTSTATUS NTAPI exp_CmUnRegisterCallback(LARGE_INTEGER cookie)
{
    (void)cookie;
    return keep(&export_registered.registry, NULL, true);
}

/* A key object is its path. */
static NTSTATUS NTAPI key_name_ex(PLARGE_INTEGER cookie, PVOID object, ULONG_PTR *id, PCUNICODE_STRING *name, ULONG flags)
{
    (void)cookie;
    (void)id;
    (void)flags;
    *name = object;
    return STATUS_SUCCESS;
}

static VOID NTAPI release_key_name(PCUNICODE_STRING name)
{
    (void)name;
}

/* Everything a driver sees in Wine lies low, so everything counts as kernel memory. */
static ULONG_PTR first_kernel_address = 0x1000;

static const struct {
    const WCHAR *name;
    PVOID routine;
} routines[] = {
    {L"PsSetCreateProcessNotifyRoutineEx2", (PVOID)set_process_routine_ex2},
    {L"PsSetLoadImageNotifyRoutineEx", (PVOID)set_image_routine_ex},
    {L"CmRegisterCallbackEx", (PVOID)register_registry_ex},
    {L"CmCallbackGetKeyObjectIDEx", (PVOID)key_name_ex},
    {L"CmCallbackReleaseKeyObjectIDEx", (PVOID)release_key_name},
    {L"MmSystemRangeStart", &first_kernel_address},
};

PVOID NTAPI exp_MmGetSystemRoutineAddress(PUNICODE_STRING name)
{
    for (uint32_t index = 0; index < sizeof routines / sizeof routines[0]; index++) {
        UNICODE_STRING known;

        RtlInitUnicodeString(&known, routines[index].name);
        if (RtlEqualUnicodeString(&known, name, FALSE)) {
            return routines[index].routine;
        }
    }
    return NULL;
}
