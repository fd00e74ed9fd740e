/* What the parts that simulate objects and handles share. */
#ifndef SIM_OBJECTS_H
#define SIM_OBJECTS_H

#include "sim_internal.h"

#define SIM_DEFAULT_BUILD 22631u

enum { HANDLE_PROCESS = 1, HANDLE_THREAD = 2, HANDLE_TOKEN = 3, HANDLE_DEVICE = 4, HANDLE_RING = 5, HANDLE_LAST = 5 };

/*
 * A type's own procedures, as in "Windows Internals", 7th edition, part 2, "Object types": open may refuse a handle,
 * close may act, in whichever process the handle is closed.
 */
struct _OBJECT_TYPE {
    const char *name;
    uint32_t index;
    NTSTATUS (*open)(void *object);
    void (*close)(void *object);
};
extern struct _OBJECT_TYPE sim_process_type;
extern struct _OBJECT_TYPE sim_thread_type;
extern struct _OBJECT_TYPE sim_ring_type;
extern struct _OBJECT_TYPE sim_event_type;

extern struct _EPROCESS sim_system_process;

NTSTATUS sim_make_handle(uint32_t kind, void *object, ACCESS_MASK access, PHANDLE handle);

/* The object of a handle, which has to be of that kind and to have one at least of those rights. */
void *sim_object_of(HANDLE handle, uint32_t kind, ACCESS_MASK any_of, const char *call);

/* Tables of user handles change while others list them and look into them. */
void sim_lock_handles(void);
void sim_unlock_handles(void);

/* One more that the driver has to give back. */
void sim_count_reference(void);

void sim_release_thread(PETHREAD thread);
uint32_t sim_build(void);

/* Every running process but the first two, in the order of their ids, until the visitor says false. */
void sim_visit_processes(bool (*visit)(PEPROCESS process, void *context), void *context);

/* ---- objects of which the driver may only copy; see sim_kernel_objects.c ---- */

void *sim_make_kernel_object(POBJECT_TYPE type, uint32_t bytes, uint32_t owner_id);
#define SIM_KERNEL_OBJECT_BYTES 0x400000u
extern uint8_t *sim_kernel_objects;
static inline bool sim_is_kernel_object(const void *address)
{
    return (uintptr_t)address - (uintptr_t)sim_kernel_objects < SIM_KERNEL_OBJECT_BYTES;
}
POBJECT_TYPE sim_kernel_object_type(const void *object);
uint32_t sim_kernel_object_owner(const void *object);
void sim_write_kernel_object(const void *object, uint32_t offset, const void *bytes, uint32_t count);

/* What lies there is another value after each look. */
void sim_let_kernel_object_change(const void *object, uint32_t offset);
void sim_make_kernel_object_unreadable(const void *object);

/* False when the memory cannot be read. */
bool sim_copy_from_kernel_object(void *target, const void *address, size_t bytes);

#endif
