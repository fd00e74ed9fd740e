#include "reader_session.h"
#include "monitor.h"

enum { READER_IDLE = 0, READER_READING = 1, READER_WAITING = 2 };

#define MILLISECOND_100NS 10000LL
#define SECOND_100NS 10000000LL
/* A record may be reserved and not yet committed; its commit wakes us, this is only a safety net. */
#define RETRY_100NS (50 * MILLISECOND_100NS)

/* IRQL: PASSIVE_LEVEL. */
void mon_reader_initialize(mon_reader_session_t *session)
{
    RtlZeroMemory(session, sizeof *session);
    KeInitializeSpinLock(&session->lock);
    KeInitializeEvent(&session->wake, SynchronizationEvent, FALSE);
}

/* IRQL: <= DISPATCH_LEVEL. */
static void complete(PIRP irp, NTSTATUS status, ULONG_PTR information)
{
    irp->IoStatus.Status = status;
    irp->IoStatus.Information = information;
    IoCompleteRequest(irp, IO_NO_INCREMENT);
}

/* IRQL: PASSIVE_LEVEL. */
static void set_state(mon_reader_session_t *session, uint32_t state)
{
    KIRQL irql;

    KeAcquireSpinLock(&session->lock, &irql);
    session->state = state;
    KeReleaseSpinLock(&session->lock, irql);
}

/* Fills the output with a batch. True when there is something to say: records, or one that does not fit. IRQL: PASSIVE_LEVEL. */
static bool read_batch(uint8_t *output, uint32_t output_bytes, NTSTATUS *status, uint32_t *written_bytes)
{
    mon_batch_header_t header = {.magic = MON_BATCH_MAGIC,
        .version = MON_ABI_VERSION,
        .header_bytes = sizeof header,
        .layout_fingerprint = MON_LAYOUT_FINGERPRINT};
    mon_ring_read_result_t result;
    mon_ring_level_t level;

    mon_ring_read(&mon_state.ring, output + sizeof header, output_bytes - (uint32_t)sizeof header, &result);
    level = mon_ring_get_level(&mon_state.ring);
    RtlCopyMemory(header.boot_id, mon_state.boot_id, sizeof header.boot_id);
    header.total_bytes = (uint32_t)sizeof header + result.written_bytes;
    header.record_count = result.record_count;
    header.required_bytes = result.required_bytes == 0 ? 0 : (uint32_t)sizeof header + result.required_bytes;
    header.first_sequence = result.first_sequence;
    header.last_sequence = result.last_sequence;
    header.acknowledged_sequence = level.acknowledged_sequence;
    header.issued_sequence = level.issued_sequence;
    header.ring_size_bytes = (uint32_t)level.size_bytes;
    header.ring_used_bytes = level.used_bytes > UINT32_MAX ? UINT32_MAX : (uint32_t)level.used_bytes;
    RtlCopyMemory(output, &header, sizeof header);
    *written_bytes = header.total_bytes;
    *status = result.required_bytes != 0 ? STATUS_BUFFER_OVERFLOW : STATUS_SUCCESS;
    return result.record_count != 0 || result.required_bytes != 0;
}

/* IRQL: PASSIVE_LEVEL. */
static NTSTATUS check_input(const MON_GET_EVENTS_INPUT *input, uint32_t input_bytes, uint32_t output_bytes)
{
    if (input_bytes != sizeof *input) {
        return STATUS_INFO_LENGTH_MISMATCH;
    }
    if (output_bytes < sizeof(mon_batch_header_t)) {
        return STATUS_BUFFER_TOO_SMALL;
    }
    if (input->version != MON_ABI_VERSION) {
        return STATUS_REVISION_MISMATCH;
    }
    if (input->size_bytes != sizeof *input) {
        return STATUS_INFO_LENGTH_MISMATCH;
    }
    if ((input->flags & ~MON_GET_EVENTS_KNOWN_FLAGS) != 0 || input->wait_timeout_ms > MON_MAX_WAIT_MS || input->reserved != 0) {
        return STATUS_INVALID_PARAMETER;
    }
    if (input->ack_through_sequence != 0 && memcmp(input->boot_id, mon_state.boot_id, sizeof input->boot_id) != 0) {
        return STATUS_INVALID_PARAMETER;
    }
    return STATUS_SUCCESS;
}

/* Makes the handle the session's owner and the call its only one. IRQL: PASSIVE_LEVEL. */
static NTSTATUS begin_call(mon_reader_session_t *session, PFILE_OBJECT file, bool *is_new)
{
    NTSTATUS status = STATUS_SUCCESS;
    KIRQL irql;

    *is_new = false;
    KeAcquireSpinLock(&session->lock, &irql);
    if (session->is_stopping) {
        status = STATUS_DELETE_PENDING;
    } else if ((session->owner != NULL && session->owner != file) || session->state != READER_IDLE) {
        status = STATUS_DEVICE_BUSY;
    } else {
        *is_new = session->owner == NULL;
        session->session_count += *is_new ? 1 : 0;
        session->owner = file;
        session->state = READER_READING;
    }
    KeReleaseSpinLock(&session->lock, irql);
    return status;
}

/* Called with the system's cancel lock, which it gives back. IRQL: DISPATCH_LEVEL. */
static void NTAPI on_cancel(PDEVICE_OBJECT device, PIRP irp)
{
    mon_reader_session_t *session = &mon_state.reader;
    KIRQL irql;

    UNREFERENCED_PARAMETER(device);
    IoReleaseCancelSpinLock(irp->CancelIrql);
    KeAcquireSpinLock(&session->lock, &irql);
    if (session->pended == irp) {
        session->pended = NULL;
        session->state = READER_IDLE;
    }
    KeReleaseSpinLock(&session->lock, irql);
    complete(irp, STATUS_CANCELLED, 0);
}

/* Keeps the request until there is something to say. False when it was cancelled in the meantime. IRQL: PASSIVE_LEVEL. */
static bool pend(mon_reader_session_t *session, PIRP irp)
{
    bool is_cancelled = false;
    KIRQL irql;

    KeAcquireSpinLock(&session->lock, &irql);
    (void)IoSetCancelRoutine(irp, on_cancel);
    /* When cancelling came first, whoever gets the routine back completes the request. */
    if ((irp->Cancel || session->is_stopping || session->owner == NULL) && IoSetCancelRoutine(irp, NULL) != NULL) {
        session->state = READER_IDLE;
        is_cancelled = true;
    } else {
        session->pended = irp;
        session->state = READER_WAITING;
        mon_ring_want_wake(&mon_state.ring, session->wake_bytes);
    }
    KeReleaseSpinLock(&session->lock, irql);
    if (!is_cancelled) {
        (void)KeSetEvent(&session->wake, IO_NO_INCREMENT, FALSE);
    }
    return !is_cancelled;
}

/* Takes the waiting request, unless it is being cancelled. IRQL: PASSIVE_LEVEL. */
static PIRP take_pended(mon_reader_session_t *session, uint32_t next_state)
{
    PIRP irp = NULL;
    KIRQL irql;

    KeAcquireSpinLock(&session->lock, &irql);
    if (session->state == READER_WAITING && IoSetCancelRoutine(session->pended, NULL) != NULL) {
        irp = session->pended;
        session->pended = NULL;
        session->state = next_state;
    }
    KeReleaseSpinLock(&session->lock, irql);
    return irp;
}

/* IRQL: PASSIVE_LEVEL. */
static NTSTATUS prepare_read(const MON_GET_EVENTS_INPUT *input, bool is_new)
{
    NTSTATUS status = STATUS_SUCCESS;

    if (input->ack_through_sequence != 0) {
        status = mon_ring_acknowledge(&mon_state.ring, input->ack_through_sequence);
    }
    if (NT_SUCCESS(status)) {
        if (is_new || (input->flags & MON_GET_EVENTS_REWIND) != 0) {
            mon_ring_rewind(&mon_state.ring);
        }
        mon_ring_declare_losses(&mon_state.ring, (input->flags & MON_GET_EVENTS_DECLARE_LOSSES) != 0);
    }
    return status;
}

/* Reads now, or keeps the request. Completes it unless it stays. IRQL: PASSIVE_LEVEL. */
static NTSTATUS read_or_wait(mon_reader_session_t *session, PIRP irp, const MON_GET_EVENTS_INPUT *input)
{
    uint32_t output_bytes = IoGetCurrentIrpStackLocation(irp)->Parameters.DeviceIoControl.OutputBufferLength;
    uint32_t wake_bytes = input->wake_bytes == 0 ? 1 : input->wake_bytes;
    bool may_wait = input->wait_timeout_ms != 0;
    NTSTATUS status = STATUS_SUCCESS;
    uint32_t written_bytes = 0;

    if (!may_wait || mon_ring_get_level(&mon_state.ring).unread_bytes >= wake_bytes) {
        bool has_content = read_batch(irp->AssociatedIrp.SystemBuffer, output_bytes, &status, &written_bytes);

        if (has_content || !may_wait) {
            set_state(session, READER_IDLE);
            complete(irp, status, written_bytes);
            return status;
        }
    }
    session->wake_bytes = wake_bytes;
    session->deadline = mon_time_now() + input->wait_timeout_ms * MILLISECOND_100NS;
    IoMarkIrpPending(irp);
    if (!pend(session, irp)) {
        complete(irp, STATUS_CANCELLED, 0);
    }
    return STATUS_PENDING;
}

/* IRQL: PASSIVE_LEVEL. */
NTSTATUS mon_reader_get_events(mon_reader_session_t *session, PIRP irp)
{
    PIO_STACK_LOCATION location = IoGetCurrentIrpStackLocation(irp);
    MON_GET_EVENTS_INPUT input = {0};
    uint32_t input_bytes = location->Parameters.DeviceIoControl.InputBufferLength;
    bool is_new;
    NTSTATUS status;

    /* Input and output share one buffer: what is needed is taken out first. */
    if (input_bytes == sizeof input) {
        RtlCopyMemory(&input, irp->AssociatedIrp.SystemBuffer, sizeof input);
    }
    status = check_input(&input, input_bytes, location->Parameters.DeviceIoControl.OutputBufferLength);
    if (NT_SUCCESS(status)) {
        status = begin_call(session, location->FileObject, &is_new);
    }
    if (!NT_SUCCESS(status)) {
        complete(irp, status, 0);
        return status;
    }
    status = prepare_read(&input, is_new);
    if (!NT_SUCCESS(status)) {
        set_state(session, READER_IDLE);
        complete(irp, status, 0);
        return status;
    }
    return read_or_wait(session, irp, &input);
}

/* IRQL: PASSIVE_LEVEL. */
void mon_reader_close(mon_reader_session_t *session, PFILE_OBJECT file)
{
    PIRP irp = NULL;
    bool is_owner;
    KIRQL irql;

    KeAcquireSpinLock(&session->lock, &irql);
    is_owner = session->owner == file;
    if (is_owner) {
        session->owner = NULL;
    }
    KeReleaseSpinLock(&session->lock, irql);
    if (is_owner) {
        irp = take_pended(session, READER_IDLE);
    }
    if (irp != NULL) {
        complete(irp, STATUS_CANCELLED, 0);
    }
}

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
    mon_ring_declare_losses(&mon_state.ring, false);
    if (!is_late && mon_ring_get_level(&mon_state.ring).unread_bytes < wake_bytes) {
        return;
    }
    irp = take_pended(session, READER_READING);
    if (irp == NULL) {
        return;
    }
    has_content = read_batch(irp->AssociatedIrp.SystemBuffer,
        IoGetCurrentIrpStackLocation(irp)->Parameters.DeviceIoControl.OutputBufferLength, &status, &written_bytes);
    if (!has_content && !is_late) {
        if (!pend(session, irp)) {
            complete(irp, STATUS_CANCELLED, 0);
        }
        return;
    }
    set_state(session, READER_IDLE);
    complete(irp, status, written_bytes);
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
    irp = take_pended(session, READER_IDLE);
    if (irp != NULL) {
        complete(irp, STATUS_CANCELLED, 0);
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
