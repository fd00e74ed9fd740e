/*
 * Looks at the I/O ring handles of one process: how many, with which rights, and, on builds whose layout is known, whether
 * a ring's table of registered buffers has been tampered with. What is not known is said to be unknown.
 */
#ifndef MON_IORING_INSPECT_H
#define MON_IORING_INSPECT_H

#include "ntcompat.h"
#include "process_cache.h"

enum {
    MON_VIOLATION_USER_MODE_POINTER = 0x01,
    MON_VIOLATION_COUNT_MISMATCH = 0x02,
    MON_VIOLATION_USER_MODE_ENTRY = 0x04,
    MON_VIOLATION_ACCESS = 0x08,
    MON_VIOLATION_INVALID_STRUCTURE = 0x10,
    MON_VIOLATION_NULL_OBJECT = 0x20,
    MON_VIOLATION_OFFSETS_UNKNOWN = 0x40,
};

/* Where the members of the kernel's ring object lie on one range of builds. */
typedef struct mon_ioring_offsets {
    uint32_t first_build;
    uint32_t last_build;
    uint32_t count_offset;
    uint32_t buffers_offset;
} mon_ioring_offsets_t;

typedef struct mon_ioring_inspector {
    /* NULL when this build's are not known. */
    const mon_ioring_offsets_t *offsets;
    /* 0 until found; an older Windows has no such type. */
    uint32_t type_index;
    uint8_t *buffer;
    uint32_t buffer_bytes;
} mon_ioring_inspector_t;

typedef struct mon_ioring_findings {
    NTSTATUS status;
    uint32_t handle_count;
    uint32_t access_mask;
    uint32_t violation_flags;
    uint32_t registered_buffer_count;
    bool has_buffer_count;
} mon_ioring_findings_t;

/* IRQL: PASSIVE_LEVEL. */
void mon_ioring_inspector_initialize(mon_ioring_inspector_t *inspector);

/* IRQL: PASSIVE_LEVEL. */
void mon_ioring_inspector_free(mon_ioring_inspector_t *inspector);

/* False when the process does not exist any more. One caller at a time. IRQL: PASSIVE_LEVEL. */
bool mon_ioring_inspect(mon_ioring_inspector_t *inspector, const mon_identity_t *process, mon_ioring_findings_t *findings);

#endif
