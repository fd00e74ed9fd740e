/* The interlocked operations on the host, where a long has 64 bits, so that the tests can run over gcc_builtins.h. */
#ifndef CHECK_HOST_INTRIN_H
#define CHECK_HOST_INTRIN_H

#include <stddef.h>

static inline char _InterlockedExchange8(volatile char *place, char value)
{
    return (char)__sync_lock_test_and_set(place, value);
}

static inline long _InterlockedExchange(volatile long *place, long value)
{
    return __sync_lock_test_and_set((volatile int *)place, (int)value);
}

static inline long long _InterlockedExchange64(volatile long long *place, long long value)
{
    return __sync_lock_test_and_set(place, value);
}

static inline long _InterlockedExchangeAdd(volatile long *place, long value)
{
    return __sync_fetch_and_add((volatile int *)place, (int)value);
}

static inline long long _InterlockedExchangeAdd64(volatile long long *place, long long value)
{
    return __sync_fetch_and_add(place, value);
}

static inline long long _InterlockedCompareExchange64(volatile long long *place, long long value, long long expected)
{
    return __sync_val_compare_and_swap(place, expected, value);
}

static inline unsigned char _BitScanForward(unsigned long *index, unsigned long mask)
{
    *index = 0;
    while (mask != 0 && (mask >> *index & 1) == 0) {
        ++*index;
    }
    return mask != 0;
}

#define _ReadWriteBarrier() __sync_synchronize()

#endif
