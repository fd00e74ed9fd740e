#include "event_ring.h"
#include "event_ring_slot.h"
#include "pool.h"

/* IRQL: any. */
static mon_ring_segment_t make_segment(uint8_t *bytes, uint64_t size_bytes)
{
    return (mon_ring_segment_t){.bytes = bytes,
        .size_bytes = size_bytes,
        .limits = {[SHARE_LOW] = size_bytes / 4 * 3,
            [SHARE_NORMAL] = size_bytes / 10 * 9,
            [SHARE_HIGH] = size_bytes - GAP_RESERVE_BYTES,
            [SHARE_GAP] = size_bytes}};
}

/* IRQL: PASSIVE_LEVEL. */
NTSTATUS mon_ring_initialize(mon_event_ring_t *ring, uint32_t size_bytes, KEVENT *wake_event)
{
    RtlZeroMemory(ring, sizeof *ring);
    KeInitializeSpinLock(&ring->lock);
    ring->active = make_segment(mon_pool_allocate(size_bytes), size_bytes);
    if (ring->active.bytes == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    ring->next_sequence = 1;
    ring->wake_event = wake_event;
    return STATUS_SUCCESS;
}

/* IRQL: PASSIVE_LEVEL. */
void mon_ring_free(mon_event_ring_t *ring)
{
    mon_pool_free(ring->active.bytes);
    mon_pool_free(ring->draining.bytes);
    ring->active.bytes = NULL;
    ring->draining.bytes = NULL;
}

/* IRQL: PASSIVE_LEVEL. */
NTSTATUS mon_ring_resize(mon_event_ring_t *ring, uint32_t size_bytes)
{
    uint8_t *bytes;
    KIRQL irql;

    KeAcquireSpinLock(&ring->lock, &irql);
    bool is_same = ring->active.size_bytes == size_bytes;
    bool is_busy = ring->draining.bytes != NULL;
    KeReleaseSpinLock(&ring->lock, irql);
    if (is_same) {
        return STATUS_SUCCESS;
    }
    if (is_busy) {
        return STATUS_DEVICE_BUSY;
    }

    bytes = mon_pool_allocate(size_bytes);
    if (bytes == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    KeAcquireSpinLock(&ring->lock, &irql);
    ring->draining = ring->active;
    ring->active = make_segment(bytes, size_bytes);
    KeReleaseSpinLock(&ring->lock, irql);
    return STATUS_SUCCESS;
}
