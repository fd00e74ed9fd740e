#include "process_profile.h"
#include "ioring_inspect.h"
#include "monitor.h"

/* IRQL: any. */
static uint32_t capped(uint32_t count, uint32_t weight, uint32_t cap)
{
    return count >= cap / weight ? cap : count * weight;
}

/* IRQL: any. */
uint32_t mon_profile_anomaly_score(const mon_process_profile_t *profile)
{
    const uint32_t *counters = profile->counters;
    bool has_violation = (profile->violation_flags & MON_VIOLATIONS_OF_TAMPERING) != 0;
    uint32_t score = 0;

    score += capped(counters[MON_PROFILE_REMOTE_THREAD_CREATE], 15, 30);
    score += capped(counters[MON_PROFILE_SUSPICIOUS_IMAGE_LOAD], 10, 20);
    score += capped(counters[MON_PROFILE_HANDLE_DUPLICATE], 1, 10);
    score += capped(counters[MON_PROFILE_IORING_IMAGE_LOAD], 5, 5);
    score += profile->ioring_handle_peak >= 10 ? 15 : 0;
    score += has_violation ? 60 : 0;
    return score > 100 ? 100 : score;
}

/* IRQL: <= APC_LEVEL. */
void mon_profile_export(const struct mon_identity *process, const mon_process_profile_t *profile, int64_t now)
{
    const uint32_t *counters = profile->counters;
    mon_process_profile_record_t *record =
        (mon_process_profile_record_t *)mon_ring_reserve(&mon_state.ring, MON_KIND_PROCESS_PROFILE, sizeof *record, 0);

    if (record == NULL) {
        return;
    }
    record->header.present_mask = MON_PROCESS_PROFILE_HAS_MONOTONIC_US;
    record->process_id = process->process_id;
    if (process->start_time != 0) {
        record->header.present_mask |= MON_PROCESS_PROFILE_HAS_PROCESS_START_US;
        record->process_start_us = mon_time_to_unix_us(process->start_time);
        record->lifetime_us = now > process->start_time ? (uint64_t)(now - process->start_time) / 10 : 0;
    }
    record->thread_create_count = counters[MON_PROFILE_THREAD_CREATE];
    record->remote_thread_create_count = counters[MON_PROFILE_REMOTE_THREAD_CREATE];
    record->image_load_count = counters[MON_PROFILE_IMAGE_LOAD];
    record->ioring_image_load_count = counters[MON_PROFILE_IORING_IMAGE_LOAD];
    record->handle_create_count = counters[MON_PROFILE_HANDLE_CREATE];
    record->handle_duplicate_count = counters[MON_PROFILE_HANDLE_DUPLICATE];
    record->registry_operation_count = counters[MON_PROFILE_REGISTRY_OPERATION];
    record->child_count = counters[MON_PROFILE_CHILD];
    record->ioring_handle_peak_count = profile->ioring_handle_peak;
    record->violation_flags = profile->violation_flags;
    record->anomaly_score = mon_profile_anomaly_score(profile);
    mon_ring_commit(&mon_state.ring, &record->header);
}
