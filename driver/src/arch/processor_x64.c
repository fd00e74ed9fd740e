/* x64: RDRAND where the processor has it, and the time stamp counter. Compiles to nothing elsewhere. */
#include "processor.h"

#if defined(__x86_64__) || (defined(_M_X64) && !defined(_M_ARM64EC))

#ifdef _MSC_VER
#include <intrin.h>
#else
#include <cpuid.h>
#include <immintrin.h>
#endif

#define RANDOM_ATTEMPTS 10
/* CPUID leaf 1, ECX. */
#define HAS_RDRAND (1u << 30)

/* IRQL: any. */
static bool has_rdrand(void)
{
#ifdef _MSC_VER
    int registers[4] = {0};

    __cpuid(registers, 1);
    return ((uint32_t)registers[2] & HAS_RDRAND) != 0;
#else
    unsigned int a;
    unsigned int b;
    unsigned int c = 0;
    unsigned int d;

    return __get_cpuid(1, &a, &b, &c, &d) != 0 && (c & HAS_RDRAND) != 0;
#endif
}

/* IRQL: any. */
#ifndef _MSC_VER
__attribute__((target("rdrnd")))
#elif defined(__clang__)
__attribute__((target("rdrnd")))
#endif
bool mon_processor_random(uint64_t *value)
{
    unsigned long long random = 0;

    if (!has_rdrand()) {
        return false;
    }
    for (int attempt = 0; attempt < RANDOM_ATTEMPTS; attempt++) {
        if (_rdrand64_step(&random) != 0) {
            *value = random;
            return true;
        }
    }
    return false;
}

/* IRQL: any. */
uint64_t mon_processor_counter(void)
{
    return __rdtsc();
}

#endif
