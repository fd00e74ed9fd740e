/* Shared by the reader's calls and its worker; nobody else includes this. */
#ifndef MON_READER_INTERNAL_H
#define MON_READER_INTERNAL_H

#include "reader_session.h"

enum { READER_IDLE = 0, READER_READING = 1, READER_WAITING = 2 };

#define MILLISECOND_100NS 10000LL
#define SECOND_100NS 10000000LL
/* A record may be reserved and not yet committed; its commit wakes us, this is only a safety net. */
#define RETRY_100NS (50 * MILLISECOND_100NS)

/* IRQL: <= DISPATCH_LEVEL. */
void mon_reader_complete(PIRP irp, NTSTATUS status, ULONG_PTR information);

/* IRQL: PASSIVE_LEVEL. */
void mon_reader_set_state(mon_reader_session_t *session, uint32_t state);

/* Fills the output with a batch. True when there is something to say: records, or one that does not fit. IRQL: PASSIVE_LEVEL. */
bool mon_reader_read_batch(uint8_t *output, uint32_t output_bytes, NTSTATUS *status, uint32_t *written_bytes);

/* Keeps the request until there is something to say. False when it was cancelled in the meantime. IRQL: PASSIVE_LEVEL. */
bool mon_reader_pend(mon_reader_session_t *session, PIRP irp);

/* Takes the waiting request, unless it is being cancelled. IRQL: PASSIVE_LEVEL. */
PIRP mon_reader_take_pended(mon_reader_session_t *session, uint32_t next_state);

#endif
