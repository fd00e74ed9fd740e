/*
 * Looks at the I/O ring handles of one process: how many, with which rights, and whether a ring's table of registered
 * buffers has been tampered with. It says what it looked at and, where it did not, why: not looking is never "clean".
 *
 * A ring is referenced in its owner's context by its handle, with the type that was seen on a ring of our own making, so
 * a handle that has been reused meanwhile is refused by the object manager. No handle is made: opening and closing one
 * would run the type's own procedures, in the wrong process. Memory of a ring is only ever copied with MmCopyMemory.
 */
#ifndef MON_IORING_INSPECT_H
#define MON_IORING_INSPECT_H

#include "ioring_layout.h"
#include "kernel_list.h"
#include "mon_ioctl.h"
#include "process_cache.h"

/* What was seen in rings that were looked at. Two more bits, 0x20 and 0x40, were set by older drivers. */
enum {
    MON_VIOLATION_USER_MODE_POINTER = 0x01,
    MON_VIOLATION_COUNT_MISMATCH = 0x02,
    MON_VIOLATION_USER_MODE_ENTRY = 0x04,
    MON_VIOLATION_TABLE_UNREADABLE = 0x08,
    /* More buffers than a ring can have, or a table at an address that none can have. */
    MON_VIOLATION_IMPOSSIBLE = 0x10,
};
/* An unreadable table may have been paged out or just freed: that alone is no tampering. */
#define MON_VIOLATIONS_OF_TAMPERING                                                                                     \
    (MON_VIOLATION_USER_MODE_POINTER | MON_VIOLATION_COUNT_MISMATCH | MON_VIOLATION_USER_MODE_ENTRY | MON_VIOLATION_IMPOSSIBLE)

typedef struct mon_ioring_inspector {
    /* Signalled while nobody uses the inspector: the scan worker and a client's request take turns. */
    KEVENT turn;
    /* NULL when this build's is not known. */
    const mon_ioring_layout_t *layout;
    /* MON_RING_REFERENCE_..., written last. */
    uint32_t reference_state;
    /* Type and size of the client's own ring; NULL until one was shown. */
    POBJECT_TYPE type;
    uint16_t object_bytes;
    /* 0 until found; an older Windows has no such type. */
    uint32_t type_index;
    mon_kernel_list_t list;
} mon_ioring_inspector_t;

typedef struct mon_ioring_findings {
    NTSTATUS status;
    uint32_t handle_count;
    uint32_t inspected_handle_count;
    uint32_t access_mask;
    uint32_t violation_flags;
    uint32_t registered_buffer_count;
    /* MON_SCAN_INSPECTION_... and MON_SCAN_INSPECTION_REASON_... */
    uint8_t inspection;
    uint8_t reason;
} mon_ioring_findings_t;

/* IRQL: PASSIVE_LEVEL. */
void mon_ioring_inspector_initialize(mon_ioring_inspector_t *inspector);

/* IRQL: PASSIVE_LEVEL. */
void mon_ioring_inspector_free(mon_ioring_inspector_t *inspector);

/*
 * Learns from the one ring of the calling process, which has that many registered buffers, what a ring's type is and
 * whether rings look as the table says. STATUS_NOT_SUPPORTED when this build or kernel cannot be inspected at all,
 * STATUS_INVALID_PARAMETER when the caller has no ring or several, STATUS_DATA_ERROR when its ring looks otherwise (which
 * switches inspection off). IRQL: PASSIVE_LEVEL, in the caller's context.
 */
NTSTATUS mon_ioring_learn(mon_ioring_inspector_t *inspector, uint32_t buffer_count);

/* False when the process does not exist any more. IRQL: PASSIVE_LEVEL. */
bool mon_ioring_inspect(mon_ioring_inspector_t *inspector, const mon_identity_t *process, mon_ioring_findings_t *findings);

#endif
