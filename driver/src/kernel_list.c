#include "kernel_list.h"
#include "pool.h"

#define FIRST_BYTES 16384u
#define LAST_BYTES (4u * 1024 * 1024)

typedef enum list_kind { LIST_OBJECT_TYPES, LIST_HANDLES, LIST_PROCESSES } list_kind_t;

/* Makes the buffer twice as large, or as large as first needed. IRQL: PASSIVE_LEVEL. */
static NTSTATUS grow(mon_kernel_list_t *list)
{
    uint32_t bytes = list->size_bytes == 0 ? FIRST_BYTES : list->size_bytes * 2;
    uint8_t *buffer;

    if (bytes > LAST_BYTES) {
        return STATUS_BUFFER_TOO_SMALL;
    }
    buffer = mon_pool_allocate(bytes);
    if (buffer == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    mon_pool_free(list->bytes);
    list->bytes = buffer;
    list->size_bytes = bytes;
    return STATUS_SUCCESS;
}

/* IRQL: PASSIVE_LEVEL. */
static NTSTATUS ask(mon_kernel_list_t *list, list_kind_t kind, HANDLE process)
{
    switch (kind) {
    case LIST_OBJECT_TYPES:
        return ZwQueryObject(NULL, MON_OBJECT_TYPES_INFORMATION, list->bytes, list->size_bytes, NULL);
    case LIST_HANDLES:
        return ZwQueryInformationProcess(process, MON_PROCESS_HANDLE_INFORMATION, list->bytes, list->size_bytes, NULL);
    default:
        return ZwQuerySystemInformation(MON_SYSTEM_PROCESS_INFORMATION, list->bytes, list->size_bytes, NULL);
    }
}

/* IRQL: PASSIVE_LEVEL. */
static NTSTATUS query(mon_kernel_list_t *list, list_kind_t kind, HANDLE process)
{
    NTSTATUS status = list->bytes == NULL ? grow(list) : STATUS_SUCCESS;

    while (NT_SUCCESS(status)) {
        status = ask(list, kind, process);
        if (status != STATUS_INFO_LENGTH_MISMATCH) {
            break;
        }
        status = grow(list);
    }
    return status;
}

/* IRQL: PASSIVE_LEVEL. */
NTSTATUS mon_list_object_types(mon_kernel_list_t *list)
{
    return query(list, LIST_OBJECT_TYPES, NULL);
}

/* IRQL: PASSIVE_LEVEL. */
NTSTATUS mon_list_handles(mon_kernel_list_t *list, HANDLE process)
{
    return query(list, LIST_HANDLES, process);
}

/* IRQL: PASSIVE_LEVEL. */
NTSTATUS mon_list_processes(mon_kernel_list_t *list)
{
    return query(list, LIST_PROCESSES, NULL);
}

/* The table's names lie in the buffer behind their entries; one that does not ends the search. IRQL: PASSIVE_LEVEL. */
uint32_t mon_list_find_type(const mon_kernel_list_t *list, mon_name_t upper_name)
{
    const uint8_t *end = list->bytes + list->size_bytes;
    const uint8_t *at = list->bytes + 8;
    uint32_t count;

    memcpy(&count, list->bytes, sizeof count);
    for (uint32_t index = 0; index < count && (SIZE_T)(end - at) >= sizeof(mon_object_type_entry_t); index++) {
        const mon_object_type_entry_t *entry = (const mon_object_type_entry_t *)at;
        const uint8_t *name = (const uint8_t *)entry->name.Buffer;

        if (name < at || name > end || entry->name.Length > entry->name.MaximumLength ||
            entry->name.MaximumLength > (SIZE_T)(end - name)) {
            return 0;
        }
        if (mon_name_equals(mon_name_of(&entry->name), upper_name)) {
            return entry->type_index;
        }
        at = (const uint8_t *)(((ULONG_PTR)name + entry->name.MaximumLength + 7) & ~(ULONG_PTR)7);
        if (at > end) {
            return 0;
        }
    }
    return 0;
}

/* IRQL: PASSIVE_LEVEL. */
const mon_handle_entry_t *mon_list_handle_entries(const mon_kernel_list_t *list, SIZE_T *count)
{
    const mon_handle_snapshot_t *snapshot = (const mon_handle_snapshot_t *)list->bytes;
    SIZE_T room = (list->size_bytes - offsetof(mon_handle_snapshot_t, entries)) / sizeof snapshot->entries[0];

    *count = snapshot->count < room ? snapshot->count : room;
    return snapshot->entries;
}

/* IRQL: PASSIVE_LEVEL. */
NTSTATUS mon_list_find_only_handle(const mon_kernel_list_t *list, uint32_t type_index, HANDLE *handle)
{
    SIZE_T count;
    const mon_handle_entry_t *entries = mon_list_handle_entries(list, &count);
    uint32_t found = 0;

    for (SIZE_T index = 0; index < count; index++) {
        if (entries[index].type_index == type_index) {
            *handle = entries[index].handle;
            found++;
        }
    }
    return found == 1 ? STATUS_SUCCESS : STATUS_INVALID_PARAMETER;
}

/* IRQL: PASSIVE_LEVEL. */
mon_identity_t mon_list_process_at(const mon_kernel_list_t *list, uint32_t *offset)
{
    mon_process_entry_t entry;
    uint32_t room = list->size_bytes - *offset;

    memcpy(&entry, list->bytes + *offset, sizeof entry);
    /* A step that does not lead on to a whole entry is the last. */
    if (entry.next_offset < sizeof entry || entry.next_offset > room || room - entry.next_offset < sizeof entry) {
        *offset = 0;
    } else {
        *offset += entry.next_offset;
    }
    return (mon_identity_t){.process_id = (uint32_t)(ULONG_PTR)entry.process_id, .start_time = entry.create_time.QuadPart};
}

/* IRQL: PASSIVE_LEVEL. */
void mon_list_free(mon_kernel_list_t *list)
{
    mon_pool_free(list->bytes);
    *list = (mon_kernel_list_t){0};
}
