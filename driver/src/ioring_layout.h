/*
 * Where the members of the kernel's ring object lie, build by build, in one table with the evidence for each entry. No
 * entry is believed by itself: a client's own ring has to look as the entry says first (ioring_inspect.h), so a wrong
 * entry costs the inspection and nothing else.
 */
#ifndef MON_IORING_LAYOUT_H
#define MON_IORING_LAYOUT_H

#include <stdint.h>

typedef struct mon_ioring_layout {
    uint32_t first_build;
    uint32_t last_build;
    /* u16: bytes of the object, which the kernel writes at its start. */
    uint32_t size_offset;
    /* u32: registered buffers. */
    uint32_t count_offset;
    /* Address of the table of registered buffers. */
    uint32_t buffers_offset;
} mon_ioring_layout_t;

/* NULL for a build nobody has looked at. IRQL: any. */
const mon_ioring_layout_t *mon_ioring_layout_of(uint32_t build);

#endif
