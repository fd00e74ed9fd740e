/* Inside of the ring, shared by its writing and its reading half; nobody else includes this. */
#ifndef MON_EVENT_RING_SLOT_H
#define MON_EVENT_RING_SLOT_H

#include "event_ring.h"

/* Before every record and in the unused end of the buffer. Eight bytes, so an end that is left over always holds one. */
typedef struct ring_slot {
    uint32_t size_bytes;
    uint32_t state;
} ring_slot_t;
_Static_assert(sizeof(ring_slot_t) == 8, "the smallest unit of the ring");

enum { SLOT_WRITING = 1, SLOT_COMMITTED = 2, SLOT_PADDING = 3 };

/* IRQL: any. */
static inline ring_slot_t *slot_at(const mon_ring_segment_t *segment, uint64_t position)
{
    return (ring_slot_t *)(segment->bytes + (position & (segment->size_bytes - 1)));
}

/* IRQL: any. */
static inline uint32_t slot_state(ring_slot_t *slot)
{
    return __atomic_load_n(&slot->state, __ATOMIC_ACQUIRE);
}

/* Caller holds the lock. IRQL: DISPATCH_LEVEL. */
static inline uint64_t ring_used_bytes(const mon_event_ring_t *ring)
{
    return ring->active.head - ring->active.tail + (ring->draining.head - ring->draining.tail);
}

/* Caller holds the lock. IRQL: DISPATCH_LEVEL. */
static inline uint64_t ring_unread_bytes(const mon_event_ring_t *ring)
{
    return ring->active.head - ring->active.cursor + (ring->draining.head - ring->draining.cursor);
}

/* Only gap records may use the last bytes of the ring: the loss must be sayable when everything else is refused. */
#define GAP_RESERVE_BYTES 4096u

enum { SHARE_LOW = 0, SHARE_NORMAL = 1, SHARE_HIGH = 2, SHARE_GAP = 3 };

#endif
