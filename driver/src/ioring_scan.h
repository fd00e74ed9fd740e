/*
 * Scans of processes for I/O rings. A callback puts a process into a queue; a worker thread, which may wait and allocate,
 * enumerates the process's handles a little later and writes an ioring_scan record. A process that waits already is not
 * queued twice. A full queue refuses, which is counted.
 */
#ifndef MON_IORING_SCAN_H
#define MON_IORING_SCAN_H

#include "ioring_inspect.h"
#include "mon_ioctl.h"
#include "ntcompat.h"
#include "process_cache.h"

#define MON_CB_MAX_PENDING_SCANS 256u

typedef struct mon_scan_queue mon_scan_queue_t;

/* Starts the worker. NULL without memory or thread; status says which. IRQL: PASSIVE_LEVEL. */
mon_scan_queue_t *mon_scan_create(NTSTATUS *status);

/* Ends the worker, waits for it and drops what is queued. Accepts NULL. IRQL: PASSIVE_LEVEL. */
void mon_scan_free(mon_scan_queue_t *queue);

/* Queues a process. trigger: MON_SCAN_TRIGGER_... IRQL: <= DISPATCH_LEVEL. */
void mon_scan_request(mon_scan_queue_t *queue, const mon_identity_t *process, uint8_t trigger, uint32_t delay_ms);

/* Fills the queue's part of the statistics. IRQL: <= DISPATCH_LEVEL. */
void mon_scan_get_statistics(mon_scan_queue_t *queue, MON_CALLBACK_STATISTICS *statistics);

#endif
