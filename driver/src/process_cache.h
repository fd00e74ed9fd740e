/*
 * The processes seen lately, 4096 at most. A process is its id and its start time: an id alone is used again within
 * minutes. When the cache is full the process untouched for the longest time goes, which is counted.
 *
 * Every step takes constant time: a hash chain is walked 16 entries at most, and one that would grow longer loses its oldest.
 */
#ifndef MON_PROCESS_CACHE_H
#define MON_PROCESS_CACHE_H

#include "mon_ioctl.h"
#include "ntcompat.h"
#include "process_profile.h"

#define MON_CB_MAX_PROCESS_CACHE 4096u

/* start_time: 100 ns since 1601; 0 when not known. */
typedef struct mon_identity {
    int64_t start_time;
    uint32_t process_id;
} mon_identity_t;

typedef struct mon_process_cache mon_process_cache_t;

/* NULL without memory. The seed makes the hash unpredictable. IRQL: PASSIVE_LEVEL. */
mon_process_cache_t *mon_cache_create(uint64_t seed);

/* IRQL: PASSIVE_LEVEL. */
void mon_cache_free(mon_process_cache_t *cache);

/* Adds a process that was just created. IRQL: <= DISPATCH_LEVEL. */
void mon_cache_insert(mon_process_cache_t *cache, const mon_identity_t *process, uint32_t integrity_level);

/* An event of a process: which profile counter it moves, and how many events a second the process may have (0: any). */
typedef struct mon_cache_note {
    uint32_t counter;
    uint32_t rate_limit;
    int64_t now;
} mon_cache_note_t;

/* Counts an event of the process, which is added when it is not there. False when it is over its rate. IRQL: <= DISPATCH_LEVEL. */
bool mon_cache_note(mon_process_cache_t *cache, const mon_identity_t *process, const mon_cache_note_t *note);

/* True once for a process that was added by mon_cache_insert: its first thread is no remote one. IRQL: <= DISPATCH_LEVEL. */
bool mon_cache_take_first_thread(mon_process_cache_t *cache, const mon_identity_t *process);

/* What a scan found of a process; inspection and reason as in its record. */
typedef struct mon_cache_scan {
    uint32_t handle_count;
    uint32_t violation_flags;
    uint8_t inspection;
    uint8_t reason;
} mon_cache_scan_t;

/*
 * Keeps what a scan found; true when that differs from what the last one found, or from "no rings" where none is known.
 * A process with rings is added when it is not there. IRQL: <= DISPATCH_LEVEL.
 */
bool mon_cache_note_scan(mon_process_cache_t *cache, const mon_identity_t *process, const mon_cache_scan_t *scan);

/* True when no scan of the process was waiting; from now on one is. A process that is not there is always let through. IRQL: <= DISPATCH_LEVEL. */
bool mon_cache_begin_scan(mon_process_cache_t *cache, const mon_identity_t *process);

/* No scan is waiting any more. IRQL: <= DISPATCH_LEVEL. */
void mon_cache_end_scan(mon_process_cache_t *cache, const mon_identity_t *process);

/* Integrity level noted at creation; 0 when the process is not there or the level is not known. IRQL: <= DISPATCH_LEVEL. */
uint32_t mon_cache_integrity(mon_process_cache_t *cache, const mon_identity_t *process);

/* Takes the process out. False when it was not there; the profile is empty then. IRQL: <= DISPATCH_LEVEL. */
bool mon_cache_remove(mon_process_cache_t *cache, const mon_identity_t *process, mon_process_profile_t *profile);

/* Fills the cache's part of the statistics. IRQL: <= DISPATCH_LEVEL. */
void mon_cache_get_statistics(mon_process_cache_t *cache, MON_CALLBACK_STATISTICS *statistics);

#endif
