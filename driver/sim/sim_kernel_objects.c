/*
 * Kernel objects the driver may only copy from: their memory cannot be touched at the address the driver sees, only at a
 * second one that the simulation keeps to itself. MmCopyMemory that leaves an object is a broken rule: on Windows it
 * would read what lies behind it.
 */
#define _GNU_SOURCE
#include "sim_objects.h"
#include <sys/mman.h>
#include <unistd.h>

#define STRIDE_BYTES 512u
#define OBJECT_MAX (SIM_KERNEL_OBJECT_BYTES / STRIDE_BYTES)

typedef struct kernel_object {
    uint32_t bytes;
    POBJECT_TYPE type;
    uint32_t owner_id;
    uint32_t changing_offset;
    bool is_unreadable;
} kernel_object_t;

static kernel_object_t objects[OBJECT_MAX];
static uint32_t object_count;
uint8_t *sim_kernel_objects;
static uint8_t *hidden;

static void map_memory(void)
{
    int file = memfd_create("kernel objects", 0);

    if (file < 0 || ftruncate(file, OBJECT_MAX * STRIDE_BYTES) != 0) {
        sim_violation("the host gives no memory for kernel objects");
    }
    sim_kernel_objects = mmap(NULL, OBJECT_MAX * STRIDE_BYTES, PROT_NONE, MAP_SHARED, file, 0);
    hidden = mmap(NULL, OBJECT_MAX * STRIDE_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    (void)close(file);
    if (sim_kernel_objects == MAP_FAILED || hidden == MAP_FAILED) {
        sim_violation("the host maps no memory for kernel objects");
    }
}

void *sim_make_kernel_object(POBJECT_TYPE type, uint32_t bytes, uint32_t owner_id)
{
    uint32_t index = object_count++;

    if (sim_kernel_objects == NULL) {
        map_memory();
    }
    if (index >= OBJECT_MAX || bytes > STRIDE_BYTES) {
        sim_violation("no room for another kernel object");
    }
    objects[index] = (kernel_object_t){.bytes = bytes, .type = type, .owner_id = owner_id};
    memset(hidden + (size_t)index * STRIDE_BYTES, 0, STRIDE_BYTES);
    return sim_kernel_objects + (size_t)index * STRIDE_BYTES;
}

void sim_reset_kernel_objects(void)
{
    object_count = 0;
}

static kernel_object_t *find(const void *address)
{
    return &objects[((const uint8_t *)address - sim_kernel_objects) / STRIDE_BYTES];
}

POBJECT_TYPE sim_kernel_object_type(const void *object)
{
    return find(object)->type;
}

uint32_t sim_kernel_object_owner(const void *object)
{
    return find(object)->owner_id;
}

void sim_write_kernel_object(const void *object, uint32_t offset, const void *bytes, uint32_t count)
{
    memcpy(hidden + ((const uint8_t *)object - sim_kernel_objects) + offset, bytes, count);
}

void sim_let_kernel_object_change(const void *object, uint32_t offset)
{
    find(object)->changing_offset = offset;
}

void sim_make_kernel_object_unreadable(const void *object)
{
    find(object)->is_unreadable = true;
}

bool sim_copy_from_kernel_object(void *target, const void *address, size_t bytes)
{
    kernel_object_t *object = find(address);
    size_t offset = (size_t)((const uint8_t *)address - sim_kernel_objects) % STRIDE_BYTES;
    uint8_t *source = hidden + ((const uint8_t *)address - sim_kernel_objects);

    if (offset + bytes > object->bytes) {
        sim_violation("MmCopyMemory reads %zu bytes at 0x%zx of a %s, which has %u", bytes, offset, object->type->name, object->bytes);
    }
    if (object->is_unreadable) {
        return false;
    }
    memcpy(target, source, bytes);
    if (object->changing_offset == offset && offset != 0) {
        ++*source;
    }
    return true;
}
