/*
 * What a process did, counted by the callbacks from its creation (or its first event) to its exit, when it is exported as
 * a process_profile record. A profile lives in its process's cache entry and is touched only under the cache lock.
 */
#ifndef MON_PROCESS_PROFILE_H
#define MON_PROCESS_PROFILE_H

#include "mon_ioctl.h"
#include "ntcompat.h"

enum {
    MON_PROFILE_THREAD_CREATE,
    MON_PROFILE_REMOTE_THREAD_CREATE,
    MON_PROFILE_IMAGE_LOAD,
    MON_PROFILE_IORING_IMAGE_LOAD,
    MON_PROFILE_SUSPICIOUS_IMAGE_LOAD,
    MON_PROFILE_HANDLE_CREATE,
    MON_PROFILE_HANDLE_DUPLICATE,
    MON_PROFILE_REGISTRY_OPERATION,
    MON_PROFILE_CHILD,
    MON_PROFILE_COUNTERS,
};

typedef struct mon_process_profile {
    uint32_t counters[MON_PROFILE_COUNTERS];
    uint32_t ioring_handle_peak;
    uint32_t violation_flags;
} mon_process_profile_t;

/* 0 to 100. The parts and their weights stand in docs/driver.md. IRQL: any. */
uint32_t mon_profile_anomaly_score(const mon_process_profile_t *profile);

struct mon_identity;

/* Writes the process_profile record. IRQL: <= APC_LEVEL. */
void mon_profile_export(const struct mon_identity *process, const mon_process_profile_t *profile, int64_t now);

#endif
