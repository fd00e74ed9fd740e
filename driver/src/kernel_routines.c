#include "kernel_routines.h"

#define DEFAULT_FIRST_KERNEL_ADDRESS 0xFFFF800000000000u

mon_kernel_routines_t mon_routines;

/* IRQL: PASSIVE_LEVEL. */
static PVOID find_routine(PCWSTR name)
{
    UNICODE_STRING string;

    RtlInitUnicodeString(&string, name);
    return MmGetSystemRoutineAddress(&string);
}

/* IRQL: PASSIVE_LEVEL. */
void mon_routines_resolve(void)
{
    const ULONG_PTR *first_kernel_address = find_routine(L"MmSystemRangeStart");
    LARGE_INTEGER frequency;

    mon_routines.query_precise_time = (mon_query_time_t)find_routine(L"KeQuerySystemTimePrecise");
    mon_routines.set_process_routine_ex2 = (mon_set_process_routine_t)find_routine(L"PsSetCreateProcessNotifyRoutineEx2");
    mon_routines.set_image_routine_ex = (mon_set_image_routine_t)find_routine(L"PsSetLoadImageNotifyRoutineEx");
    mon_routines.register_registry_ex = (mon_register_registry_t)find_routine(L"CmRegisterCallbackEx");
    mon_routines.key_name_ex = (mon_key_name_ex_t)find_routine(L"CmCallbackGetKeyObjectIDEx");
    mon_routines.release_key_name = (mon_release_key_name_t)find_routine(L"CmCallbackReleaseKeyObjectIDEx");
    mon_routines.key_name = (mon_key_name_t)find_routine(L"CmCallbackGetKeyObjectID");
    mon_routines.copy_memory = (mon_copy_memory_t)find_routine(L"MmCopyMemory");
    mon_routines.object_type = (mon_object_type_t)find_routine(L"ObGetObjectType");
    mon_routines.acquire_exit = (mon_acquire_exit_t)find_routine(L"PsAcquireProcessExitSynchronization");
    mon_routines.release_exit = (mon_release_exit_t)find_routine(L"PsReleaseProcessExitSynchronization");
    mon_routines.first_kernel_address = first_kernel_address != NULL ? *first_kernel_address : DEFAULT_FIRST_KERNEL_ADDRESS;
    (void)KeQueryPerformanceCounter(&frequency);
    mon_routines.performance_frequency = frequency.QuadPart > 0 ? frequency.QuadPart : 1;
}

/* IRQL: any. */
uint64_t mon_time_monotonic_us(void)
{
    LARGE_INTEGER counter = KeQueryPerformanceCounter(NULL);
    uint64_t frequency = (uint64_t)mon_routines.performance_frequency;
    uint64_t ticks = (uint64_t)counter.QuadPart;

    /* What every Windows since 10 1809 has. */
    if (frequency == 10000000u) {
        return ticks / 10;
    }
    /* Split, so that the product does not overflow after some months. */
    return ticks / frequency * 1000000u + ticks % frequency * 1000000u / frequency;
}
