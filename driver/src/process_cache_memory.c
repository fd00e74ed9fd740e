#include "pool.h"
#include "process_cache_table.h"

/* IRQL: PASSIVE_LEVEL. */
mon_process_cache_t *mon_cache_create(uint64_t seed)
{
    mon_process_cache_t *cache = mon_pool_allocate(sizeof *cache);

    if (cache == NULL) {
        return NULL;
    }
    KeInitializeSpinLock(&cache->lock);
    cache->seed = seed;
    cache->newest = NO_ENTRY;
    cache->oldest = NO_ENTRY;
    memset(cache->buckets, 0xFF, sizeof cache->buckets);
    for (uint32_t index = 0; index < MON_CB_MAX_PROCESS_CACHE; index++) {
        cache->entries[index].chain_next = (uint16_t)(index + 1 < MON_CB_MAX_PROCESS_CACHE ? index + 1 : NO_ENTRY);
    }
    return cache;
}

/* IRQL: PASSIVE_LEVEL. */
void mon_cache_free(mon_process_cache_t *cache)
{
    mon_pool_free(cache);
}

/* IRQL: <= DISPATCH_LEVEL. */
void mon_cache_get_statistics(mon_process_cache_t *cache, MON_CALLBACK_STATISTICS *statistics)
{
    KIRQL irql;

    KeAcquireSpinLock(&cache->lock, &irql);
    statistics->cached_process_count = cache->count;
    statistics->cached_process_peak = cache->peak;
    statistics->cache_eviction_count = cache->evictions;
    KeReleaseSpinLock(&cache->lock, irql);
}
