/* Inside of the process cache; nobody else includes this. */
#ifndef MON_PROCESS_CACHE_TABLE_H
#define MON_PROCESS_CACHE_TABLE_H

#include "process_cache.h"

#define BUCKET_COUNT 8192u
#define CHAIN_LIMIT 16u
#define NO_ENTRY 0xFFFFu

typedef struct cache_entry {
    mon_identity_t process;
    uint32_t integrity_level;
    uint32_t bucket;
    uint16_t chain_next;
    uint16_t newer;
    uint16_t older;
    bool awaits_first_thread;
    bool has_scan_waiting;
    mon_cache_scan_t last_scan;
    uint32_t rate_count;
    int64_t rate_start;
    mon_process_profile_t profile;
} cache_entry_t;

struct mon_process_cache {
    KSPIN_LOCK lock;
    uint64_t seed;
    uint64_t count;
    uint64_t peak;
    uint64_t evictions;
    uint16_t newest;
    uint16_t oldest;
    uint16_t free_head;
    uint16_t buckets[BUCKET_COUNT];
    cache_entry_t entries[MON_CB_MAX_PROCESS_CACHE];
};

/* IRQL: any. */
static inline bool is_same_scan(const mon_cache_scan_t *left, const mon_cache_scan_t *right)
{
    return left->handle_count == right->handle_count && left->violation_flags == right->violation_flags &&
        left->inspection == right->inspection && left->reason == right->reason;
}

/* Caller holds the lock. IRQL: DISPATCH_LEVEL. */
static inline void keep_scan(cache_entry_t *entry, const mon_cache_scan_t *scan)
{
    entry->last_scan = *scan;
    entry->profile.violation_flags |= scan->violation_flags;
    if (scan->handle_count > entry->profile.ioring_handle_peak) {
        entry->profile.ioring_handle_peak = scan->handle_count;
    }
}

#endif
