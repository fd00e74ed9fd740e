/*
 * Lists the kernel gives out whole: object types, handles of a process, running processes. They lie in one buffer that
 * grows as needed, and are walked within its bounds whatever they say of themselves.
 */
#ifndef MON_KERNEL_LIST_H
#define MON_KERNEL_LIST_H

#include "name_match.h"
#include "ntcompat.h"
#include "process_cache.h"

typedef struct mon_kernel_list {
    uint8_t *bytes;
    uint32_t size_bytes;
} mon_kernel_list_t;

/* Each fills the list, or says why not: the kernel's status, no memory, or a list of more than 4 MiB. IRQL: PASSIVE_LEVEL. */
NTSTATUS mon_list_object_types(mon_kernel_list_t *list);
NTSTATUS mon_list_handles(mon_kernel_list_t *list, HANDLE process);
NTSTATUS mon_list_processes(mon_kernel_list_t *list);

/* Type index of that name in a list of object types; 0 when it is not there. IRQL: PASSIVE_LEVEL. */
uint32_t mon_list_find_type(const mon_kernel_list_t *list, mon_name_t upper_name);

/* The entries of a list of handles, as many as lie in the buffer. IRQL: PASSIVE_LEVEL. */
const mon_handle_entry_t *mon_list_handle_entries(const mon_kernel_list_t *list, SIZE_T *count);

/* The only handle of that type in a list of handles; STATUS_INVALID_PARAMETER when there is none, or another. IRQL: PASSIVE_LEVEL. */
NTSTATUS mon_list_find_only_handle(const mon_kernel_list_t *list, uint32_t type_index, HANDLE *handle);

/* The process at an offset of a list of processes; the offset becomes that of the next, 0 after the last. IRQL: PASSIVE_LEVEL. */
mon_identity_t mon_list_process_at(const mon_kernel_list_t *list, uint32_t *offset);

/* IRQL: PASSIVE_LEVEL. */
void mon_list_free(mon_kernel_list_t *list);

#endif
