/* x64: RDRAND where the processor has it, and the time stamp counter. Compiles to nothing elsewhere. */
#include "processor.h"

#if defined(__x86_64__) || (defined(_M_X64) && !defined(_M_ARM64EC))

#if defined(_MSC_VER) && !defined(__clang__)
#include <intrin.h>
#define READ_COUNTER() __rdtsc()
#define READ_RANDOM(value) _rdrand64_step(value)
#define WITH_RDRAND
#else
#include <cpuid.h>
#define READ_COUNTER() __builtin_ia32_rdtsc()
#define READ_RANDOM(value) __builtin_ia32_rdrand64_step(value)
#define WITH_RDRAND __attribute__((target("rdrnd")))
#endif

#define RANDOM_ATTEMPTS 10
/* CPUID leaf 1, ECX. */
#define HAS_RDRAND (1u << 30)

/* IRQL: any. */
static bool has_rdrand(void)
{
#if defined(_MSC_VER) && !defined(__clang__)
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
WITH_RDRAND bool mon_processor_random(uint64_t *value)
{
    unsigned long long random = 0;

    if (!has_rdrand()) {
        return false;
    }
    for (int attempt = 0; attempt < RANDOM_ATTEMPTS; attempt++) {
        if (READ_RANDOM(&random) != 0) {
            *value = random;
            return true;
        }
    }
    return false;
}

/* IRQL: any. */
uint64_t mon_processor_counter(void)
{
    return READ_COUNTER();
}

#endif
