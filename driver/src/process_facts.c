#include "process_facts.h"

/* IRQL: <= APC_LEVEL. */
mon_identity_t mon_identity_of_other(HANDLE process_id)
{
    mon_identity_t identity = {.process_id = (uint32_t)(ULONG_PTR)process_id};
    PEPROCESS process;

    if (process_id != NULL && NT_SUCCESS(PsLookupProcessByProcessId(process_id, &process))) {
        identity.start_time = PsGetProcessCreateTimeQuadPart(process);
        ObDereferenceObject(process);
    }
    return identity;
}

/* IRQL: <= APC_LEVEL. */
mon_identity_t mon_identity_of_id(HANDLE process_id)
{
    PEPROCESS current = PsGetCurrentProcess();

    return process_id == PsGetProcessId(current) ? mon_identity_of(current) : mon_identity_of_other(process_id);
}

/* The last sub-authority of the token's label. IRQL: PASSIVE_LEVEL. */
static bool query_integrity(HANDLE process, uint32_t *level)
{
    union {
        TOKEN_MANDATORY_LABEL label;
        uint8_t bytes[96];
    } buffer;
    HANDLE token;
    ULONG returned = 0;
    NTSTATUS status;
    bool is_known = false;

    status = ZwOpenProcessTokenEx(process, TOKEN_QUERY, OBJ_KERNEL_HANDLE, &token);
    if (!NT_SUCCESS(status)) {
        return false;
    }
    status = ZwQueryInformationToken(token, TokenIntegrityLevel, &buffer, sizeof buffer, &returned);
    if (NT_SUCCESS(status)) {
        const SID *sid = buffer.label.Label.Sid;

        is_known = sid != NULL && sid->SubAuthorityCount > 0;
        if (is_known) {
            *level = sid->SubAuthority[sid->SubAuthorityCount - 1];
        }
    }
    (void)ZwClose(token);
    return is_known;
}

/* IRQL: PASSIVE_LEVEL. */
mon_process_facts_t mon_process_facts_of(PEPROCESS process)
{
    mon_process_facts_t facts = {0};
    HANDLE handle;
    NTSTATUS status;

    status = ObOpenObjectByPointer(
        process, OBJ_KERNEL_HANDLE, NULL, MON_PROCESS_QUERY_INFORMATION, *__imp_PsProcessType, KernelMode, &handle);
    if (!NT_SUCCESS(status)) {
        return facts;
    }
    status = ZwQueryInformationProcess(handle, MON_PROCESS_SESSION_INFORMATION, &facts.session_id, sizeof facts.session_id, NULL);
    facts.has_session = NT_SUCCESS(status);
    facts.has_integrity = query_integrity(handle, &facts.integrity_level);
    (void)ZwClose(handle);
    return facts;
}

/* IRQL: PASSIVE_LEVEL. */
uint64_t mon_thread_start_address(HANDLE thread_id)
{
    ULONG_PTR address = 0;
    PETHREAD thread;
    HANDLE handle;

    if (!NT_SUCCESS(PsLookupThreadByThreadId(thread_id, &thread))) {
        return 0;
    }
    if (NT_SUCCESS(ObOpenObjectByPointer(
            thread, OBJ_KERNEL_HANDLE, NULL, MON_THREAD_QUERY_INFORMATION, *__imp_PsThreadType, KernelMode, &handle))) {
        if (!NT_SUCCESS(ZwQueryInformationThread(handle, ThreadQuerySetWin32StartAddress, &address, sizeof address, NULL))) {
            address = 0;
        }
        (void)ZwClose(handle);
    }
    ObDereferenceObject(thread);
    return address;
}
