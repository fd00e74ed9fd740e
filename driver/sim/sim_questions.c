/* What may be asked through a handle: handles, session, token, start address, object types. */
#include "sim_objects.h"

#define PROCESS_QUERY_EITHER (PROCESS_QUERY_INFORMATION | PROCESS_QUERY_LIMITED_INFORMATION)

static NTSTATUS write_handles(PEPROCESS process, void *buffer, uint32_t bytes)
{
    uint64_t needed = 16 + (uint64_t)process->handle_count * 40;
    uint8_t *at = buffer;

    if (bytes < needed) {
        return STATUS_INFO_LENGTH_MISMATCH;
    }
    memset(buffer, 0, 16);
    memcpy(at, &(uint64_t){process->handle_count}, 8);
    for (uint32_t index = 0; index < process->handle_count; index++) {
        const sim_handle_entry_t *entry = &process->handles[index];
        uint8_t *to = at + 16 + (size_t)index * 40;

        memset(to, 0, 40);
        memcpy(to, &(uint64_t){(index + 1) * 4u}, 8);
        memcpy(to + 24, &entry->granted_access, 4);
        memcpy(to + 28, &entry->type->index, 4);
    }
    sim_reuse_ring_handles(process);
    return STATUS_SUCCESS;
}

typedef struct process_list {
    uint8_t *at;
    uint8_t *end;
    uint8_t *last;
} process_list_t;

/* SYSTEM_PROCESS_INFORMATION with no threads, as far as anybody looks. */
#define PROCESS_ENTRY_BYTES 256u

static bool put_process(PEPROCESS process, void *context)
{
    process_list_t *list = context;

    if (list->end - list->at < (ptrdiff_t)PROCESS_ENTRY_BYTES) {
        list->last = NULL;
        return false;
    }
    memset(list->at, 0, PROCESS_ENTRY_BYTES);
    memcpy(list->at, &(uint32_t){PROCESS_ENTRY_BYTES}, 4);
    memcpy(list->at + 32, &process->create_time, 8);
    memcpy(list->at + 80, &(uint64_t){process->id}, 8);
    list->last = list->at;
    list->at += PROCESS_ENTRY_BYTES;
    return true;
}

/* The idle process, the system process, then all others. */
NTSTATUS ZwQuerySystemInformation(ULONG what, PVOID buffer, ULONG bytes, PULONG returned)
{
    struct _EPROCESS idle = {.kind = SIM_OBJECT_PROCESS};
    process_list_t list = {.at = buffer, .end = (uint8_t *)buffer + bytes};

    (void)returned;
    sim_require_irql(PASSIVE_LEVEL, __func__);
    if (what != 5) {
        return STATUS_INVALID_PARAMETER;
    }
    if (sim_must_fail(__func__)) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    if (put_process(&idle, &list) && put_process(&sim_system_process, &list)) {
        sim_visit_processes(put_process, &list);
    }
    if (list.last == NULL) {
        return STATUS_INFO_LENGTH_MISMATCH;
    }
    memset(list.last, 0, 4);
    return STATUS_SUCCESS;
}

NTSTATUS ZwQueryInformationProcess(HANDLE handle, PROCESSINFOCLASS what, PVOID buffer, ULONG bytes, PULONG returned)
{
    PEPROCESS process = sim_object_of(handle, HANDLE_PROCESS, what == ProcessHandleInformation ? PROCESS_QUERY_INFORMATION : PROCESS_QUERY_EITHER, __func__);

    (void)returned;
    if (sim_must_fail(__func__)) {
        return STATUS_ACCESS_DENIED;
    }
    if (what == ProcessHandleInformation) {
        NTSTATUS status;

        sim_lock_handles();
        status = write_handles(process, buffer, bytes);
        sim_unlock_handles();
        return status;
    }
    if (what == ProcessTimes && bytes == 32) {
        memset(buffer, 0, 32);
        memcpy(buffer, &process->create_time, 8);
        return STATUS_SUCCESS;
    }
    if (what != ProcessSessionInformation || bytes != 4) {
        return STATUS_INFO_LENGTH_MISMATCH;
    }
    memcpy(buffer, &process->session_id, 4);
    return STATUS_SUCCESS;
}

NTSTATUS ZwQueryInformationThread(HANDLE handle, THREADINFOCLASS what, PVOID buffer, ULONG bytes, PULONG returned)
{
    PETHREAD thread = sim_object_of(handle, HANDLE_THREAD, THREAD_QUERY_INFORMATION, __func__);

    (void)returned;
    if (sim_must_fail(__func__) || what != ThreadQuerySetWin32StartAddress || bytes != 8) {
        return STATUS_ACCESS_DENIED;
    }
    memcpy(buffer, &thread->start_address, 8);
    return STATUS_SUCCESS;
}

NTSTATUS ZwOpenProcessTokenEx(HANDLE handle, ACCESS_MASK access, ULONG attributes, PHANDLE token)
{
    PEPROCESS process = sim_object_of(handle, HANDLE_PROCESS, PROCESS_QUERY_EITHER, __func__);

    if (attributes != OBJ_KERNEL_HANDLE) {
        sim_violation("token opened with a handle that user mode could use");
    }
    if (sim_must_fail(__func__)) {
        return STATUS_ACCESS_DENIED;
    }
    return sim_make_handle(HANDLE_TOKEN, process, access, token);
}

NTSTATUS ZwQueryInformationToken(HANDLE handle, TOKEN_INFORMATION_CLASS what, PVOID buffer, ULONG bytes, PULONG returned)
{
    PEPROCESS process = sim_object_of(handle, HANDLE_TOKEN, TOKEN_QUERY, __func__);
    TOKEN_MANDATORY_LABEL *label = buffer;
    SID *sid = (SID *)(label + 1);

    if (sim_must_fail(__func__)) {
        return STATUS_ACCESS_DENIED;
    }
    if (what != TokenIntegrityLevel || bytes < sizeof *label + sizeof *sid) {
        return STATUS_BUFFER_TOO_SMALL;
    }
    *sid = (SID){.Revision = 1, .SubAuthorityCount = 1, .SubAuthority = {process->integrity_level}};
    *label = (TOKEN_MANDATORY_LABEL){.Label = {.Sid = sid}};
    *returned = sizeof *label + sizeof *sid;
    return STATUS_SUCCESS;
}

static uint8_t *put_type(uint8_t *at, const WCHAR *name, uint32_t chars, uint8_t index)
{
    UNICODE_STRING string = {.Length = (USHORT)(chars * 2), .MaximumLength = (USHORT)(chars * 2 + 2), .Buffer = (PWSTR)(at + 104)};

    memset(at, 0, 104);
    memcpy(at, &string, sizeof string);
    at[90] = index;
    memcpy(at + 104, name, string.MaximumLength);
    return (uint8_t *)(((uintptr_t)at + 104 + string.MaximumLength + 7) & ~(uintptr_t)7);
}

/* A build before 22000 has no I/O rings. */
NTSTATUS ZwQueryObject(HANDLE handle, OBJECT_INFORMATION_CLASS what, PVOID buffer, ULONG bytes, PULONG returned)
{
    uint8_t *at = (uint8_t *)buffer + 8;
    uint32_t count = sim_build() >= 22000 ? 3 : 2;

    (void)returned;
    sim_require_irql(PASSIVE_LEVEL, __func__);
    if (handle != NULL || what != ObjectTypesInformation) {
        return STATUS_INVALID_PARAMETER;
    }
    if (sim_must_fail(__func__)) {
        return STATUS_ACCESS_DENIED;
    }
    if (bytes < 20000) {
        return STATUS_INFO_LENGTH_MISMATCH;
    }
    memcpy(buffer, &count, sizeof count);
    at = put_type(at, L"Process", 7, 7);
    at = put_type(at, L"Thread", 6, 8);
    if (count == 3) {
        (void)put_type(at, L"IoRing", 6, SIM_IORING_TYPE_INDEX);
    }
    return STATUS_SUCCESS;
}
