/*
 * Scans of processes for I/O rings. A callback or a client puts a process into a queue; a worker thread, which may wait
 * and allocate, enumerates the process's handles a little later and writes an ioring_scan record. A process that waits
 * already is not queued twice. A full queue refuses, which is counted. When nothing in the queue is due, the worker goes
 * on with the round over all running processes (ioring_sweep.h).
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

/* Queues a process; false when the queue is full. trigger: MON_SCAN_TRIGGER_... IRQL: <= DISPATCH_LEVEL. */
bool mon_scan_request(mon_scan_queue_t *queue, const mon_identity_t *process, uint8_t trigger, uint32_t delay_ms);

/* See mon_ioring_learn. IRQL: PASSIVE_LEVEL, in the caller's context. */
NTSTATUS mon_scan_learn(mon_scan_queue_t *queue, uint32_t buffer_count);

/* Fills the queue's part of the statistics. IRQL: <= DISPATCH_LEVEL. */
void mon_scan_get_statistics(mon_scan_queue_t *queue, MON_CALLBACK_STATISTICS *statistics);

#endif
