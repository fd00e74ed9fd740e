/*
 * The slow round over all running processes: at load, for those that were there before, and again after a while, because
 * any process may make a ring at any time. A few processes a second, never more, however long a round then takes.
 */
#ifndef MON_IORING_SWEEP_H
#define MON_IORING_SWEEP_H

#include "kernel_list.h"
#include "process_cache.h"

typedef struct mon_ioring_sweep {
    mon_kernel_list_t list;
    /* Where the next process of the list stands; the list is walked while is_walking. */
    uint32_t offset;
    bool is_walking;
    int64_t next_time;
    int64_t round_start_time;
    uint64_t round_count;
} mon_ioring_sweep_t;

/* The first round starts two seconds from now. IRQL: PASSIVE_LEVEL. */
void mon_sweep_initialize(mon_ioring_sweep_t *sweep, int64_t now);

/* Nothing is wanted just now: looks again in a second. IRQL: PASSIVE_LEVEL. */
void mon_sweep_put_off(mon_ioring_sweep_t *sweep, int64_t now);

/* IRQL: PASSIVE_LEVEL. */
void mon_sweep_free(mon_ioring_sweep_t *sweep);

/*
 * The process whose turn it is, which may have ended meanwhile; false when it is nobody's turn. interval_ms: from the start
 * of one round to the next; 0 for no other. IRQL: PASSIVE_LEVEL.
 */
bool mon_sweep_take(mon_ioring_sweep_t *sweep, int64_t now, uint32_t interval_ms, mon_identity_t *process);

#endif
