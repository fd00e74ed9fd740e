#include "process_cache_table.h"

#define SECOND_100NS 10000000

/* IRQL: any. */
static uint32_t bucket_of(const mon_process_cache_t *cache, const mon_identity_t *process)
{
    uint64_t mixed = ((uint64_t)process->start_time ^ cache->seed) * 0x9E3779B97F4A7C15u + process->process_id;

    mixed ^= mixed >> 32;
    mixed *= 0xD6E8FEB86659FD93u;
    return (uint32_t)(mixed >> 40) & (BUCKET_COUNT - 1);
}

/* Caller holds the lock. IRQL: DISPATCH_LEVEL. */
static void unlink_age(mon_process_cache_t *cache, uint16_t index)
{
    const cache_entry_t *entry = &cache->entries[index];

    if (entry->newer == NO_ENTRY) {
        cache->newest = entry->older;
    } else {
        cache->entries[entry->newer].older = entry->older;
    }
    if (entry->older == NO_ENTRY) {
        cache->oldest = entry->newer;
    } else {
        cache->entries[entry->older].newer = entry->newer;
    }
}

/* Caller holds the lock. IRQL: DISPATCH_LEVEL. */
static void link_newest(mon_process_cache_t *cache, uint16_t index)
{
    cache_entry_t *entry = &cache->entries[index];

    entry->newer = NO_ENTRY;
    entry->older = cache->newest;
    if (cache->newest == NO_ENTRY) {
        cache->oldest = index;
    } else {
        cache->entries[cache->newest].newer = index;
    }
    cache->newest = index;
}

/* Caller holds the lock. IRQL: DISPATCH_LEVEL. */
static void touch(mon_process_cache_t *cache, uint16_t index)
{
    if (cache->newest != index) {
        unlink_age(cache, index);
        link_newest(cache, index);
    }
}

/* IRQL: any. */
static bool is_entry_of(const cache_entry_t *entry, const mon_identity_t *process)
{
    return entry->process.process_id == process->process_id && entry->process.start_time == process->start_time;
}

/* Caller holds the lock. IRQL: DISPATCH_LEVEL. */
static uint16_t find(const mon_process_cache_t *cache, const mon_identity_t *process)
{
    uint16_t index = cache->buckets[bucket_of(cache, process)];

    for (uint32_t step = 0; step < CHAIN_LIMIT && index != NO_ENTRY; step++) {
        const cache_entry_t *entry = &cache->entries[index];

        if (is_entry_of(entry, process)) {
            return index;
        }
        index = entry->chain_next;
    }
    return NO_ENTRY;
}

/* Caller holds the lock. IRQL: DISPATCH_LEVEL. */
static void drop(mon_process_cache_t *cache, uint16_t index)
{
    cache_entry_t *entry = &cache->entries[index];
    uint16_t *link = &cache->buckets[entry->bucket];

    for (uint32_t step = 0; step < CHAIN_LIMIT && *link != index; step++) {
        link = &cache->entries[*link].chain_next;
    }
    *link = entry->chain_next;
    unlink_age(cache, index);
    entry->chain_next = cache->free_head;
    cache->free_head = index;
    cache->count--;
}

/* Last entry of a chain that is as long as it may be, else NO_ENTRY. Caller holds the lock. IRQL: DISPATCH_LEVEL. */
static uint16_t end_of_full_chain(const mon_process_cache_t *cache, uint32_t bucket)
{
    uint16_t index = cache->buckets[bucket];

    for (uint32_t step = 1; step < CHAIN_LIMIT && index != NO_ENTRY; step++) {
        index = cache->entries[index].chain_next;
    }
    return index;
}

/* Caller holds the lock. IRQL: DISPATCH_LEVEL. */
static cache_entry_t *find_or_add(mon_process_cache_t *cache, const mon_identity_t *process)
{
    uint16_t index = cache->newest;
    uint32_t bucket;
    uint16_t victim;
    cache_entry_t *entry;

    /* Events come in bursts of one process. */
    if (index != NO_ENTRY && is_entry_of(&cache->entries[index], process)) {
        return &cache->entries[index];
    }
    index = find(cache, process);
    if (index != NO_ENTRY) {
        touch(cache, index);
        return &cache->entries[index];
    }
    bucket = bucket_of(cache, process);
    victim = end_of_full_chain(cache, bucket);
    if (victim == NO_ENTRY && cache->free_head == NO_ENTRY) {
        victim = cache->oldest;
    }
    if (victim != NO_ENTRY) {
        drop(cache, victim);
        cache->evictions++;
    }

    index = cache->free_head;
    entry = &cache->entries[index];
    cache->free_head = entry->chain_next;
    *entry = (cache_entry_t){.process = *process, .bucket = bucket, .chain_next = cache->buckets[bucket]};
    cache->buckets[bucket] = index;
    link_newest(cache, index);
    cache->count++;
    if (cache->count > cache->peak) {
        cache->peak = cache->count;
    }
    return entry;
}

/* IRQL: <= DISPATCH_LEVEL. */
void mon_cache_insert(mon_process_cache_t *cache, const mon_identity_t *process, uint32_t integrity_level)
{
    cache_entry_t *entry;
    KIRQL irql;

    KeAcquireSpinLock(&cache->lock, &irql);
    entry = find_or_add(cache, process);
    entry->integrity_level = integrity_level;
    entry->awaits_first_thread = true;
    KeReleaseSpinLock(&cache->lock, irql);
}

/* IRQL: <= DISPATCH_LEVEL. */
bool mon_cache_take_first_thread(mon_process_cache_t *cache, const mon_identity_t *process)
{
    bool is_first = false;
    uint16_t index;
    KIRQL irql;

    KeAcquireSpinLock(&cache->lock, &irql);
    index = find(cache, process);
    if (index != NO_ENTRY) {
        is_first = cache->entries[index].awaits_first_thread;
        cache->entries[index].awaits_first_thread = false;
    }
    KeReleaseSpinLock(&cache->lock, irql);
    return is_first;
}

/* Caller holds the lock. IRQL: DISPATCH_LEVEL. */
static bool is_over_rate(cache_entry_t *entry, const mon_cache_note_t *note)
{
    if (note->rate_limit == 0) {
        return false;
    }
    if (note->now - entry->rate_start >= SECOND_100NS || note->now < entry->rate_start) {
        entry->rate_start = note->now;
        entry->rate_count = 0;
    }
    if (entry->rate_count >= note->rate_limit) {
        return true;
    }
    entry->rate_count++;
    return false;
}

/* IRQL: <= DISPATCH_LEVEL. */
bool mon_cache_note(mon_process_cache_t *cache, const mon_identity_t *process, const mon_cache_note_t *note)
{
    cache_entry_t *entry;
    bool is_over;
    KIRQL irql;

    KeAcquireSpinLock(&cache->lock, &irql);
    entry = find_or_add(cache, process);
    if (entry->profile.counters[note->counter] != UINT32_MAX) {
        entry->profile.counters[note->counter]++;
    }
    is_over = is_over_rate(entry, note);
    KeReleaseSpinLock(&cache->lock, irql);
    return !is_over;
}

/* IRQL: <= DISPATCH_LEVEL. */
bool mon_cache_note_scan(mon_process_cache_t *cache, const mon_identity_t *process, const mon_cache_scan_t *scan)
{
    static const mon_cache_scan_t no_rings = {.inspection = MON_SCAN_INSPECTION_INSPECTED};
    cache_entry_t *entry = NULL;
    bool is_news;
    uint16_t index;
    KIRQL irql;

    KeAcquireSpinLock(&cache->lock, &irql);
    index = find(cache, process);
    if (index != NO_ENTRY) {
        entry = &cache->entries[index];
    } else if (scan->handle_count != 0) {
        entry = find_or_add(cache, process);
    }
    is_news = !is_same_scan(entry != NULL ? &entry->last_scan : &no_rings, scan);
    if (entry != NULL) {
        keep_scan(entry, scan);
    }
    KeReleaseSpinLock(&cache->lock, irql);
    return is_news;
}

/* IRQL: <= DISPATCH_LEVEL. */
bool mon_cache_begin_scan(mon_process_cache_t *cache, const mon_identity_t *process)
{
    bool is_first = true;
    uint16_t index;
    KIRQL irql;

    KeAcquireSpinLock(&cache->lock, &irql);
    index = find(cache, process);
    if (index != NO_ENTRY) {
        is_first = !cache->entries[index].has_scan_waiting;
        cache->entries[index].has_scan_waiting = true;
    }
    KeReleaseSpinLock(&cache->lock, irql);
    return is_first;
}

/* IRQL: <= DISPATCH_LEVEL. */
void mon_cache_end_scan(mon_process_cache_t *cache, const mon_identity_t *process)
{
    uint16_t index;
    KIRQL irql;

    KeAcquireSpinLock(&cache->lock, &irql);
    index = find(cache, process);
    if (index != NO_ENTRY) {
        cache->entries[index].has_scan_waiting = false;
    }
    KeReleaseSpinLock(&cache->lock, irql);
}

/* IRQL: <= DISPATCH_LEVEL. */
uint32_t mon_cache_integrity(mon_process_cache_t *cache, const mon_identity_t *process)
{
    uint32_t level = 0;
    uint16_t index;
    KIRQL irql;

    KeAcquireSpinLock(&cache->lock, &irql);
    index = find(cache, process);
    if (index != NO_ENTRY) {
        level = cache->entries[index].integrity_level;
    }
    KeReleaseSpinLock(&cache->lock, irql);
    return level;
}

/* IRQL: <= DISPATCH_LEVEL. */
bool mon_cache_remove(mon_process_cache_t *cache, const mon_identity_t *process, mon_process_profile_t *profile)
{
    uint16_t index;
    KIRQL irql;

    RtlZeroMemory(profile, sizeof *profile);
    KeAcquireSpinLock(&cache->lock, &irql);
    index = find(cache, process);
    if (index != NO_ENTRY) {
        *profile = cache->entries[index].profile;
        drop(cache, index);
    }
    KeReleaseSpinLock(&cache->lock, irql);
    return index != NO_ENTRY;
}
