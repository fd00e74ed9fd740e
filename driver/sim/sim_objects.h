/* What the parts that simulate objects and handles share. */
#ifndef SIM_OBJECTS_H
#define SIM_OBJECTS_H

#include "sim_internal.h"

#define SIM_DEFAULT_BUILD 22631u

enum { HANDLE_PROCESS = 1, HANDLE_THREAD = 2, HANDLE_TOKEN = 3, HANDLE_DEVICE = 4, HANDLE_RING = 5, HANDLE_OPAQUE = 6 };

extern struct _EPROCESS sim_system_process;

NTSTATUS sim_make_handle(uint32_t kind, void *object, bool is_unreferencable, PHANDLE handle);

/* The object of a handle, which has to be of that kind. */
void *sim_object_of(HANDLE handle, uint32_t kind, const char *call);

/* One more that the driver has to give back. */
void sim_count_reference(void);

void sim_release_thread(PETHREAD thread);
uint32_t sim_build(void);

#endif
