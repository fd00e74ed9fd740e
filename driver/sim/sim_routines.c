/* The routines that not every Windows has, found by name. */
#include "sim_callbacks.h"

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
    {L"ObGetObjectType", (PVOID)sim_ObGetObjectType},
    {L"PsAcquireProcessExitSynchronization", (PVOID)sim_PsAcquireProcessExitSynchronization},
    {L"PsReleaseProcessExitSynchronization", (PVOID)sim_PsReleaseProcessExitSynchronization},
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
