/* I/O rings, and other handles, in the table of a simulated process. */
#include "sim_objects.h"

static void add_handle(PEPROCESS process, const sim_handle_entry_t *entry)
{
    process->handles = realloc(process->handles, (process->handle_count + 1) * sizeof *process->handles);
    process->handles[process->handle_count++] = *entry;
}

void sim_add_handles(uint32_t process_id, uint32_t count)
{
    PEPROCESS process = sim_find_process(process_id);

    for (uint32_t index = 0; index < count; index++) {
        add_handle(process, &(sim_handle_entry_t){.type_index = 7});
    }
}

void sim_add_ioring(const sim_ioring_t *ring)
{
    uint8_t *object = calloc(1, 256);
    uint64_t entries[16] = {0xFFFF900000001000u, 0xFFFF900000002000u};
    uint64_t buffers = 0;

    if (ring->buffers == 3) {
        entries[1] = 0x12340000;
    }
    if (ring->buffers == 1 || ring->buffers == 3) {
        buffers = sim_map_kernel_table(entries, 16);
    } else if (ring->buffers == 2) {
        buffers = 0x1000000;
    } else if (ring->buffers == 4) {
        buffers = 0xFFFFB00000000000u;
    }
    *(LONG *)object = SIM_OBJECT_RING;
    memcpy(object + 0xB0, &ring->buffer_count, 4);
    memcpy(object + 0xB8, &buffers, 8);
    add_handle(sim_find_process(ring->process_id),
        &(sim_handle_entry_t){.type_index = SIM_IORING_TYPE_INDEX,
            .granted_access = ring->granted_access,
            .object = object,
            .is_unreferencable = ring->is_unreferencable});
}
