/* What the kernel knows of a process, asked when an event needs it. */
#ifndef MON_PROCESS_FACTS_H
#define MON_PROCESS_FACTS_H

#include "ntcompat.h"
#include "process_cache.h"

typedef struct mon_process_facts {
    uint32_t session_id;
    uint32_t integrity_level;
    bool has_session;
    bool has_integrity;
} mon_process_facts_t;

/* IRQL: <= APC_LEVEL. */
static inline mon_identity_t mon_identity_of(PEPROCESS process)
{
    return (mon_identity_t){.start_time = PsGetProcessCreateTimeQuadPart(process), .process_id = (uint32_t)(ULONG_PTR)PsGetProcessId(process)};
}

/* start_time is 0 when there is no such process. IRQL: <= APC_LEVEL. */
mon_identity_t mon_identity_of_id(HANDLE process_id);

/* The same for a process that is hardly ever the current one, which is not tried first. IRQL: <= APC_LEVEL. */
mon_identity_t mon_identity_of_other(HANDLE process_id);

/* The process whose thread runs, also while that thread is attached to another. IRQL: <= APC_LEVEL. */
static inline mon_identity_t mon_identity_of_caller(void)
{
    mon_identity_t current = mon_identity_of(PsGetCurrentProcess());
    HANDLE own_id = PsGetCurrentProcessId();

    /* The current process is the one the thread is attached to; the id is always that of its own. */
    return current.process_id == (uint32_t)(ULONG_PTR)own_id ? current : mon_identity_of_other(own_id);
}

/* Session and integrity level, through kernel handles that are closed again. IRQL: PASSIVE_LEVEL. */
mon_process_facts_t mon_process_facts_of(PEPROCESS process);

/* Where a thread starts; 0 when it cannot be told. IRQL: PASSIVE_LEVEL. */
uint64_t mon_thread_start_address(HANDLE thread_id);

#endif
