#include "ioring_scan.h"
#include "ioring_sweep.h"
#include "monitor.h"
#include "pool.h"
#include "worker_thread.h"

#define MILLISECOND_100NS 10000LL
/* With this many waiting, the oldest is scanned whether its delay is over or not. */
#define HURRY_COUNT (MON_CB_MAX_PENDING_SCANS / 2)

typedef struct scan_request {
    mon_identity_t process;
    int64_t due_time;
    uint8_t trigger;
} scan_request_t;

struct mon_scan_queue {
    KSPIN_LOCK lock;
    KEVENT wake;
    mon_worker_thread_t worker;
    mon_ioring_inspector_t inspector;
    mon_ioring_sweep_t sweep;
    uint32_t head;
    uint32_t count;
    bool is_stopping;
    uint64_t request_count;
    uint64_t coalesced_count;
    uint64_t refused_count;
    uint64_t completed_count;
    uint64_t swept_process_count;
    scan_request_t requests[MON_CB_MAX_PENDING_SCANS];
};

/* IRQL: <= DISPATCH_LEVEL. */
bool mon_scan_request(mon_scan_queue_t *queue, const mon_identity_t *process, uint8_t trigger, uint32_t delay_ms)
{
    bool is_first = mon_cache_begin_scan(mon_state.cache, process);
    int64_t due_time = mon_time_now() + (int64_t)delay_ms * MILLISECOND_100NS;
    bool is_refused = false;
    bool must_wake = false;
    KIRQL irql;

    KeAcquireSpinLock(&queue->lock, &irql);
    queue->request_count++;
    if (!is_first) {
        queue->coalesced_count++;
    } else if (queue->count == MON_CB_MAX_PENDING_SCANS) {
        queue->refused_count++;
        is_refused = true;
    } else {
        queue->requests[(queue->head + queue->count) % MON_CB_MAX_PENDING_SCANS] =
            (scan_request_t){.process = *process, .due_time = due_time, .trigger = trigger};
        queue->count++;
        must_wake = queue->count == 1 || queue->count == HURRY_COUNT;
    }
    KeReleaseSpinLock(&queue->lock, irql);
    if (is_refused) {
        mon_cache_end_scan(mon_state.cache, process);
    }
    if (must_wake) {
        (void)KeSetEvent(&queue->wake, IO_NO_INCREMENT, FALSE);
    }
    return !is_refused;
}

/* Takes the oldest request when it is its turn; otherwise says when that is, never when there is none. IRQL: PASSIVE_LEVEL. */
static bool take_due(mon_scan_queue_t *queue, scan_request_t *request, int64_t *due_time)
{
    int64_t now = mon_time_now();
    bool is_taken = false;
    KIRQL irql;

    *due_time = INT64_MAX;
    KeAcquireSpinLock(&queue->lock, &irql);
    if (queue->count != 0 && !__atomic_load_n(&queue->is_stopping, __ATOMIC_RELAXED)) {
        *request = queue->requests[queue->head];
        *due_time = request->due_time;
        is_taken = *due_time <= now || queue->count >= HURRY_COUNT;
        if (is_taken) {
            queue->head = (queue->head + 1) % MON_CB_MAX_PENDING_SCANS;
            queue->count--;
        }
    }
    KeReleaseSpinLock(&queue->lock, irql);
    return is_taken;
}

/* IRQL: PASSIVE_LEVEL. */
static void write_result(const mon_identity_t *process, uint8_t trigger, const mon_ioring_findings_t *findings)
{
    mon_ioring_scan_record_t *record =
        (mon_ioring_scan_record_t *)mon_ring_reserve(&mon_state.ring, MON_KIND_IORING_SCAN, sizeof *record, 0);

    if (record == NULL) {
        return;
    }
    record->header.present_mask = MON_IORING_SCAN_HAS_MONOTONIC_US | MON_IORING_SCAN_HAS_INSPECTION | MON_IORING_SCAN_HAS_INSPECTION_REASON |
        MON_IORING_SCAN_HAS_INSPECTED_HANDLE_COUNT;
    record->process_id = process->process_id;
    if (process->start_time != 0) {
        record->process_start_us = mon_time_to_unix_us(process->start_time);
        record->header.present_mask |= MON_IORING_SCAN_HAS_PROCESS_START_US;
    }
    if (findings->inspected_handle_count != 0) {
        record->registered_buffer_count = findings->registered_buffer_count;
        record->header.present_mask |= MON_IORING_SCAN_HAS_REGISTERED_BUFFER_COUNT;
    }
    record->trigger = trigger;
    record->handle_count = findings->handle_count;
    record->access_mask = findings->access_mask;
    record->violation_flags = findings->violation_flags;
    record->status = (uint32_t)findings->status;
    record->inspection = findings->inspection;
    record->inspection_reason = findings->reason;
    record->inspected_handle_count = findings->inspected_handle_count;
    mon_ring_commit(&mon_state.ring, &record->header);
}

/* Keeps what was found; true when it is news. IRQL: PASSIVE_LEVEL. */
static bool note_findings(const mon_identity_t *process, const mon_ioring_findings_t *findings)
{
    mon_cache_scan_t scan = {.handle_count = findings->handle_count,
        .violation_flags = findings->violation_flags,
        .inspection = findings->inspection,
        .reason = findings->reason};

    return mon_cache_note_scan(mon_state.cache, process, &scan);
}

/* A process that is gone by now has no result: nothing is known of its rings. IRQL: PASSIVE_LEVEL. */
static void scan(mon_scan_queue_t *queue, const scan_request_t *request)
{
    mon_ioring_findings_t findings;

    mon_cache_end_scan(mon_state.cache, &request->process);
    if (mon_ioring_inspect(&queue->inspector, &request->process, &findings)) {
        (void)note_findings(&request->process, &findings);
        write_result(&request->process, request->trigger, &findings);
    }
    (void)__atomic_add_fetch(&queue->completed_count, 1, __ATOMIC_RELAXED);
}

/* How long from the start of one round to the next; 0 for none. False when the policy wants no scans. IRQL: PASSIVE_LEVEL. */
static bool get_sweep_interval(uint32_t *interval_ms)
{
    const mon_config_t *config = mon_config_enter(&mon_state.config);
    bool wants_scans = false;

    if (config != NULL) {
        wants_scans = (config->values.flags & MON_CONFIG_SCANS) != 0;
        *interval_ms = config->values.sweep_interval_ms;
        mon_config_leave(config);
    }
    return wants_scans;
}

/* Looks at the next process of the round, if its time has come. Later rounds tell only what has changed. IRQL: PASSIVE_LEVEL. */
static void sweep(mon_scan_queue_t *queue)
{
    bool is_first_round = queue->sweep.round_count == 0;
    mon_ioring_findings_t findings;
    mon_identity_t process;
    uint32_t interval_ms;

    if (!get_sweep_interval(&interval_ms)) {
        mon_sweep_put_off(&queue->sweep, mon_time_now());
        return;
    }
    if (!mon_sweep_take(&queue->sweep, mon_time_now(), interval_ms, &process)) {
        return;
    }
    /* One that waits for its scan is looked at soon. */
    if (!mon_cache_begin_scan(mon_state.cache, &process)) {
        return;
    }
    mon_cache_end_scan(mon_state.cache, &process);
    if (mon_ioring_inspect(&queue->inspector, &process, &findings)) {
        (void)__atomic_add_fetch(&queue->swept_process_count, 1, __ATOMIC_RELAXED);
        if (note_findings(&process, &findings) || is_first_round) {
            write_result(&process, MON_SCAN_TRIGGER_SWEEP, &findings);
        }
    }
}

/* Waits until the time has come, or somebody has something to do. IRQL: PASSIVE_LEVEL. */
static void wait_until(mon_scan_queue_t *queue, int64_t time)
{
    LARGE_INTEGER timeout = {.QuadPart = mon_time_now() - time};

    if (timeout.QuadPart < 0) {
        (void)KeWaitForSingleObject(&queue->wake, Executive, KernelMode, FALSE, &timeout);
    }
}

/* IRQL: PASSIVE_LEVEL. */
static void run_worker(void *context)
{
    mon_scan_queue_t *queue = context;

    while (!__atomic_load_n(&queue->is_stopping, __ATOMIC_ACQUIRE)) {
        scan_request_t request;
        int64_t due_time;

        if (take_due(queue, &request, &due_time)) {
            scan(queue, &request);
        } else {
            sweep(queue);
            wait_until(queue, due_time < queue->sweep.next_time ? due_time : queue->sweep.next_time);
        }
    }
}

/* IRQL: PASSIVE_LEVEL. */
mon_scan_queue_t *mon_scan_create(NTSTATUS *status)
{
    mon_scan_queue_t *queue = mon_pool_allocate(sizeof *queue);

    if (queue == NULL) {
        *status = STATUS_INSUFFICIENT_RESOURCES;
        return NULL;
    }
    KeInitializeSpinLock(&queue->lock);
    KeInitializeEvent(&queue->wake, SynchronizationEvent, FALSE);
    mon_ioring_inspector_initialize(&queue->inspector);
    mon_sweep_initialize(&queue->sweep, mon_time_now());
    *status = mon_worker_start(&queue->worker, run_worker, queue);
    if (!NT_SUCCESS(*status)) {
        mon_pool_free(queue);
        return NULL;
    }
    return queue;
}

/* IRQL: PASSIVE_LEVEL. */
void mon_scan_free(mon_scan_queue_t *queue)
{
    if (queue == NULL) {
        return;
    }
    __atomic_store_n(&queue->is_stopping, true, __ATOMIC_RELEASE);
    (void)KeSetEvent(&queue->wake, IO_NO_INCREMENT, FALSE);
    mon_worker_join(&queue->worker);
    mon_sweep_free(&queue->sweep);
    mon_ioring_inspector_free(&queue->inspector);
    mon_pool_free(queue);
}

/* IRQL: PASSIVE_LEVEL. */
NTSTATUS mon_scan_learn(mon_scan_queue_t *queue, uint32_t buffer_count)
{
    return mon_ioring_learn(&queue->inspector, buffer_count);
}

/* IRQL: <= DISPATCH_LEVEL. */
void mon_scan_get_statistics(mon_scan_queue_t *queue, MON_CALLBACK_STATISTICS *statistics)
{
    KIRQL irql;

    KeAcquireSpinLock(&queue->lock, &irql);
    statistics->scan_request_count = queue->request_count;
    statistics->scan_coalesced_count = queue->coalesced_count;
    statistics->scan_refused_count = queue->refused_count;
    statistics->scan_completed_count = __atomic_load_n(&queue->completed_count, __ATOMIC_RELAXED);
    statistics->scan_pending_count = queue->count;
    statistics->sweep_count = __atomic_load_n(&queue->sweep.round_count, __ATOMIC_RELAXED);
    statistics->swept_process_count = __atomic_load_n(&queue->swept_process_count, __ATOMIC_RELAXED);
    statistics->ring_reference_state = __atomic_load_n(&queue->inspector.reference_state, __ATOMIC_ACQUIRE);
    KeReleaseSpinLock(&queue->lock, irql);
}
