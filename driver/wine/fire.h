/* What a test asks of the export driver. */
#ifndef MON_FIRE_H
#define MON_FIRE_H

#include <stdint.h>

/* CTL_CODE(FILE_DEVICE_UNKNOWN, 0x900, METHOD_BUFFERED, FILE_ANY_ACCESS) */
#define IOCTL_FIRE 0x00222400u

/* Leaves the last process alive, with one I/O ring handle, so that its scan finds something. */
#define FIRE_LEAVE_ONE 1u

/* Every round fires each callback once: see export_fire_round. */
typedef struct fire_input {
    uint32_t rounds;
    uint32_t flags;
} fire_input_t;

typedef struct fire_output {
    /* Callbacks registered now, one bit each in the order process, thread, image, object, registry. */
    uint32_t registered_mask;
    uint32_t fired_count;
} fire_output_t;

#endif
