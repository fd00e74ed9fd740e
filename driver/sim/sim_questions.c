/* What may be asked through a handle: handles, session, token, start address, object types. */
#include "sim_objects.h"

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
        memcpy(to + 28, &entry->type_index, 4);
    }
    return STATUS_SUCCESS;
}

NTSTATUS ZwQueryInformationProcess(HANDLE handle, PROCESSINFOCLASS what, PVOID buffer, ULONG bytes, PULONG returned)
{
    PEPROCESS process = sim_object_of(handle, HANDLE_PROCESS, __func__);

    (void)returned;
    if (sim_must_fail(__func__)) {
        return STATUS_ACCESS_DENIED;
    }
    if (what == ProcessHandleInformation) {
        return write_handles(process, buffer, bytes);
    }
    if (what != ProcessSessionInformation || bytes != 4) {
        return STATUS_INFO_LENGTH_MISMATCH;
    }
    memcpy(buffer, &process->session_id, 4);
    return STATUS_SUCCESS;
}

NTSTATUS ZwQueryInformationThread(HANDLE handle, THREADINFOCLASS what, PVOID buffer, ULONG bytes, PULONG returned)
{
    PETHREAD thread = sim_object_of(handle, HANDLE_THREAD, __func__);

    (void)returned;
    if (sim_must_fail(__func__) || what != ThreadQuerySetWin32StartAddress || bytes != 8) {
        return STATUS_ACCESS_DENIED;
    }
    memcpy(buffer, &thread->start_address, 8);
    return STATUS_SUCCESS;
}

NTSTATUS ZwOpenProcessTokenEx(HANDLE handle, ACCESS_MASK access, ULONG attributes, PHANDLE token)
{
    PEPROCESS process = sim_object_of(handle, HANDLE_PROCESS, __func__);

    (void)access;
    if (attributes != OBJ_KERNEL_HANDLE) {
        sim_violation("token opened with a handle that user mode could use");
    }
    if (sim_must_fail(__func__)) {
        return STATUS_ACCESS_DENIED;
    }
    return sim_make_handle(HANDLE_TOKEN, process, false, token);
}

NTSTATUS ZwQueryInformationToken(HANDLE handle, TOKEN_INFORMATION_CLASS what, PVOID buffer, ULONG bytes, PULONG returned)
{
    PEPROCESS process = sim_object_of(handle, HANDLE_TOKEN, __func__);
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
