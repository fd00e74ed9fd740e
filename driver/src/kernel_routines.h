/*
 * Kernel routines that not every Windows has. They are looked up once, at load; a missing one is NULL and its user falls
 * back. Two small services built on them, time and masked addresses, stand here too.
 */
#ifndef MON_KERNEL_ROUTINES_H
#define MON_KERNEL_ROUTINES_H

#include "ntcompat.h"

typedef struct mon_kernel_routines {
    mon_query_time_t query_precise_time;
    mon_set_process_routine_t set_process_routine_ex2;
    mon_set_image_routine_t set_image_routine_ex;
    mon_register_registry_t register_registry_ex;
    mon_key_name_ex_t key_name_ex;
    mon_release_key_name_t release_key_name;
    mon_key_name_t key_name;
    mon_copy_memory_t copy_memory;
    /* ObGetObjectType and Ps(Acquire|Release)ProcessExitSynchronization: exported since Windows 7, declared by no header. */
    mon_object_type_t object_type;
    mon_acquire_exit_t acquire_exit;
    mon_release_exit_t release_exit;
    int64_t performance_frequency;
    /* Below lies user memory, which is never read directly. */
    uint64_t first_kernel_address;
} mon_kernel_routines_t;

extern mon_kernel_routines_t mon_routines;

/* Fills mon_routines. IRQL: PASSIVE_LEVEL. */
void mon_routines_resolve(void);

/* Wall clock in 100 ns since 1601, as precise as this Windows can tell. IRQL: any. */
static inline int64_t mon_time_now(void)
{
    LARGE_INTEGER now;

    if (mon_routines.query_precise_time != NULL) {
        mon_routines.query_precise_time(&now);
    } else {
        KeQuerySystemTime(&now);
    }
    return now.QuadPart;
}

/* Microseconds since boot, on a clock that is never set. IRQL: any. */
uint64_t mon_time_monotonic_us(void);

/* 100 ns since 1601 to microseconds since 1970; nothing here is older, so the cheaper unsigned division does. IRQL: any. */
static inline int64_t mon_time_to_unix_us(int64_t time)
{
    return (int64_t)((uint64_t)(time - 116444736000000000) / 10u);
}

/* Whether the address lies in the kernel's half. IRQL: any. */
static inline bool mon_is_kernel_address(uint64_t address)
{
    return (int64_t)address < 0;
}

#endif
