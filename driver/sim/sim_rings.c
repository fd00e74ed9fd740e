/* I/O rings, and other handles, in the table of a simulated process. */
#include "sim_objects.h"

/* As _IORING_OBJECT of the public symbols: see src/ioring_layout.c. */
#define RING_BYTES 0xD0u
#define SIZE_OFFSET 2u
#define COUNT_OFFSET 0xB0u
#define BUFFERS_OFFSET 0xB8u
#define EVENT_BYTES 24u

static bool refuses_opens;

/* A ring may refuse to be opened by anybody but its owner; that it does on some build is believed, not known. */
static NTSTATUS open_ring(void *ring)
{
    (void)ring;
    return refuses_opens ? STATUS_ACCESS_DENIED : STATUS_SUCCESS;
}

/* Closing a handle of a ring may unmap its queues from the process the handle is closed in; believed, not known. */
static void close_ring(void *ring)
{
    if (IoGetCurrentProcess()->id != sim_kernel_object_owner(ring)) {
        sim_violation("closing a handle unmapped the queues of a ring in process %u, the ring is of %u", IoGetCurrentProcess()->id,
            sim_kernel_object_owner(ring));
    }
}

struct _OBJECT_TYPE sim_ring_type = {.name = "IoRing", .index = SIM_IORING_TYPE_INDEX, .open = open_ring, .close = close_ring};

void sim_refuse_ring_opens(bool refuses)
{
    refuses_opens = refuses;
}

static void add_handle(PEPROCESS process, const sim_handle_entry_t *entry)
{
    sim_lock_handles();
    process->handles = realloc(process->handles, (process->handle_count + 1) * sizeof *process->handles);
    process->handles[process->handle_count++] = *entry;
    sim_unlock_handles();
}

void sim_add_handles(uint32_t process_id, uint32_t count)
{
    PEPROCESS process = sim_find_process(process_id);

    for (uint32_t index = 0; index < count; index++) {
        add_handle(process, &(sim_handle_entry_t){.type = &sim_process_type});
    }
}

static uint64_t make_table(uint32_t buffers)
{
    uint64_t entries[16] = {0xFFFF900000001000u, 0xFFFF900000002000u};

    switch (buffers) {
    case SIM_BUFFERS_KERNEL:
        return sim_map_kernel_table(entries, 16);
    case SIM_BUFFERS_USER:
        return 0x1000000;
    case SIM_BUFFERS_USER_ENTRY:
        entries[1] = 0x12340000;
        return sim_map_kernel_table(entries, 16);
    case SIM_BUFFERS_UNALIGNED:
        return sim_map_kernel_table(entries, 16) + 4;
    case SIM_BUFFERS_UNMAPPED:
        return 0xFFFFB00000000000u;
    default:
        return 0;
    }
}

void sim_add_ioring(const sim_ioring_t *ring)
{
    void *object = sim_make_kernel_object(&sim_ring_type, RING_BYTES, ring->process_id);
    uint16_t size = ring->object_bytes != 0 ? ring->object_bytes : RING_BYTES;
    uint64_t buffers = make_table(ring->buffers);

    sim_write_kernel_object(object, SIZE_OFFSET, &size, sizeof size);
    sim_write_kernel_object(object, COUNT_OFFSET + ring->layout_shift, &ring->buffer_count, sizeof ring->buffer_count);
    sim_write_kernel_object(object, BUFFERS_OFFSET + ring->layout_shift, &buffers, sizeof buffers);
    if (ring->is_changing) {
        sim_let_kernel_object_change(object, COUNT_OFFSET);
    }
    if (ring->is_unreadable) {
        sim_make_kernel_object_unreadable(object);
    }
    add_handle(sim_find_process(ring->process_id),
        &(sim_handle_entry_t){.type = &sim_ring_type, .granted_access = ring->granted_access, .object = object});
}

void sim_remove_iorings(uint32_t process_id)
{
    PEPROCESS process = sim_find_process(process_id);
    uint32_t kept = 0;

    sim_lock_handles();
    for (uint32_t index = 0; index < process->handle_count; index++) {
        if (process->handles[index].type != &sim_ring_type) {
            process->handles[kept++] = process->handles[index];
        }
    }
    process->handle_count = kept;
    sim_unlock_handles();
}

void sim_reuse_handles_after_listing(uint32_t process_id)
{
    sim_find_process(process_id)->reuses_handles = true;
}

void sim_reuse_ring_handles(PEPROCESS process)
{
    if (!process->reuses_handles) {
        return;
    }
    for (uint32_t index = 0; index < process->handle_count; index++) {
        if (process->handles[index].type == &sim_ring_type) {
            process->handles[index].type = &sim_event_type;
            process->handles[index].object = sim_make_kernel_object(&sim_event_type, EVENT_BYTES, process->id);
        }
    }
}

void sim_begin_exit(uint32_t process_id)
{
    sim_find_process(process_id)->is_exiting = true;
}
