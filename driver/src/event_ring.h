/*
 * The ring of records between the callbacks (many writers) and the one reader.
 *
 * A writer reserves under the lock: it gets its place, its sequence number and its time there, so all three have the same
 * order. It fills the record outside the lock and commits it. The reader copies committed records in order and frees only
 * what was acknowledged. What cannot be written is counted by kind and reason and declared in band by gap records.
 *
 * The lock is held for a constant number of steps, measured in docs/driver.md; nothing is called under it but the clock.
 */
#ifndef MON_EVENT_RING_H
#define MON_EVENT_RING_H

#include "kernel_routines.h"
#include "mon_ioctl.h"
#include "ntcompat.h"

/* Positions only grow; a place in the buffer is position modulo size. tail <= cursor <= head. */
typedef struct mon_ring_segment {
    uint8_t *bytes;
    uint64_t size_bytes;
    uint64_t head;
    uint64_t cursor;
    uint64_t tail;
    /* How full it may be, by share; see kind_shares. */
    uint64_t limits[4];
} mon_ring_segment_t;

#define MON_LOSS_REASONS 2u

typedef struct mon_loss {
    uint64_t count;
    int64_t first_time;
    int64_t last_time;
} mon_loss_t;

typedef struct mon_rate_window {
    int64_t start_time;
    uint32_t count;
    uint32_t limit;
} mon_rate_window_t;

typedef struct mon_event_ring {
    KSPIN_LOCK lock;
    mon_ring_segment_t active;
    /* The ring before a resize, until it has been read and acknowledged; bytes is NULL when there is none. */
    mon_ring_segment_t draining;
    uint64_t next_sequence;
    uint64_t delivered_sequence;
    uint64_t acknowledged_sequence;
    uint64_t peak_bytes;
    /* A waiting reader is signalled when this many bytes are unread; 0 when nobody waits. */
    uint64_t wake_bytes;
    KEVENT *wake_event;
    mon_kind_statistics_t kinds[MON_KIND_COUNT];
    /* When the last event of a kind was observed, in 100 ns; 0 before the first. */
    int64_t last_times[MON_KIND_COUNT];
    mon_rate_window_t rates[MON_KIND_COUNT];
    mon_loss_t losses[MON_KIND_COUNT][MON_LOSS_REASONS];
    int64_t last_declaration_time;
    /* Bit kind * MON_LOSS_REASONS + reason: that loss waits to be declared. */
    uint32_t loss_mask;
    /* The bit to look at first, so that every loss has its turn. */
    uint32_t next_loss;
} mon_event_ring_t;

/* What a read found. required_bytes is set when not even the next record fits. */
typedef struct mon_ring_read_result {
    uint64_t first_sequence;
    uint64_t last_sequence;
    uint32_t record_count;
    uint32_t written_bytes;
    uint32_t required_bytes;
} mon_ring_read_result_t;

typedef struct mon_ring_level {
    uint64_t unread_bytes;
    uint64_t used_bytes;
    uint64_t size_bytes;
    uint64_t issued_sequence;
    uint64_t acknowledged_sequence;
    bool has_undeclared_losses;
} mon_ring_level_t;

/* Allocates the buffer. STATUS_INSUFFICIENT_RESOURCES without memory. IRQL: PASSIVE_LEVEL. */
NTSTATUS mon_ring_initialize(mon_event_ring_t *ring, uint32_t size_bytes, KEVENT *wake_event);

/* Frees the buffers. No writer and no reader may be left. IRQL: PASSIVE_LEVEL. */
void mon_ring_free(mon_event_ring_t *ring);

/*
 * Puts a ring of another size in front; records already written stay readable. STATUS_DEVICE_BUSY while an earlier resize
 * is not finished, STATUS_INSUFFICIENT_RESOURCES without memory. One caller at a time. IRQL: PASSIVE_LEVEL.
 */
NTSTATUS mon_ring_resize(mon_event_ring_t *ring, uint32_t size_bytes);

/* What a record gets together with its place in the ring. time: 100 ns since 1601. */
typedef struct mon_ring_place {
    int64_t time;
    uint64_t monotonic_us;
    uint64_t sequence;
} mon_ring_place_t;

/* Room for a record of that many bytes, which is not filled; NULL when it was refused. IRQL: <= DISPATCH_LEVEL. */
mon_record_header_t *mon_ring_take_place(mon_event_ring_t *ring, uint32_t kind, uint32_t record_bytes, mon_ring_place_t *place);

/*
 * Reserves a record: fixed_bytes for the kind's structure and text_bytes behind it. Returns the zeroed structure with its
 * header filled, or NULL when the event was refused, which is counted in the ring. Every record must be committed, soon, and
 * nothing may be called in between that can wait. Inline, so that a structure of a known size is zeroed by a few moves.
 * IRQL: <= DISPATCH_LEVEL.
 */
static inline mon_record_header_t *mon_ring_reserve(mon_event_ring_t *ring, uint32_t kind, uint32_t fixed_bytes, uint32_t text_bytes)
{
    uint32_t record_bytes = (fixed_bytes + text_bytes + 7u) & ~7u;
    mon_ring_place_t place;
    mon_record_header_t *record = mon_ring_take_place(ring, kind, record_bytes, &place);

    if (record == NULL) {
        return NULL;
    }
    RtlZeroMemory(record, fixed_bytes);
    if (text_bytes != 0) {
        RtlZeroMemory((uint8_t *)record + record_bytes - 8, 8);
    }
    record->size_bytes = record_bytes;
    record->kind = (uint16_t)kind;
    record->fixed_bytes = (uint16_t)fixed_bytes;
    record->sequence = place.sequence;
    record->time_us = mon_time_to_unix_us(place.time);
    record->monotonic_us = place.monotonic_us;
    return record;
}

/* Hands the record to the reader. IRQL: <= DISPATCH_LEVEL. */
void mon_ring_commit(mon_event_ring_t *ring, mon_record_header_t *record);

/* Counts an event that was refused before it came to the ring, so that it is declared lost. IRQL: <= DISPATCH_LEVEL. */
void mon_ring_refuse_rate_limited(mon_event_ring_t *ring, uint32_t kind);

/* Frees records up to a sequence. STATUS_INVALID_PARAMETER for one never delivered. Reader only. IRQL: PASSIVE_LEVEL. */
NTSTATUS mon_ring_acknowledge(mon_event_ring_t *ring, uint64_t sequence);

/* Makes the next read start at the oldest record that is not acknowledged. Reader only. IRQL: PASSIVE_LEVEL. */
void mon_ring_rewind(mon_event_ring_t *ring);

/* Copies committed records in order, whole ones only. Reader only. IRQL: PASSIVE_LEVEL. */
void mon_ring_read(mon_event_ring_t *ring, uint8_t *buffer, uint32_t buffer_bytes, mon_ring_read_result_t *result);

/* Writes a gap record, if there is a loss and a second has passed since the last. IRQL: <= DISPATCH_LEVEL. */
void mon_ring_declare_losses_when_due(mon_event_ring_t *ring);

/* Writes a gap record for every loss. IRQL: <= DISPATCH_LEVEL. */
void mon_ring_declare_all_losses(mon_event_ring_t *ring);

/* Sets the limits of events a second by kind; 0 means none. IRQL: <= DISPATCH_LEVEL. */
void mon_ring_set_rate_limits(mon_event_ring_t *ring, const uint32_t limits[MON_KIND_COUNT]);

/*
 * Asks for a signal with every commit that leaves at least that many bytes unread; 0 takes it back. Look for records
 * after asking and before waiting. IRQL: <= DISPATCH_LEVEL.
 */
void mon_ring_want_wake(mon_event_ring_t *ring, uint64_t wake_bytes);

/* How full the ring is. IRQL: <= DISPATCH_LEVEL. */
mon_ring_level_t mon_ring_get_level(mon_event_ring_t *ring);

/* When the last event of the kinds from first to last was observed; 0 before the first. IRQL: <= DISPATCH_LEVEL. */
int64_t mon_ring_last_time_us(mon_event_ring_t *ring, uint32_t first_kind, uint32_t last_kind);

/* Fills the ring's part of the statistics. IRQL: <= DISPATCH_LEVEL. */
void mon_ring_get_statistics(mon_event_ring_t *ring, MON_CALLBACK_STATISTICS *statistics);

#endif
