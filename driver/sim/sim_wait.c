/* Events, and waiting for them; time that is moved by hand meets the driver's threads here. */
#include "sim_internal.h"
#include <time.h>

pthread_mutex_t sim_dispatcher = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t sim_changed = PTHREAD_COND_INITIALIZER;

/* What a thread of the driver waits for: on its stack, in a list that the dispatcher lock guards. */
typedef struct worker_wait {
    PVOID object;
    int64_t deadline;
    struct worker_wait *next;
} worker_wait_t;

static worker_wait_t *worker_waits;
static bool workers_are_held;

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

/* An event that is set, or a thread that has ended. The dispatcher lock is held. */
static bool is_signalled(PVOID object)
{
    const KEVENT *event = object;

    if (event->type == (LONG)NotificationEvent || event->type == (LONG)SynchronizationEvent) {
        return event->state != 0;
    }
    return ((PETHREAD)object)->has_ended;
}

/* One tick is the shortest wait there is; time that stands still would never end it. */
static bool is_late(int64_t deadline)
{
    return deadline != INT64_MAX && deadline - sim_time() <= (sim_time_is_manual() ? 1 : 0);
}

/* Threads of the driver that wait; when told so, only those that go on waiting. The dispatcher lock is held. */
static uint32_t count_waiting(bool only_lasting)
{
    uint32_t count = 0;

    for (const worker_wait_t *wait = worker_waits; wait != NULL; wait = wait->next) {
        count += only_lasting && (is_signalled(wait->object) || is_late(wait->deadline)) ? 0 : 1;
    }
    return count;
}

/* Until all the driver's threads wait. The dispatcher lock is held. */
static void await_workers(bool only_lasting)
{
    while (count_waiting(only_lasting) < sim_thread_count()) {
        pthread_cond_wait(&sim_changed, &sim_dispatcher);
    }
}

void sim_settle(void)
{
    pthread_mutex_lock(&sim_dispatcher);
    await_workers(true);
    pthread_mutex_unlock(&sim_dispatcher);
}

void sim_hold_workers(bool hold)
{
    pthread_mutex_lock(&sim_dispatcher);
    workers_are_held = hold;
    pthread_cond_broadcast(&sim_changed);
    if (hold) {
        await_workers(false);
    }
    pthread_mutex_unlock(&sim_dispatcher);
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
    while (!is_signalled(object)) {
        if (is_late(deadline)) {
            return STATUS_TIMEOUT;
        }
        if (sim_time_is_manual() || deadline == INT64_MAX) {
            pthread_cond_wait(&sim_changed, &sim_dispatcher);
        } else {
            wait_a_moment(deadline - sim_time());
        }
    }
    if (((PKEVENT)object)->type == (LONG)SynchronizationEvent) {
        ((PKEVENT)object)->state = 0;
    }
    return STATUS_SUCCESS;
}

/* The same, for a thread of the driver, where sim_settle and sim_hold_workers find it. The dispatcher lock is held. */
static NTSTATUS wait_as_worker(PVOID object, int64_t deadline)
{
    worker_wait_t wait = {.object = object, .deadline = deadline, .next = worker_waits};
    NTSTATUS status;

    worker_waits = &wait;
    pthread_cond_broadcast(&sim_changed);
    status = wait_until(object, deadline);
    while (workers_are_held) {
        pthread_cond_wait(&sim_changed, &sim_dispatcher);
    }
    for (worker_wait_t **link = &worker_waits; *link != NULL; link = &(*link)->next) {
        if (*link == &wait) {
            *link = wait.next;
            break;
        }
    }
    return status;
}

NTSTATUS KeWaitForSingleObject(PVOID object, KWAIT_REASON reason, KPROCESSOR_MODE mode, BOOLEAN alertable, PLARGE_INTEGER timeout)
{
    int64_t deadline = timeout == NULL ? INT64_MAX : wait_start() - timeout->QuadPart;
    NTSTATUS status;

    (void)reason;
    (void)mode;
    (void)alertable;
    sim_require_irql(APC_LEVEL, __func__);
    if (sim_current.is_in_callback) {
        sim_violation("wait inside a callback");
    }
    sim_require_detached(__func__);
    pthread_mutex_lock(&sim_dispatcher);
    status = sim_current.is_worker ? wait_as_worker(object, deadline) : wait_until(object, deadline);
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
