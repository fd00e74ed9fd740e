#include "reader_internal.h"
#include "monitor.h"

/* IRQL: PASSIVE_LEVEL. */
void mon_reader_initialize(mon_reader_session_t *session)
{
    RtlZeroMemory(session, sizeof *session);
    KeInitializeSpinLock(&session->lock);
    KeInitializeEvent(&session->wake, SynchronizationEvent, FALSE);
}

/* IRQL: <= DISPATCH_LEVEL. */
void mon_reader_complete(PIRP irp, NTSTATUS status, ULONG_PTR information)
{
    irp->IoStatus.Status = status;
    irp->IoStatus.Information = information;
    IoCompleteRequest(irp, IO_NO_INCREMENT);
}

/* IRQL: PASSIVE_LEVEL. */
void mon_reader_set_state(mon_reader_session_t *session, uint32_t state)
{
    KIRQL irql;

    KeAcquireSpinLock(&session->lock, &irql);
    session->state = state;
    KeReleaseSpinLock(&session->lock, irql);
}

/* Fills the output with a batch. True when there is something to say: records, or one that does not fit. IRQL: PASSIVE_LEVEL. */
bool mon_reader_read_batch(uint8_t *output, uint32_t output_bytes, NTSTATUS *status, uint32_t *written_bytes)
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
        (void)__atomic_add_fetch(&session->session_count, *is_new ? 1 : 0, __ATOMIC_RELAXED);
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
    mon_reader_complete(irp, STATUS_CANCELLED, 0);
}

/* Keeps the request until there is something to say. False when it was cancelled in the meantime. IRQL: PASSIVE_LEVEL. */
bool mon_reader_pend(mon_reader_session_t *session, PIRP irp)
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
PIRP mon_reader_take_pended(mon_reader_session_t *session, uint32_t next_state)
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
        if ((input->flags & MON_GET_EVENTS_DECLARE_LOSSES) != 0) {
            mon_ring_declare_all_losses(&mon_state.ring);
        } else {
            mon_ring_declare_losses_when_due(&mon_state.ring);
        }
    }
    return status;
}

/* What the next request waits for. The worker may be looking: it was woken by the request before. IRQL: PASSIVE_LEVEL. */
static void set_wait(mon_reader_session_t *session, uint32_t wake_bytes, int64_t deadline)
{
    KIRQL irql;

    KeAcquireSpinLock(&session->lock, &irql);
    session->wake_bytes = wake_bytes;
    session->deadline = deadline;
    KeReleaseSpinLock(&session->lock, irql);
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
        bool has_content = mon_reader_read_batch(irp->AssociatedIrp.SystemBuffer, output_bytes, &status, &written_bytes);

        if (has_content || !may_wait) {
            mon_reader_set_state(session, READER_IDLE);
            mon_reader_complete(irp, status, written_bytes);
            return status;
        }
    }
    set_wait(session, wake_bytes, mon_time_now() + input->wait_timeout_ms * MILLISECOND_100NS);
    IoMarkIrpPending(irp);
    if (!mon_reader_pend(session, irp)) {
        mon_reader_complete(irp, STATUS_CANCELLED, 0);
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
        mon_reader_complete(irp, status, 0);
        return status;
    }
    status = prepare_read(&input, is_new);
    if (!NT_SUCCESS(status)) {
        mon_reader_set_state(session, READER_IDLE);
        mon_reader_complete(irp, status, 0);
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
        irp = mon_reader_take_pended(session, READER_IDLE);
    }
    if (irp != NULL) {
        mon_reader_complete(irp, STATUS_CANCELLED, 0);
    }
}
