#include "ioring_sweep.h"
#include "kernel_routines.h"

#define MILLISECOND_100NS 10000LL
#define FIRST_ROUND_DELAY_MS 2000
/* Eight processes a second. */
#define STEP_MS 125
/* When nothing is to be done, or the list could not be had. */
#define IDLE_MS 1000
/* The kernel's own handles are no rings of user mode. */
#define SYSTEM_PROCESS_ID 4u

/* IRQL: PASSIVE_LEVEL. */
void mon_sweep_initialize(mon_ioring_sweep_t *sweep, int64_t now)
{
    *sweep = (mon_ioring_sweep_t){.next_time = now + FIRST_ROUND_DELAY_MS * MILLISECOND_100NS};
}

/* IRQL: PASSIVE_LEVEL. */
void mon_sweep_free(mon_ioring_sweep_t *sweep)
{
    mon_list_free(&sweep->list);
}

/* IRQL: PASSIVE_LEVEL. */
void mon_sweep_put_off(mon_ioring_sweep_t *sweep, int64_t now)
{
    if (now >= sweep->next_time) {
        sweep->next_time = now + IDLE_MS * MILLISECOND_100NS;
    }
}

/* IRQL: PASSIVE_LEVEL. */
static bool is_round_due(const mon_ioring_sweep_t *sweep, int64_t now, uint32_t interval_ms)
{
    return sweep->round_start_time == 0 || (interval_ms != 0 && now - sweep->round_start_time >= interval_ms * MILLISECOND_100NS);
}

/* IRQL: PASSIVE_LEVEL. */
static bool begin_round(mon_ioring_sweep_t *sweep, int64_t now, uint32_t interval_ms)
{
    if (!is_round_due(sweep, now, interval_ms) || !NT_SUCCESS(mon_list_processes(&sweep->list))) {
        return false;
    }
    sweep->round_start_time = now;
    sweep->is_walking = true;
    sweep->offset = 0;
    return true;
}

/* IRQL: PASSIVE_LEVEL. */
bool mon_sweep_take(mon_ioring_sweep_t *sweep, int64_t now, uint32_t interval_ms, mon_identity_t *process)
{
    if (now < sweep->next_time) {
        return false;
    }
    if (!sweep->is_walking && !begin_round(sweep, now, interval_ms)) {
        mon_sweep_put_off(sweep, now);
        return false;
    }
    sweep->next_time = now + STEP_MS * MILLISECOND_100NS;
    *process = mon_list_process_at(&sweep->list, &sweep->offset);
    if (sweep->offset == 0) {
        sweep->is_walking = false;
        (void)__atomic_add_fetch(&sweep->round_count, 1, __ATOMIC_RELAXED);
    }
    return process->process_id > SYSTEM_PROCESS_ID;
}
