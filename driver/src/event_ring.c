#include "event_ring.h"
#include "event_ring_slot.h"

#define SECOND_100NS 10000000
#define LOSS_COUNT (MON_KIND_COUNT * MON_LOSS_REASONS)
_Static_assert(LOSS_COUNT <= 32, "one bit of the mask for each");

/* How full the ring may be for an event of this kind, by share. */
static const uint8_t kind_shares[MON_KIND_COUNT] = {
    [MON_KIND_PROCESS_CREATE - MON_KIND_FIRST] = SHARE_HIGH,
    [MON_KIND_PROCESS_TERMINATE - MON_KIND_FIRST] = SHARE_HIGH,
    [MON_KIND_THREAD_CREATE - MON_KIND_FIRST] = SHARE_LOW,
    [MON_KIND_THREAD_TERMINATE - MON_KIND_FIRST] = SHARE_LOW,
    [MON_KIND_IMAGE_LOAD - MON_KIND_FIRST] = SHARE_LOW,
    [MON_KIND_HANDLE_CREATE - MON_KIND_FIRST] = SHARE_NORMAL,
    [MON_KIND_HANDLE_DUPLICATE - MON_KIND_FIRST] = SHARE_HIGH,
    [MON_KIND_REGISTRY_OPERATION - MON_KIND_FIRST] = SHARE_NORMAL,
    [MON_KIND_IORING_SCAN - MON_KIND_FIRST] = SHARE_NORMAL,
    [MON_KIND_PROCESS_PROFILE - MON_KIND_FIRST] = SHARE_NORMAL,
    [MON_KIND_GAP - MON_KIND_FIRST] = SHARE_GAP,
};

static const uint8_t loss_reasons[MON_LOSS_REASONS] = {MON_GAP_REASON_RING_FULL, MON_GAP_REASON_RATE_LIMITED};
enum { LOSS_RING_FULL = 0, LOSS_RATE_LIMITED = 1 };

/* Takes room for one slot, after marking the end of the buffer when it is too short. Caller holds the lock. IRQL: DISPATCH_LEVEL. */
static ring_slot_t *take_slot(mon_event_ring_t *ring, uint32_t kind_index, uint32_t slot_bytes)
{
    mon_ring_segment_t *segment = &ring->active;
    uint64_t to_end = segment->size_bytes - (segment->head & (segment->size_bytes - 1));
    uint64_t padding = to_end < slot_bytes ? to_end : 0;
    uint64_t used = segment->head - segment->tail;
    ring_slot_t *slot;

    if (used + padding + slot_bytes > segment->limits[kind_shares[kind_index]]) {
        return NULL;
    }
    if (padding != 0) {
        *slot_at(segment, segment->head) = (ring_slot_t){.size_bytes = (uint32_t)padding, .state = SLOT_PADDING};
        segment->head += padding;
    }
    slot = slot_at(segment, segment->head);
    *slot = (ring_slot_t){.size_bytes = slot_bytes, .state = SLOT_WRITING};
    segment->head += slot_bytes;
    used += padding + slot_bytes;
    if (used > ring->peak_bytes) {
        ring->peak_bytes = used;
    }
    return slot;
}

/* Caller holds the lock. IRQL: DISPATCH_LEVEL. */
static void note_loss(mon_event_ring_t *ring, uint32_t kind_index, uint32_t loss_index, int64_t now)
{
    mon_loss_t *loss = &ring->losses[kind_index][loss_index];

    if (loss_index == LOSS_RING_FULL) {
        ring->kinds[kind_index].ring_full_count++;
    } else {
        ring->kinds[kind_index].rate_limited_count++;
    }
    if (loss->count == 0) {
        loss->first_time = now;
    }
    loss->last_time = now;
    loss->count++;
    ring->loss_mask |= 1u << (kind_index * MON_LOSS_REASONS + loss_index);
}

/* Caller holds the lock. IRQL: DISPATCH_LEVEL. */
static bool is_over_rate(mon_rate_window_t *window, int64_t now)
{
    if (window->limit == 0) {
        return false;
    }
    if (now - window->start_time >= SECOND_100NS || now < window->start_time) {
        window->start_time = now;
        window->count = 0;
    }
    if (window->count >= window->limit) {
        return true;
    }
    window->count++;
    return false;
}

/* Writes one gap record; false when even its reserve is full. Caller holds the lock. IRQL: DISPATCH_LEVEL. */
static bool declare_loss(mon_event_ring_t *ring, uint32_t kind_index, uint32_t loss_index, int64_t now)
{
    const uint32_t gap_index = MON_KIND_GAP - MON_KIND_FIRST;
    mon_loss_t *loss = &ring->losses[kind_index][loss_index];
    ring_slot_t *slot = take_slot(ring, gap_index, sizeof(ring_slot_t) + sizeof(mon_gap_record_t));
    mon_gap_record_t *record;

    if (slot == NULL) {
        return false;
    }
    record = (mon_gap_record_t *)(slot + 1);
    *record = (mon_gap_record_t){
        .header = {.size_bytes = sizeof *record,
            .kind = MON_KIND_GAP,
            .fixed_bytes = sizeof *record,
            .present_mask = MON_GAP_HAS_MONOTONIC_US,
            .sequence = ring->next_sequence++,
            .time_us = mon_time_to_unix_us(now),
            .monotonic_us = mon_time_monotonic_us()},
        .lost_kind_number = MON_KIND_FIRST + kind_index,
        .lost_count = loss->count,
        .reason = loss_reasons[loss_index],
        .first_time_us = mon_time_to_unix_us(loss->first_time),
        .last_time_us = mon_time_to_unix_us(loss->last_time),
    };
    ring->kinds[gap_index].observed_count++;
    ring->kinds[gap_index].written_count++;
    ring->last_times[gap_index] = now;
    ring->kinds[kind_index].declared_count += loss->count;
    loss->count = 0;
    __atomic_store_n(&slot->state, SLOT_COMMITTED, __ATOMIC_RELEASE);
    return true;
}

/* Declares the next loss, in turn; false when there is none or no room for it. Caller holds the lock. IRQL: DISPATCH_LEVEL. */
static bool declare_next_loss(mon_event_ring_t *ring, int64_t now)
{
    uint32_t later = ring->loss_mask & (UINT32_MAX << ring->next_loss);
    uint32_t at;

    if (ring->loss_mask == 0) {
        return false;
    }
    at = (uint32_t)__builtin_ctz(later != 0 ? later : ring->loss_mask);
    if (!declare_loss(ring, at / MON_LOSS_REASONS, at % MON_LOSS_REASONS, now)) {
        return false;
    }
    ring->loss_mask &= ~(1u << at);
    ring->next_loss = (at + 1) % LOSS_COUNT;
    ring->last_declaration_time = now;
    return true;
}

/* Caller holds the lock. IRQL: DISPATCH_LEVEL. */
static void declare_when_due(mon_event_ring_t *ring, int64_t now)
{
    if (ring->loss_mask != 0 && (now - ring->last_declaration_time >= SECOND_100NS || now < ring->last_declaration_time)) {
        (void)declare_next_loss(ring, now);
    }
}

/* Decides on the event, counts it, and takes its place and number. Caller holds the lock. IRQL: DISPATCH_LEVEL. */
static ring_slot_t *admit(mon_event_ring_t *ring, uint32_t kind_index, uint32_t slot_bytes, int64_t now)
{
    ring_slot_t *slot;

    ring->kinds[kind_index].observed_count++;
    ring->last_times[kind_index] = now;
    declare_when_due(ring, now);
    if (is_over_rate(&ring->rates[kind_index], now)) {
        note_loss(ring, kind_index, LOSS_RATE_LIMITED, now);
        return NULL;
    }
    slot = take_slot(ring, kind_index, slot_bytes);
    if (slot == NULL) {
        note_loss(ring, kind_index, LOSS_RING_FULL, now);
        return NULL;
    }
    ring->kinds[kind_index].written_count++;
    return slot;
}

/* IRQL: <= DISPATCH_LEVEL. */
mon_record_header_t *mon_ring_take_place(mon_event_ring_t *ring, uint32_t kind, uint32_t record_bytes, mon_ring_place_t *place)
{
    ring_slot_t *slot;
    KIRQL irql;

    KeAcquireSpinLock(&ring->lock, &irql);
    place->time = mon_time_now();
    place->monotonic_us = mon_time_monotonic_us();
    slot = admit(ring, kind - MON_KIND_FIRST, (uint32_t)sizeof(ring_slot_t) + record_bytes, place->time);
    if (slot != NULL) {
        place->sequence = ring->next_sequence++;
    }
    KeReleaseSpinLock(&ring->lock, irql);
    return slot == NULL ? NULL : (mon_record_header_t *)(slot + 1);
}

/* IRQL: <= DISPATCH_LEVEL. */
void mon_ring_commit(mon_event_ring_t *ring, mon_record_header_t *record)
{
    bool is_wanted = false;
    KIRQL irql;

    __atomic_store_n(&((ring_slot_t *)record - 1)->state, SLOT_COMMITTED, __ATOMIC_SEQ_CST);
    if (__atomic_load_n(&ring->wake_bytes, __ATOMIC_SEQ_CST) == 0) {
        return;
    }
    KeAcquireSpinLock(&ring->lock, &irql);
    if (ring->wake_bytes != 0 && ring_unread_bytes(ring) >= ring->wake_bytes) {
        is_wanted = true;
    }
    KeReleaseSpinLock(&ring->lock, irql);
    if (is_wanted) {
        (void)KeSetEvent(ring->wake_event, IO_NO_INCREMENT, FALSE);
    }
}

/* IRQL: <= DISPATCH_LEVEL. */
void mon_ring_refuse_rate_limited(mon_event_ring_t *ring, uint32_t kind)
{
    uint32_t kind_index = kind - MON_KIND_FIRST;
    KIRQL irql;

    KeAcquireSpinLock(&ring->lock, &irql);
    ring->kinds[kind_index].observed_count++;
    ring->last_times[kind_index] = mon_time_now();
    note_loss(ring, kind_index, LOSS_RATE_LIMITED, ring->last_times[kind_index]);
    KeReleaseSpinLock(&ring->lock, irql);
}

/* IRQL: <= DISPATCH_LEVEL. */
void mon_ring_declare_losses_when_due(mon_event_ring_t *ring)
{
    KIRQL irql;

    KeAcquireSpinLock(&ring->lock, &irql);
    declare_when_due(ring, mon_time_now());
    KeReleaseSpinLock(&ring->lock, irql);
}

/* One at a time, so that no writer waits for all of them. IRQL: <= DISPATCH_LEVEL. */
void mon_ring_declare_all_losses(mon_event_ring_t *ring)
{
    bool is_declared = true;

    for (uint32_t round = 0; round < LOSS_COUNT && is_declared; round++) {
        KIRQL irql;

        KeAcquireSpinLock(&ring->lock, &irql);
        is_declared = declare_next_loss(ring, mon_time_now());
        KeReleaseSpinLock(&ring->lock, irql);
    }
}

/* IRQL: <= DISPATCH_LEVEL. */
void mon_ring_set_rate_limits(mon_event_ring_t *ring, const uint32_t limits[MON_KIND_COUNT])
{
    KIRQL irql;

    KeAcquireSpinLock(&ring->lock, &irql);
    for (uint32_t index = 0; index < MON_KIND_COUNT; index++) {
        ring->rates[index].limit = limits[index];
    }
    KeReleaseSpinLock(&ring->lock, irql);
}
