#include "event_ring.h"
#include "event_ring_slot.h"
#include "pool.h"

/* Both segments as they were at one moment. Only the reader moves cursors and tails, so it may walk its view without the lock. */
typedef struct ring_view {
    mon_ring_segment_t active;
    mon_ring_segment_t draining;
} ring_view_t;

/* IRQL: PASSIVE_LEVEL. */
static ring_view_t view_of(mon_event_ring_t *ring)
{
    ring_view_t view;
    KIRQL irql;

    KeAcquireSpinLock(&ring->lock, &irql);
    view = (ring_view_t){.active = ring->active, .draining = ring->draining};
    KeReleaseSpinLock(&ring->lock, irql);
    return view;
}

/*
 * The segment a view's active one is now: a resize since then has moved it to draining. A resize is refused while there is
 * a draining segment, and only the reader ends one, so nothing else can have happened. Caller holds the lock. IRQL: DISPATCH_LEVEL.
 */
static mon_ring_segment_t *find_active(mon_event_ring_t *ring, const ring_view_t *view)
{
    return ring->active.bytes == view->active.bytes ? &ring->active : &ring->draining;
}

/* Moves over delivered records up to the sequence, without the lock. Returns the new tail. IRQL: PASSIVE_LEVEL. */
static uint64_t tail_after(const mon_ring_segment_t *view, uint64_t sequence)
{
    uint64_t position = view->tail;

    while (position < view->cursor) {
        ring_slot_t *slot = slot_at(view, position);

        if (slot->state == SLOT_COMMITTED && ((const mon_record_header_t *)(slot + 1))->sequence > sequence) {
            break;
        }
        position += slot->size_bytes;
    }
    return position;
}

/* IRQL: PASSIVE_LEVEL. */
NTSTATUS mon_ring_acknowledge(mon_event_ring_t *ring, uint64_t sequence)
{
    ring_view_t view = view_of(ring);
    uint8_t *finished = NULL;
    uint64_t active_tail;
    uint64_t draining_tail;
    KIRQL irql;

    if (sequence > ring->delivered_sequence) {
        return STATUS_INVALID_PARAMETER;
    }
    active_tail = tail_after(&view.active, sequence);
    draining_tail = tail_after(&view.draining, sequence);

    KeAcquireSpinLock(&ring->lock, &irql);
    if (view.draining.bytes != NULL) {
        ring->draining.tail = draining_tail;
    }
    find_active(ring, &view)->tail = active_tail;
    if (sequence > ring->acknowledged_sequence) {
        ring->acknowledged_sequence = sequence;
    }
    if (ring->draining.bytes != NULL && ring->draining.tail == ring->draining.head) {
        finished = ring->draining.bytes;
        ring->draining = (mon_ring_segment_t){0};
    }
    KeReleaseSpinLock(&ring->lock, irql);
    mon_pool_free(finished);
    return STATUS_SUCCESS;
}

/* IRQL: PASSIVE_LEVEL. */
void mon_ring_rewind(mon_event_ring_t *ring)
{
    KIRQL irql;

    KeAcquireSpinLock(&ring->lock, &irql);
    ring->active.cursor = ring->active.tail;
    ring->draining.cursor = ring->draining.tail;
    KeReleaseSpinLock(&ring->lock, irql);
}

/* Copies from one segment. False when the reader must stop: buffer full, or a record is still being written. IRQL: PASSIVE_LEVEL. */
static bool read_segment(mon_ring_segment_t *view, uint8_t *buffer, uint32_t buffer_bytes, mon_ring_read_result_t *result)
{
    while (view->cursor < view->head) {
        ring_slot_t *slot = slot_at(view, view->cursor);
        uint32_t state = slot_state(slot);
        uint32_t slot_bytes = slot->size_bytes;

        if (state == SLOT_WRITING) {
            return false;
        }
        if (state == SLOT_COMMITTED) {
            const mon_record_header_t *record = (const mon_record_header_t *)(slot + 1);
            uint32_t record_bytes = slot_bytes - (uint32_t)sizeof(ring_slot_t);

            if (record_bytes > buffer_bytes - result->written_bytes) {
                result->required_bytes = result->record_count == 0 ? record_bytes : 0;
                return false;
            }
            RtlCopyMemory(buffer + result->written_bytes, record, record_bytes);
            result->written_bytes += record_bytes;
            result->last_sequence = record->sequence;
            result->first_sequence = result->record_count == 0 ? record->sequence : result->first_sequence;
            result->record_count++;
        }
        view->cursor += slot_bytes;
    }
    return true;
}

/* IRQL: PASSIVE_LEVEL. */
void mon_ring_read(mon_event_ring_t *ring, uint8_t *buffer, uint32_t buffer_bytes, mon_ring_read_result_t *result)
{
    ring_view_t view = view_of(ring);
    KIRQL irql;

    *result = (mon_ring_read_result_t){0};
    if (read_segment(&view.draining, buffer, buffer_bytes, result)) {
        (void)read_segment(&view.active, buffer, buffer_bytes, result);
    }

    KeAcquireSpinLock(&ring->lock, &irql);
    if (view.draining.bytes != NULL) {
        ring->draining.cursor = view.draining.cursor;
    }
    find_active(ring, &view)->cursor = view.active.cursor;
    if (result->last_sequence > ring->delivered_sequence) {
        ring->delivered_sequence = result->last_sequence;
    }
    KeReleaseSpinLock(&ring->lock, irql);
}

/* IRQL: <= DISPATCH_LEVEL. */
void mon_ring_want_wake(mon_event_ring_t *ring, uint64_t wake_bytes)
{
    KIRQL irql;

    /* Sequentially consistent against the commit: either it sees the wish, or the reader sees the record. */
    KeAcquireSpinLock(&ring->lock, &irql);
    __atomic_store_n(&ring->wake_bytes, wake_bytes, __ATOMIC_SEQ_CST);
    KeReleaseSpinLock(&ring->lock, irql);
}

/* IRQL: <= DISPATCH_LEVEL. */
mon_ring_level_t mon_ring_get_level(mon_event_ring_t *ring)
{
    mon_ring_level_t level;
    KIRQL irql;

    KeAcquireSpinLock(&ring->lock, &irql);
    level = (mon_ring_level_t){.unread_bytes = ring_unread_bytes(ring),
        .used_bytes = ring_used_bytes(ring),
        .size_bytes = ring->active.size_bytes,
        .issued_sequence = ring->next_sequence - 1,
        .acknowledged_sequence = ring->acknowledged_sequence,
        .has_undeclared_losses = ring->loss_mask != 0};
    KeReleaseSpinLock(&ring->lock, irql);
    return level;
}

/* IRQL: <= DISPATCH_LEVEL. */
void mon_ring_get_statistics(mon_event_ring_t *ring, MON_CALLBACK_STATISTICS *statistics)
{
    int64_t last_times[MON_KIND_COUNT];
    KIRQL irql;

    KeAcquireSpinLock(&ring->lock, &irql);
    RtlCopyMemory(statistics->kinds, ring->kinds, sizeof ring->kinds);
    RtlCopyMemory(last_times, ring->last_times, sizeof last_times);
    statistics->issued_sequence = ring->next_sequence - 1;
    statistics->delivered_sequence = ring->delivered_sequence;
    statistics->acknowledged_sequence = ring->acknowledged_sequence;
    statistics->ring_size_bytes = ring->active.size_bytes;
    statistics->ring_used_bytes = ring_used_bytes(ring);
    statistics->ring_peak_bytes = ring->peak_bytes;
    KeReleaseSpinLock(&ring->lock, irql);
    for (uint32_t kind = 0; kind < MON_KIND_COUNT; kind++) {
        statistics->kinds[kind].last_time_us = last_times[kind] == 0 ? 0 : mon_time_to_unix_us(last_times[kind]);
    }
}

/* IRQL: <= DISPATCH_LEVEL. */
int64_t mon_ring_last_time_us(mon_event_ring_t *ring, uint32_t first_kind, uint32_t last_kind)
{
    int64_t last_time = 0;
    KIRQL irql;

    KeAcquireSpinLock(&ring->lock, &irql);
    for (uint32_t kind = first_kind; kind <= last_kind; kind++) {
        int64_t time = ring->last_times[kind - MON_KIND_FIRST];

        last_time = time > last_time ? time : last_time;
    }
    KeReleaseSpinLock(&ring->lock, irql);
    return last_time == 0 ? 0 : mon_time_to_unix_us(last_time);
}
