/* Locks, events, waits, system threads and clocks. */
#include "sim_internal.h"
#include <sched.h>
#include <time.h>

#define EPOCH_OFFSET_100NS 116444736000000000
#define TICKS_PER_SECOND 10000000

pthread_mutex_t sim_dispatcher = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t sim_changed = PTHREAD_COND_INITIALIZER;

static int64_t manual_time;
static bool is_manual;
static bool workers_are_held;
static uint32_t waiting_workers;
static KSPIN_LOCK cancel_lock;

void KeInitializeSpinLock(PKSPIN_LOCK lock)
{
    *lock = 0;
}

KIRQL KeAcquireSpinLockRaiseToDpc(PKSPIN_LOCK lock)
{
    KIRQL before = sim_current.irql;

    sim_require_irql(DISPATCH_LEVEL, __func__);
    while (__atomic_exchange_n(lock, 1, __ATOMIC_ACQUIRE) != 0) {
        sched_yield();
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

void sim_notify(void)
{
    pthread_mutex_lock(&sim_dispatcher);
    pthread_cond_broadcast(&sim_changed);
    pthread_mutex_unlock(&sim_dispatcher);
}

void KeInitializeEvent(PKEVENT event, EVENT_TYPE type, BOOLEAN state)
{
    *event = (KEVENT){.type = (LONG)type, .state = state};
}

LONG KeSetEvent(PKEVENT event, LONG increment, BOOLEAN wait)
{
    LONG before;

    (void)increment;
    (void)wait;
    sim_require_irql(DISPATCH_LEVEL, __func__);
    pthread_mutex_lock(&sim_dispatcher);
    before = event->state;
    event->state = 1;
    pthread_cond_broadcast(&sim_changed);
    pthread_mutex_unlock(&sim_dispatcher);
    return before;
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

void sim_reset_waits(void)
{
    __atomic_store_n(&is_manual, false, __ATOMIC_RELAXED);
    sim_hold_workers(false);
}

void sim_hold_workers(bool hold)
{
    pthread_mutex_lock(&sim_dispatcher);
    workers_are_held = hold;
    pthread_cond_broadcast(&sim_changed);
    while (hold && waiting_workers < sim_thread_count()) {
        pthread_cond_wait(&sim_changed, &sim_dispatcher);
    }
    pthread_mutex_unlock(&sim_dispatcher);
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

void sim_KeQuerySystemTimePrecise(PLARGE_INTEGER time);
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

/* Sleeps a moment of real time, or until something changes. The dispatcher lock is held. */
static void wait_a_moment(int64_t longest_100ns)
{
    struct timespec until;
    int64_t nanoseconds = longest_100ns > 10000 ? 1000000 : longest_100ns * 100;

    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += nanoseconds;
    if (until.tv_nsec >= 1000000000) {
        until.tv_nsec -= 1000000000;
        until.tv_sec++;
    }
    pthread_cond_timedwait(&sim_changed, &sim_dispatcher, &until);
}

/* True when the object is signalled; an event that resets itself is taken. The dispatcher lock is held. */
static bool take_signal(PVOID object)
{
    PETHREAD thread = object;
    PKEVENT event = object;

    if (event->type == (LONG)NotificationEvent || event->type == (LONG)SynchronizationEvent) {
        bool is_set = event->state != 0;

        if (is_set && event->type == (LONG)SynchronizationEvent) {
            event->state = 0;
        }
        return is_set;
    }
    return thread->has_ended;
}

/*
 * Where a relative timeout starts. Time that is advanced by hand may jump between a thread's look at the clock and its
 * wait, when the host runs another thread meanwhile; counted from the look, the wait ends when the thread meant it to.
 */
static int64_t wait_start(void)
{
    return sim_time_is_manual() && sim_current.time_seen != 0 ? sim_current.time_seen : sim_time();
}

/* Waits until the object is signalled or the deadline has come. The dispatcher lock is held. */
static NTSTATUS wait_until(PVOID object, int64_t deadline)
{
    while (!take_signal(object)) {
        int64_t left = deadline == INT64_MAX ? INT64_MAX : deadline - sim_time();

        if (left <= 0) {
            return STATUS_TIMEOUT;
        }
        if (sim_time_is_manual() || left == INT64_MAX) {
            pthread_cond_wait(&sim_changed, &sim_dispatcher);
        } else {
            wait_a_moment(left);
        }
    }
    return STATUS_SUCCESS;
}

NTSTATUS KeWaitForSingleObject(PVOID object, KWAIT_REASON reason, KPROCESSOR_MODE mode, BOOLEAN alertable, PLARGE_INTEGER timeout)
{
    int64_t deadline = timeout == NULL ? INT64_MAX : wait_start() - timeout->QuadPart;
    uint32_t workers = sim_current.is_worker ? 1 : 0;
    NTSTATUS status;

    (void)reason;
    (void)mode;
    (void)alertable;
    sim_require_irql(APC_LEVEL, __func__);
    if (sim_current.is_in_callback) {
        sim_violation("wait inside a callback");
    }
    pthread_mutex_lock(&sim_dispatcher);
    waiting_workers += workers;
    if (workers_are_held) {
        pthread_cond_broadcast(&sim_changed);
    }
    status = wait_until(object, deadline);
    while (workers_are_held && workers != 0) {
        pthread_cond_wait(&sim_changed, &sim_dispatcher);
    }
    waiting_workers -= workers;
    pthread_mutex_unlock(&sim_dispatcher);
    return status;
}

void sim_delay_host(void)
{
    struct timespec moment = {.tv_nsec = 100000};

    nanosleep(&moment, NULL);
}

/* A driver that polls must make progress in manual time too, so this sleeps real time. */
NTSTATUS KeDelayExecutionThread(KPROCESSOR_MODE mode, BOOLEAN alertable, PLARGE_INTEGER interval)
{
    (void)mode;
    (void)alertable;
    (void)interval;
    sim_require_irql(APC_LEVEL, __func__);
    if (sim_current.is_in_callback) {
        sim_violation("delay inside a callback");
    }
    sim_delay_host();
    return STATUS_SUCCESS;
}

void sim_acquire_cancel_lock(KIRQL *irql)
{
    *irql = KeAcquireSpinLockRaiseToDpc(&cancel_lock);
}

void IoReleaseCancelSpinLock(KIRQL irql)
{
    KeReleaseSpinLock(&cancel_lock, irql);
}
