#include "ioring_layout.h"
#include <stddef.h>

/*
 * 22621 to 22631 (22H2, 23H2): debugger output published with the description of the I/O ring write primitive
 * (windows-internals.com, 2022); the two share their kernel.
 * 26100 to 26200 (24H2, 25H2): _IORING_OBJECT from Microsoft's public symbols of September 2024, as published by
 * github.com/ntdiff/headers (Win11_2409_24H2, ARM64 and x64): the same offsets. 25H2 is the 24H2 kernel with an enablement
 * package. Unconfirmed: none of these has been looked at by us on a machine.
 */
static const mon_ioring_layout_t layouts[] = {
    {.first_build = 22621, .last_build = 22631, .size_offset = 2, .count_offset = 0xB0, .buffers_offset = 0xB8},
    {.first_build = 26100, .last_build = 26200, .size_offset = 2, .count_offset = 0xB0, .buffers_offset = 0xB8},
};

/* IRQL: any. */
const mon_ioring_layout_t *mon_ioring_layout_of(uint32_t build)
{
    for (uint32_t index = 0; index < sizeof layouts / sizeof layouts[0]; index++) {
        if (build >= layouts[index].first_build && build <= layouts[index].last_build) {
            return &layouts[index];
        }
    }
    return NULL;
}
