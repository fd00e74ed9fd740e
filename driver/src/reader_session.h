/*
 * The one reader. The first handle that asks for events owns the session until it is closed; others are refused. A call
 * that finds nothing may wait: its request is kept, cancellable, and a worker thread completes it when records are there,
 * when its time is over, when its handle is closed or when the driver unloads.
 */
#ifndef MON_READER_SESSION_H
#define MON_READER_SESSION_H

#include "mon_ioctl.h"
#include "ntcompat.h"
#include "worker_thread.h"

typedef struct mon_reader_session {
    KSPIN_LOCK lock;
    KEVENT wake;
    mon_worker_thread_t worker;
    PFILE_OBJECT owner;
    uint32_t state;
    bool is_stopping;
    PIRP pended;
    int64_t deadline;
    uint32_t wake_bytes;
    uint64_t session_count;
} mon_reader_session_t;

/* Prepares the session; nothing runs yet. IRQL: PASSIVE_LEVEL. */
void mon_reader_initialize(mon_reader_session_t *session);

/* Starts the worker. IRQL: PASSIVE_LEVEL. */
NTSTATUS mon_reader_start(mon_reader_session_t *session);

/* Completes a waiting request with STATUS_CANCELLED and ends the worker. IRQL: PASSIVE_LEVEL. */
void mon_reader_stop(mon_reader_session_t *session);

/*
 * CB_GET_EVENTS. Buffered; input MON_GET_EVENTS_INPUT exactly, output at least a batch header. Returns the status the
 * request was or, for STATUS_PENDING, will be completed with; completes the request itself.
 * STATUS_INFO_LENGTH_MISMATCH: input of another size. STATUS_BUFFER_TOO_SMALL: no room for a batch header.
 * STATUS_REVISION_MISMATCH: another version. STATUS_INVALID_PARAMETER: unknown flag, wait too long, sequence never
 * delivered, acknowledgement for another boot id. STATUS_DEVICE_BUSY: another handle reads, or this one has a call
 * outstanding. STATUS_BUFFER_OVERFLOW: the next record does not fit; required_bytes of the header says what does.
 * IRQL: PASSIVE_LEVEL.
 */
NTSTATUS mon_reader_get_events(mon_reader_session_t *session, PIRP irp);

/* Ends the session if the handle owns it. IRQL: PASSIVE_LEVEL. */
void mon_reader_close(mon_reader_session_t *session, PFILE_OBJECT file);

#endif
