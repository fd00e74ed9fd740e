#include "ioring_object.h"
#include "ioring_inspect.h"
#include "kernel_routines.h"

#define INSPECTED_BUFFERS 16u
#define MAX_BUFFER_COUNT 65536u

/* IRQL: <= APC_LEVEL. */
static bool copy(void *target, uint64_t source, SIZE_T bytes)
{
    SIZE_T copied = 0;

    return NT_SUCCESS(mon_routines.copy_memory(target, (PVOID)(ULONG_PTR)source, bytes, MON_MM_COPY_MEMORY_VIRTUAL, &copied)) && copied == bytes;
}

/* IRQL: <= APC_LEVEL. */
static bool copy_members(const mon_ioring_layout_t *layout, const void *ring, mon_ring_members_t *members)
{
    uint64_t address = (uint64_t)(ULONG_PTR)ring;

    return copy(&members->object_bytes, address + layout->size_offset, sizeof members->object_bytes) &&
        copy(&members->buffer_count, address + layout->count_offset, sizeof members->buffer_count) &&
        copy(&members->buffers, address + layout->buffers_offset, sizeof members->buffers);
}

/* IRQL: <= APC_LEVEL. */
uint8_t mon_ring_read_members(const mon_ioring_layout_t *layout, const void *ring, mon_ring_members_t *members)
{
    mon_ring_members_t again;

    if (!copy_members(layout, ring, members) || !copy_members(layout, ring, &again)) {
        return MON_SCAN_INSPECTION_REASON_UNREADABLE;
    }
    /* The owner may be registering buffers just now: then count and table need not fit. */
    if (members->buffers != again.buffers || members->buffer_count != again.buffer_count) {
        return MON_SCAN_INSPECTION_REASON_IMPLAUSIBLE;
    }
    return MON_SCAN_INSPECTION_REASON_NONE;
}

/* IRQL: <= APC_LEVEL. */
static uint32_t entry_violations(uint64_t buffers, uint32_t count)
{
    uint64_t entries[INSPECTED_BUFFERS];
    uint32_t inspected = count < INSPECTED_BUFFERS ? count : INSPECTED_BUFFERS;

    if (!copy(entries, buffers, inspected * sizeof entries[0])) {
        return MON_VIOLATION_TABLE_UNREADABLE;
    }
    for (uint32_t index = 0; index < inspected; index++) {
        if (entries[index] != 0 && !mon_is_kernel_address(entries[index])) {
            return MON_VIOLATION_USER_MODE_ENTRY;
        }
    }
    return 0;
}

/* IRQL: <= APC_LEVEL. */
uint32_t mon_ring_violations(const mon_ring_members_t *members)
{
    bool has_table = members->buffers != 0;
    uint32_t flags = 0;

    if ((members->buffer_count != 0) != has_table) {
        flags |= MON_VIOLATION_COUNT_MISMATCH;
    }
    if (members->buffer_count > MAX_BUFFER_COUNT || members->buffers % sizeof(uint64_t) != 0) {
        flags |= MON_VIOLATION_IMPOSSIBLE;
    }
    if (has_table && !mon_is_kernel_address(members->buffers)) {
        flags |= MON_VIOLATION_USER_MODE_POINTER;
    } else if (has_table && members->buffer_count != 0 && (flags & MON_VIOLATION_IMPOSSIBLE) == 0) {
        flags |= entry_violations(members->buffers, members->buffer_count);
    }
    return flags;
}
