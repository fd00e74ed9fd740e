/*
 * For Microsoft's cl, which lacks them: the builtins of gcc and clang that the driver and the client use, over interlocked
 * operations, which are full barriers and so as strong as any order asked for. Included before every source by the project
 * files; needs __typeof__ (Visual Studio 2022 17.9, /std:c17). Where cl is not at hand, MON_CHECK_BUILTINS puts them in
 * place of clang's own, and the host tests run over them.
 */
#ifndef MON_GCC_BUILTINS_H
#define MON_GCC_BUILTINS_H

#if (defined(_MSC_VER) && !defined(__clang__)) || defined(MON_CHECK_BUILTINS)

#ifdef MON_CHECK_BUILTINS
#include "check/host_intrin.h"
#else
#include <intrin.h>
#endif
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifndef __ATOMIC_RELAXED
#define __ATOMIC_RELAXED 0
#define __ATOMIC_ACQUIRE 2
#define __ATOMIC_RELEASE 3
#define __ATOMIC_ACQ_REL 4
#define __ATOMIC_SEQ_CST 5
#endif

static __inline uint64_t mon_builtin_exchange(volatile void *place, uint64_t value, size_t bytes)
{
    switch (bytes) {
    case 1:
        return (uint8_t)_InterlockedExchange8((volatile char *)place, (char)value);
    case 4:
        return (uint32_t)_InterlockedExchange((volatile long *)place, (long)value);
    default:
        return (uint64_t)_InterlockedExchange64((volatile long long *)place, (long long)value);
    }
}

static __inline uint64_t mon_builtin_add(volatile void *place, uint64_t value, size_t bytes)
{
    return bytes == 4 ? (uint32_t)_InterlockedExchangeAdd((volatile long *)place, (long)value)
                      : (uint64_t)_InterlockedExchangeAdd64((volatile long long *)place, (long long)value);
}

/* Aligned reads are whole; the barrier is what adding nothing would give without writing. */
static __inline uint64_t mon_builtin_load(const volatile void *place, size_t bytes)
{
    uint64_t value = bytes == 1 ? *(const volatile uint8_t *)place
        : bytes == 4            ? *(const volatile uint32_t *)place
                                : *(const volatile uint64_t *)place;

#if defined(_M_ARM64) || defined(__aarch64__)
    __dmb(0xB);
#else
    _ReadWriteBarrier();
#endif
    return value;
}

static __inline bool mon_builtin_compare_exchange(volatile void *place, uint64_t *expected, uint64_t value)
{
    uint64_t before = (uint64_t)_InterlockedCompareExchange64((volatile long long *)place, (long long)value, (long long)*expected);
    bool is_done = before == *expected;

    *expected = before;
    return is_done;
}

static __inline int mon_builtin_lowest_bit(unsigned long value)
{
    unsigned long index = 0;

    (void)_BitScanForward(&index, value);
    return (int)index;
}

#define MON_VALUE_OF(place, value) ((__typeof__(*(place) + 0))(value))
#define __atomic_load_n(place, order) MON_VALUE_OF(place, mon_builtin_load((place), sizeof *(place)))
#define __atomic_store_n(place, value, order) ((void)mon_builtin_exchange((place), (uint64_t)(value), sizeof *(place)))
#define __atomic_exchange_n(place, value, order) MON_VALUE_OF(place, mon_builtin_exchange((place), (uint64_t)(value), sizeof *(place)))
#define __atomic_fetch_add(place, value, order) MON_VALUE_OF(place, mon_builtin_add((place), (uint64_t)(value), sizeof *(place)))
#define __atomic_add_fetch(place, value, order) \
    MON_VALUE_OF(place, mon_builtin_add((place), (uint64_t)(value), sizeof *(place)) + (uint64_t)(value))
#define __atomic_sub_fetch(place, value, order) \
    MON_VALUE_OF(place, mon_builtin_add((place), 0 - (uint64_t)(value), sizeof *(place)) - (uint64_t)(value))
/* Of 64 bits, all that the driver compares. */
#define __atomic_compare_exchange_n(place, expected, value, weak, success, failure) \
    mon_builtin_compare_exchange((place), (expected), (value))
#define __builtin_ctz(value) mon_builtin_lowest_bit(value)

#endif

#endif
