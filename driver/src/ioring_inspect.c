#include "ioring_inspect.h"
#include "kernel_routines.h"
#include "name_match.h"
#include "pool.h"

#define FIRST_BUFFER_BYTES 16384u
#define LAST_BUFFER_BYTES (4u * 1024 * 1024)
#define INSPECTED_HANDLES 64u
#define INSPECTED_BUFFERS 16u
#define MAX_BUFFER_COUNT 65536u

/* Only builds somebody has looked at. */
static const mon_ioring_offsets_t known_offsets[] = {{.first_build = 22621, .last_build = 22631, .count_offset = 0xB0, .buffers_offset = 0xB8}};

/* IRQL: PASSIVE_LEVEL. */
void mon_ioring_inspector_initialize(mon_ioring_inspector_t *inspector)
{
    ULONG build = 0;

    RtlZeroMemory(inspector, sizeof *inspector);
    (void)PsGetVersion(NULL, NULL, &build, NULL);
    for (uint32_t index = 0; index < sizeof known_offsets / sizeof known_offsets[0]; index++) {
        if (build >= known_offsets[index].first_build && build <= known_offsets[index].last_build) {
            inspector->offsets = &known_offsets[index];
        }
    }
}

/* IRQL: PASSIVE_LEVEL. */
void mon_ioring_inspector_free(mon_ioring_inspector_t *inspector)
{
    mon_pool_free(inspector->buffer);
    inspector->buffer = NULL;
    inspector->buffer_bytes = 0;
}

/* Makes the buffer larger, twice as large or as first needed. IRQL: PASSIVE_LEVEL. */
static NTSTATUS grow(mon_ioring_inspector_t *inspector)
{
    uint32_t bytes = inspector->buffer_bytes == 0 ? FIRST_BUFFER_BYTES : inspector->buffer_bytes * 2;
    uint8_t *buffer;

    if (bytes > LAST_BUFFER_BYTES) {
        return STATUS_BUFFER_TOO_SMALL;
    }
    buffer = mon_pool_allocate(bytes);
    if (buffer == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    mon_pool_free(inspector->buffer);
    inspector->buffer = buffer;
    inspector->buffer_bytes = bytes;
    return STATUS_SUCCESS;
}

/* NULL process: the system's object types. Otherwise that process's handles. IRQL: PASSIVE_LEVEL. */
static NTSTATUS query(mon_ioring_inspector_t *inspector, HANDLE process)
{
    NTSTATUS status = inspector->buffer == NULL ? grow(inspector) : STATUS_SUCCESS;

    while (NT_SUCCESS(status)) {
        status = process == NULL
            ? ZwQueryObject(NULL, MON_OBJECT_TYPES_INFORMATION, inspector->buffer, inspector->buffer_bytes, NULL)
            : ZwQueryInformationProcess(process, MON_PROCESS_HANDLE_INFORMATION, inspector->buffer, inspector->buffer_bytes, NULL);
        if (status != STATUS_INFO_LENGTH_MISMATCH) {
            break;
        }
        status = grow(inspector);
    }
    return status;
}

/* The table's names lie in the buffer behind their entries; one that does not ends the search. IRQL: PASSIVE_LEVEL. */
static uint32_t find_type_index(const mon_ioring_inspector_t *inspector)
{
    const uint8_t *end = inspector->buffer + inspector->buffer_bytes;
    const uint8_t *at = inspector->buffer + 8;
    uint32_t count;

    memcpy(&count, inspector->buffer, sizeof count);
    for (uint32_t index = 0; index < count && (SIZE_T)(end - at) >= sizeof(mon_object_type_entry_t); index++) {
        const mon_object_type_entry_t *entry = (const mon_object_type_entry_t *)at;
        const uint8_t *name = (const uint8_t *)entry->name.Buffer;

        if (name < at || name > end || entry->name.MaximumLength > (SIZE_T)(end - name)) {
            return 0;
        }
        if (mon_name_equals(mon_name_of(&entry->name), MON_NAME(L"IORING"))) {
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
static uint32_t inspect_entries(uint64_t buffers, uint32_t count)
{
    uint64_t entries[INSPECTED_BUFFERS];
    uint32_t inspected = count < INSPECTED_BUFFERS ? count : INSPECTED_BUFFERS;
    SIZE_T copied = 0;

    if (mon_routines.copy_memory == NULL ||
        !NT_SUCCESS(mon_routines.copy_memory(
            entries, (PVOID)(ULONG_PTR)buffers, inspected * sizeof entries[0], MON_MM_COPY_MEMORY_VIRTUAL, &copied))) {
        return MON_VIOLATION_ACCESS;
    }
    for (uint32_t index = 0; index < copied / sizeof entries[0]; index++) {
        if (entries[index] != 0 && !mon_is_kernel_address(entries[index])) {
            return MON_VIOLATION_USER_MODE_ENTRY;
        }
    }
    return 0;
}

/* IRQL: PASSIVE_LEVEL. */
static void inspect_ring(const mon_ioring_offsets_t *offsets, const uint8_t *ring, mon_ioring_findings_t *findings)
{
    uint32_t count;
    uint64_t buffers;

    memcpy(&count, ring + offsets->count_offset, sizeof count);
    memcpy(&buffers, ring + offsets->buffers_offset, sizeof buffers);
    findings->has_buffer_count = true;
    if (count > findings->registered_buffer_count) {
        findings->registered_buffer_count = count;
    }
    if ((count == 0) != (buffers == 0)) {
        findings->violation_flags |= MON_VIOLATION_COUNT_MISMATCH;
    }
    if (count > MAX_BUFFER_COUNT) {
        findings->violation_flags |= MON_VIOLATION_INVALID_STRUCTURE;
    }
    if (buffers != 0 && !mon_is_kernel_address(buffers)) {
        findings->violation_flags |= MON_VIOLATION_USER_MODE_POINTER;
    } else if (buffers != 0 && count != 0) {
        findings->violation_flags |= inspect_entries(buffers, count);
    }
}

/* Holds a reference to the ring while it looks, through a handle of its own. IRQL: PASSIVE_LEVEL. */
static void inspect_handle(const mon_ioring_inspector_t *inspector, HANDLE process, HANDLE handle, mon_ioring_findings_t *findings)
{
    HANDLE duplicate;
    PVOID ring = NULL;
    NTSTATUS status;

    if (inspector->offsets == NULL) {
        findings->violation_flags |= MON_VIOLATION_OFFSETS_UNKNOWN;
        return;
    }
    status = ZwDuplicateObject(process, handle, ZwCurrentProcess(), &duplicate, 0, OBJ_KERNEL_HANDLE, MON_DUPLICATE_SAME_ACCESS);
    if (!NT_SUCCESS(status)) {
        return;
    }
    status = ObReferenceObjectByHandle(duplicate, 0, NULL, KernelMode, &ring, NULL);
    if (NT_SUCCESS(status)) {
        inspect_ring(inspector->offsets, ring, findings);
        ObDereferenceObject(ring);
    } else {
        findings->violation_flags |= MON_VIOLATION_NULL_OBJECT;
    }
    (void)ZwClose(duplicate);
}

/* IRQL: PASSIVE_LEVEL. */
static void inspect_handles(const mon_ioring_inspector_t *inspector, HANDLE process, mon_ioring_findings_t *findings)
{
    const mon_handle_snapshot_t *snapshot = (const mon_handle_snapshot_t *)inspector->buffer;
    SIZE_T room = (inspector->buffer_bytes - offsetof(mon_handle_snapshot_t, entries)) / sizeof snapshot->entries[0];
    SIZE_T count = snapshot->count < room ? snapshot->count : room;

    for (SIZE_T index = 0; index < count; index++) {
        const mon_handle_entry_t *entry = &snapshot->entries[index];

        if (entry->type_index != inspector->type_index) {
            continue;
        }
        findings->handle_count++;
        findings->access_mask |= entry->granted_access;
        if (findings->handle_count <= INSPECTED_HANDLES) {
            inspect_handle(inspector, process, entry->handle, findings);
        }
    }
}

/* IRQL: PASSIVE_LEVEL. */
static NTSTATUS inspect_process(mon_ioring_inspector_t *inspector, PEPROCESS process, mon_ioring_findings_t *findings)
{
    HANDLE handle;
    NTSTATUS status;

    if (inspector->type_index == 0) {
        status = query(inspector, NULL);
        if (!NT_SUCCESS(status)) {
            return status;
        }
        inspector->type_index = find_type_index(inspector);
        if (inspector->type_index == 0) {
            return STATUS_NOT_SUPPORTED;
        }
    }
    status = ObOpenObjectByPointer(process, OBJ_KERNEL_HANDLE, NULL, MON_PROCESS_QUERY_INFORMATION | MON_PROCESS_DUP_HANDLE,
        *__imp_PsProcessType, KernelMode, &handle);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = query(inspector, handle);
    if (NT_SUCCESS(status)) {
        inspect_handles(inspector, handle, findings);
    }
    (void)ZwClose(handle);
    return status;
}

/* IRQL: PASSIVE_LEVEL. */
bool mon_ioring_inspect(mon_ioring_inspector_t *inspector, const mon_identity_t *process, mon_ioring_findings_t *findings)
{
    PEPROCESS object;
    bool is_same;

    *findings = (mon_ioring_findings_t){0};
    if (!NT_SUCCESS(PsLookupProcessByProcessId((HANDLE)(ULONG_PTR)process->process_id, &object))) {
        return false;
    }
    is_same = process->start_time == 0 || PsGetProcessCreateTimeQuadPart(object) == process->start_time;
    if (is_same) {
        findings->status = inspect_process(inspector, object, findings);
    }
    ObDereferenceObject(object);
    return is_same;
}
