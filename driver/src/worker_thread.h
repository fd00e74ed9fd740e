/* A system thread that runs one routine until it returns. */
#ifndef MON_WORKER_THREAD_H
#define MON_WORKER_THREAD_H

#include "ntcompat.h"

typedef struct mon_worker_thread {
    void (*routine)(void *context);
    void *context;
    PVOID object;
} mon_worker_thread_t;

/* The structure must live until mon_worker_join. IRQL: PASSIVE_LEVEL. */
NTSTATUS mon_worker_start(mon_worker_thread_t *worker, void (*routine)(void *context), void *context);

/* Waits until the routine has returned and its thread has ended. IRQL: PASSIVE_LEVEL. */
void mon_worker_join(mon_worker_thread_t *worker);

#endif
