#include "monitor.h"
#include "reader_internal.h"

/* Whether a request waits, and on what. When none does, commits need not wake the worker. IRQL: PASSIVE_LEVEL. */
static bool find_waiting(mon_reader_session_t *session, int64_t *deadline, uint32_t *wake_bytes)
{
    bool is_waiting;
    KIRQL irql;

    KeAcquireSpinLock(&session->lock, &irql);
    is_waiting = session->state == READER_WAITING;
    *deadline = session->deadline;
    *wake_bytes = session->wake_bytes;
    if (!is_waiting) {
        mon_ring_want_wake(&mon_state.ring, 0);
    }
    KeReleaseSpinLock(&session->lock, irql);
    return is_waiting;
}

/* Completes the waiting request if its moment has come. IRQL: PASSIVE_LEVEL. */
static void serve(mon_reader_session_t *session)
{
    NTSTATUS status = STATUS_SUCCESS;
    uint32_t written_bytes = 0;
    uint32_t wake_bytes;
    int64_t deadline;
    bool has_content;
    bool is_late;
    PIRP irp;

    if (!find_waiting(session, &deadline, &wake_bytes)) {
        return;
    }
    is_late = mon_time_now() >= deadline;
    mon_ring_declare_losses_when_due(&mon_state.ring);
    if (!is_late && mon_ring_get_level(&mon_state.ring).unread_bytes < wake_bytes) {
        return;
    }
    irp = mon_reader_take_pended(session, READER_READING);
    if (irp == NULL) {
        return;
    }
    has_content = mon_reader_read_batch(irp->AssociatedIrp.SystemBuffer,
        IoGetCurrentIrpStackLocation(irp)->Parameters.DeviceIoControl.OutputBufferLength, &status, &written_bytes);
    if (!has_content && !is_late) {
        if (!mon_reader_pend(session, irp)) {
            mon_reader_complete(irp, STATUS_CANCELLED, 0);
        }
        return;
    }
    mon_reader_set_state(session, READER_IDLE);
    mon_reader_complete(irp, status, written_bytes);
    (void)find_waiting(session, &deadline, &wake_bytes);
}

/* How long the worker may sleep; 0 for "until woken". IRQL: PASSIVE_LEVEL. */
static int64_t sleep_time(mon_reader_session_t *session)
{
    mon_ring_level_t level = mon_ring_get_level(&mon_state.ring);
    int64_t now = mon_time_now();
    int64_t time = 0;
    KIRQL irql;

    KeAcquireSpinLock(&session->lock, &irql);
    if (session->state == READER_WAITING) {
        time = session->deadline - now;
        if (level.has_undeclared_losses && time > SECOND_100NS) {
            time = SECOND_100NS;
        }
        if (level.unread_bytes >= session->wake_bytes && time > RETRY_100NS) {
            time = RETRY_100NS;
        }
        time = time <= 0 ? 1 : time;
    }
    KeReleaseSpinLock(&session->lock, irql);
    return time;
}

/* IRQL: PASSIVE_LEVEL. */
static void run_worker(void *context)
{
    mon_reader_session_t *session = context;
    PIRP irp;

    while (!__atomic_load_n(&session->is_stopping, __ATOMIC_ACQUIRE)) {
        int64_t time = sleep_time(session);
        LARGE_INTEGER timeout = {.QuadPart = -time};

        (void)KeWaitForSingleObject(&session->wake, Executive, KernelMode, FALSE, time > 0 ? &timeout : NULL);
        serve(session);
    }
    irp = mon_reader_take_pended(session, READER_IDLE);
    if (irp != NULL) {
        mon_reader_complete(irp, STATUS_CANCELLED, 0);
    }
}

/* IRQL: PASSIVE_LEVEL. */
NTSTATUS mon_reader_start(mon_reader_session_t *session)
{
    return mon_worker_start(&session->worker, run_worker, session);
}

/* IRQL: PASSIVE_LEVEL. */
void mon_reader_stop(mon_reader_session_t *session)
{
    KIRQL irql;

    KeAcquireSpinLock(&session->lock, &irql);
    __atomic_store_n(&session->is_stopping, true, __ATOMIC_RELEASE);
    KeReleaseSpinLock(&session->lock, irql);
    (void)KeSetEvent(&session->wake, IO_NO_INCREMENT, FALSE);
    mon_worker_join(&session->worker);
}
