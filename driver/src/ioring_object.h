/* What one ring object says, copied out of it and judged. */
#ifndef MON_IORING_OBJECT_H
#define MON_IORING_OBJECT_H

#include "ioring_layout.h"
#include "ntcompat.h"

typedef struct mon_ring_members {
    uint64_t buffers;
    uint32_t buffer_count;
    uint16_t object_bytes;
} mon_ring_members_t;

/* MON_SCAN_INSPECTION_REASON_NONE when the members were read, and the same twice. IRQL: <= APC_LEVEL. */
uint8_t mon_ring_read_members(const mon_ioring_layout_t *layout, const void *ring, mon_ring_members_t *members);

/* MON_VIOLATION_... of a ring. IRQL: <= APC_LEVEL. */
uint32_t mon_ring_violations(const mon_ring_members_t *members);

#endif
