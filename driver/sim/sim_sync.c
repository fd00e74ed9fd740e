/* Spin locks and clocks. */
#include "sim_callbacks.h"
#include <sched.h>
#include <time.h>

#define EPOCH_OFFSET_100NS 116444736000000000
#define TICKS_PER_SECOND 10000000

static int64_t manual_time;
static bool is_manual;
static KSPIN_LOCK cancel_lock;

void KeInitializeSpinLock(PKSPIN_LOCK lock)
{
    *lock = 0;
}

/* Apart from the way that is measured, which then saves no registers. */
static __attribute__((noinline, cold)) void spin(PKSPIN_LOCK lock)
{
    do {
        sched_yield();
    } while (__atomic_exchange_n(lock, 1, __ATOMIC_ACQUIRE) != 0);
}

KIRQL KeAcquireSpinLockRaiseToDpc(PKSPIN_LOCK lock)
{
    KIRQL before = sim_current.irql;

    sim_require_irql(DISPATCH_LEVEL, __func__);
    if (__builtin_expect(__atomic_exchange_n(lock, 1, __ATOMIC_ACQUIRE) != 0, 0)) {
        spin(lock);
        before = sim_current.irql;
    }
    sim_current.irql = DISPATCH_LEVEL;
    sim_current.locks++;
    return before;
}

void KeReleaseSpinLock(PKSPIN_LOCK lock, KIRQL irql)
{
    if (__atomic_load_n(lock, __ATOMIC_RELAXED) != 1 || sim_current.locks == 0) {
        sim_violation("spin lock released that is not held");
    }
    sim_current.locks--;
    sim_current.irql = irql;
    __atomic_store_n(lock, 0, __ATOMIC_RELEASE);
}

static int64_t real_time(void)
{
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    return EPOCH_OFFSET_100NS + (int64_t)now.tv_sec * TICKS_PER_SECOND + now.tv_nsec / 100;
}

int64_t sim_time(void)
{
    return __atomic_load_n(&is_manual, __ATOMIC_RELAXED) ? __atomic_load_n(&manual_time, __ATOMIC_RELAXED) : real_time();
}

bool sim_time_is_manual(void)
{
    return __atomic_load_n(&is_manual, __ATOMIC_RELAXED);
}

void sim_use_manual_time(void)
{
    __atomic_store_n(&manual_time, real_time(), __ATOMIC_RELAXED);
    __atomic_store_n(&is_manual, true, __ATOMIC_RELAXED);
}

void sim_reset_time(void)
{
    __atomic_store_n(&is_manual, false, __ATOMIC_RELAXED);
}

void sim_advance_time_us(uint64_t microseconds)
{
    (void)__atomic_add_fetch(&manual_time, (int64_t)microseconds * 10, __ATOMIC_RELAXED);
    sim_notify();
}

void KeQuerySystemTime(PLARGE_INTEGER time)
{
    time->QuadPart = sim_time();
    sim_current.time_seen = time->QuadPart;
}

void sim_KeQuerySystemTimePrecise(PLARGE_INTEGER time)
{
    KeQuerySystemTime(time);
}

LARGE_INTEGER KeQueryPerformanceCounter(PLARGE_INTEGER frequency)
{
    LARGE_INTEGER counter = {.QuadPart = sim_time() - EPOCH_OFFSET_100NS};

    if (frequency != NULL) {
        frequency->QuadPart = TICKS_PER_SECOND;
    }
    return counter;
}

void sim_acquire_cancel_lock(KIRQL *irql)
{
    *irql = KeAcquireSpinLockRaiseToDpc(&cancel_lock);
}

void IoReleaseCancelSpinLock(KIRQL irql)
{
    KeReleaseSpinLock(&cancel_lock, irql);
}
