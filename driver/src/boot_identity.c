#include "boot_identity.h"
#include "kernel_routines.h"
#include <cpuid.h>
#include <immintrin.h>

#define RANDOM_ATTEMPTS 10

/* A bijection that spreads every bit over all. IRQL: any. */
static uint64_t mix(uint64_t value)
{
    value ^= value >> 30;
    value *= 0xBF58476D1CE4E5B9u;
    value ^= value >> 27;
    value *= 0x94D049BB133111EBu;
    return value ^ value >> 31;
}

/* IRQL: any. */
static bool has_processor_random(void)
{
    unsigned int a;
    unsigned int b;
    unsigned int c = 0;
    unsigned int d;

    return __get_cpuid(1, &a, &b, &c, &d) != 0 && (c & bit_RDRND) != 0;
}

/* 0 when the processor has none to give. IRQL: any. */
__attribute__((target("rdrnd"))) static uint64_t processor_random(void)
{
    unsigned long long value = 0;

    for (int attempt = 0; attempt < RANDOM_ATTEMPTS; attempt++) {
        if (_rdrand64_step(&value) != 0) {
            break;
        }
    }
    return value;
}

/* IRQL: PASSIVE_LEVEL. */
void mon_boot_identity(uint8_t identity[16])
{
    bool has_random = has_processor_random();
    uint64_t state = mix((uint64_t)mon_time_now()) ^ (uint64_t)(ULONG_PTR)PsGetCurrentProcess();

    for (uint32_t half = 0; half < 2; half++) {
        LARGE_INTEGER counter = KeQueryPerformanceCounter(NULL);
        uint64_t value;

        state = mix(state + (uint64_t)counter.QuadPart) + __builtin_ia32_rdtsc();
        value = mix(state ^ (has_random ? processor_random() : 0));
        RtlCopyMemory(identity + half * sizeof value, &value, sizeof value);
    }
}
