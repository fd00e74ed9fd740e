#include "boot_identity.h"
#include "kernel_routines.h"
#include "processor.h"

/* A bijection that spreads every bit over all. IRQL: any. */
static uint64_t mix(uint64_t value)
{
    value ^= value >> 30;
    value *= 0xBF58476D1CE4E5B9u;
    value ^= value >> 27;
    value *= 0x94D049BB133111EBu;
    return value ^ value >> 31;
}

/* IRQL: PASSIVE_LEVEL. */
void mon_boot_identity(uint8_t identity[16])
{
    uint64_t state = mix((uint64_t)mon_time_now()) ^ (uint64_t)(ULONG_PTR)PsGetCurrentProcess();

    for (uint32_t half = 0; half < 2; half++) {
        LARGE_INTEGER counter = KeQueryPerformanceCounter(NULL);
        uint64_t random = 0;
        uint64_t value;

        state = mix(state + (uint64_t)counter.QuadPart) + mon_processor_counter();
        (void)mon_processor_random(&random);
        value = mix(state ^ random);
        RtlCopyMemory(identity + half * sizeof value, &value, sizeof value);
    }
}
