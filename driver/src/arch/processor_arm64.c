/* ARM64: RNDR where the processor has it (FEAT_RNG), and the virtual counter. Compiles to nothing elsewhere. */
#include "processor.h"

#if defined(__aarch64__) || defined(_M_ARM64)

#if defined(_MSC_VER) && !defined(__clang__)
#include <intrin.h>
/* ARM64_SYSREG(op0 - 2 << 14 | op1 << 11 | CRn << 7 | CRm << 3 | op2), as intrin.h builds them. */
#define REGISTER(op0, op1, crn, crm, op2) (((op0) & 1) << 14 | (op1) << 11 | (crn) << 7 | (crm) << 3 | (op2))
#define READ_COUNTER() ((uint64_t)_ReadStatusReg(REGISTER(3, 3, 14, 0, 2)))
#define READ_FEATURES() ((uint64_t)_ReadStatusReg(REGISTER(3, 0, 0, 6, 0)))
#define READ_RANDOM() ((uint64_t)_ReadStatusReg(REGISTER(3, 3, 2, 4, 0)))
#else
#define READ_SYSTEM(name)                                    \
    __extension__({                                          \
        uint64_t read;                                       \
        __asm__ volatile("mrs %0, " name : "=r"(read));      \
        read;                                                \
    })
#define READ_COUNTER() READ_SYSTEM("cntvct_el0")
#define READ_FEATURES() READ_SYSTEM("s3_0_c0_c6_0")
#define READ_RANDOM() READ_SYSTEM("s3_3_c2_c4_0")
#endif

/* ID_AA64ISAR0_EL1.RNDR, the four highest bits. */
#define RNDR_SHIFT 60

/* A processor that has no number to give returns 0. IRQL: any. */
bool mon_processor_random(uint64_t *value)
{
    if (READ_FEATURES() >> RNDR_SHIFT == 0) {
        return false;
    }
    *value = READ_RANDOM();
    return *value != 0;
}

/* IRQL: any. */
uint64_t mon_processor_counter(void)
{
    return READ_COUNTER();
}

#endif
