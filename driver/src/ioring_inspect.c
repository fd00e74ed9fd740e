#include "ioring_inspect.h"
#include "ioring_object.h"
#include "kernel_routines.h"

#define INSPECTED_HANDLES 64u

/* IRQL: PASSIVE_LEVEL. */
void mon_ioring_inspector_initialize(mon_ioring_inspector_t *inspector)
{
    ULONG build = 0;

    RtlZeroMemory(inspector, sizeof *inspector);
    KeInitializeEvent(&inspector->turn, SynchronizationEvent, TRUE);
    (void)PsGetVersion(NULL, NULL, &build, NULL);
    inspector->layout = mon_ioring_layout_of(build);
    if (inspector->layout == NULL) {
        inspector->reference_state = MON_RING_REFERENCE_UNKNOWN_BUILD;
    } else if (mon_routines.copy_memory == NULL || mon_routines.object_type == NULL || mon_routines.acquire_exit == NULL ||
        mon_routines.release_exit == NULL) {
        inspector->reference_state = MON_RING_REFERENCE_ROUTINE_MISSING;
    }
}

/* IRQL: PASSIVE_LEVEL. */
void mon_ioring_inspector_free(mon_ioring_inspector_t *inspector)
{
    mon_list_free(&inspector->list);
}

/* IRQL: PASSIVE_LEVEL. */
static void begin_turn(mon_ioring_inspector_t *inspector)
{
    (void)KeWaitForSingleObject(&inspector->turn, Executive, KernelMode, FALSE, NULL);
}

/* IRQL: PASSIVE_LEVEL. */
static void end_turn(mon_ioring_inspector_t *inspector)
{
    (void)KeSetEvent(&inspector->turn, IO_NO_INCREMENT, FALSE);
}

/* Finds the ring type's index, once. STATUS_NOT_SUPPORTED where there is none. IRQL: PASSIVE_LEVEL. */
static NTSTATUS find_type_index(mon_ioring_inspector_t *inspector)
{
    NTSTATUS status;

    if (inspector->type_index != 0) {
        return STATUS_SUCCESS;
    }
    status = mon_list_object_types(&inspector->list);
    if (NT_SUCCESS(status)) {
        inspector->type_index = mon_list_find_type(&inspector->list, MON_NAME(L"IORING"));
        status = inspector->type_index == 0 ? STATUS_NOT_SUPPORTED : STATUS_SUCCESS;
    }
    return status;
}

/* IRQL: PASSIVE_LEVEL. */
static NTSTATUS open_process(PEPROCESS process, HANDLE *handle)
{
    return ObOpenObjectByPointer(process, OBJ_KERNEL_HANDLE, NULL, MON_PROCESS_QUERY_INFORMATION, *__imp_PsProcessType, KernelMode, handle);
}

/* Fills the list with the handles of a process. IRQL: PASSIVE_LEVEL. */
static NTSTATUS list_handles(mon_ioring_inspector_t *inspector, HANDLE process)
{
    NTSTATUS status = find_type_index(inspector);

    return NT_SUCCESS(status) ? mon_list_handles(&inspector->list, process) : status;
}

/* Looks at the caller's own ring, which is not being tampered with: what differs is the table's fault. IRQL: PASSIVE_LEVEL. */
static NTSTATUS learn_from(mon_ioring_inspector_t *inspector, PVOID ring, uint32_t buffer_count)
{
    const mon_ioring_layout_t *layout = inspector->layout;
    mon_ring_members_t members;
    bool is_as_expected = mon_ring_read_members(layout, ring, &members) == MON_SCAN_INSPECTION_REASON_NONE &&
        members.object_bytes >= layout->buffers_offset + sizeof members.buffers && members.buffer_count == buffer_count &&
        mon_is_kernel_address(members.buffers);

    inspector->type = mon_routines.object_type(ring);
    inspector->object_bytes = members.object_bytes;
    __atomic_store_n(
        &inspector->reference_state, is_as_expected ? MON_RING_REFERENCE_CONFIRMED : MON_RING_REFERENCE_LAYOUT_DIFFERS, __ATOMIC_RELEASE);
    return is_as_expected ? STATUS_SUCCESS : STATUS_DATA_ERROR;
}

/* IRQL: PASSIVE_LEVEL. */
static NTSTATUS learn(mon_ioring_inspector_t *inspector, uint32_t buffer_count)
{
    HANDLE process;
    HANDLE handle = NULL;
    PVOID ring;
    NTSTATUS status = open_process(PsGetCurrentProcess(), &process);

    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = list_handles(inspector, process);
    (void)ZwClose(process);
    if (NT_SUCCESS(status)) {
        status = mon_list_find_only_handle(&inspector->list, inspector->type_index, &handle);
    }
    if (NT_SUCCESS(status)) {
        status = ObReferenceObjectByHandle(handle, 0, NULL, UserMode, &ring, NULL);
    }
    if (NT_SUCCESS(status)) {
        status = learn_from(inspector, ring, buffer_count);
        ObDereferenceObject(ring);
    }
    return status;
}

/* IRQL: PASSIVE_LEVEL. */
NTSTATUS mon_ioring_learn(mon_ioring_inspector_t *inspector, uint32_t buffer_count)
{
    NTSTATUS status = STATUS_NOT_SUPPORTED;

    begin_turn(inspector);
    if (inspector->reference_state != MON_RING_REFERENCE_UNKNOWN_BUILD && inspector->reference_state != MON_RING_REFERENCE_ROUTINE_MISSING) {
        status = learn(inspector, buffer_count);
    }
    end_turn(inspector);
    return status;
}

/* The first reason stays; without one, every ring was looked at. IRQL: any. */
static void note_reason(mon_ioring_findings_t *findings, uint8_t reason)
{
    if (reason != MON_SCAN_INSPECTION_REASON_NONE && findings->reason == MON_SCAN_INSPECTION_REASON_NONE) {
        findings->reason = reason;
        findings->inspection = MON_SCAN_INSPECTION_NOT_INSPECTED;
    }
}

/*
 * References the ring by its owner's handle, as that handle's own process would: user mode, so that no kernel handle can
 * be meant, and with the ring's type, so that nothing else can. IRQL: PASSIVE_LEVEL, attached to the owner.
 */
static uint8_t inspect_ring(const mon_ioring_inspector_t *inspector, HANDLE handle, mon_ioring_findings_t *findings)
{
    mon_ring_members_t members;
    PVOID ring;
    uint8_t reason;

    if (!NT_SUCCESS(ObReferenceObjectByHandle(handle, 0, inspector->type, UserMode, &ring, NULL))) {
        return MON_SCAN_INSPECTION_REASON_OBJECT_CHANGED;
    }
    reason = mon_ring_read_members(inspector->layout, ring, &members);
    if (reason == MON_SCAN_INSPECTION_REASON_NONE && members.object_bytes != inspector->object_bytes) {
        reason = MON_SCAN_INSPECTION_REASON_IMPLAUSIBLE;
    }
    if (reason == MON_SCAN_INSPECTION_REASON_NONE) {
        findings->inspected_handle_count++;
        findings->violation_flags |= mon_ring_violations(&members);
        if (members.buffer_count > findings->registered_buffer_count) {
            findings->registered_buffer_count = members.buffer_count;
        }
    }
    ObDereferenceObject(ring);
    return reason;
}

/* IRQL: PASSIVE_LEVEL, attached to the owner. */
static void inspect_rings(const mon_ioring_inspector_t *inspector, mon_ioring_findings_t *findings)
{
    SIZE_T count;
    const mon_handle_entry_t *entries = mon_list_handle_entries(&inspector->list, &count);
    uint32_t seen = 0;

    for (SIZE_T index = 0; index < count && seen < INSPECTED_HANDLES; index++) {
        if (entries[index].type_index == inspector->type_index) {
            seen++;
            note_reason(findings, inspect_ring(inspector, entries[index].handle, findings));
        }
    }
    if (findings->handle_count > seen) {
        note_reason(findings, MON_SCAN_INSPECTION_REASON_TOO_MANY);
    }
    if ((findings->violation_flags & MON_VIOLATION_TABLE_UNREADABLE) != 0) {
        note_reason(findings, MON_SCAN_INSPECTION_REASON_UNREADABLE);
    }
}

/* Keeps the process from taking its handle table apart meanwhile. IRQL: PASSIVE_LEVEL. */
static void inspect_attached(const mon_ioring_inspector_t *inspector, PEPROCESS process, mon_ioring_findings_t *findings)
{
    KAPC_STATE state;

    if (!NT_SUCCESS(mon_routines.acquire_exit(process))) {
        note_reason(findings, MON_SCAN_INSPECTION_REASON_PROCESS_EXITING);
        return;
    }
    KeStackAttachProcess((PVOID)process, &state);
    inspect_rings(inspector, findings);
    KeUnstackDetachProcess(&state);
    mon_routines.release_exit(process);
}

/* IRQL: any. */
static uint8_t reason_of_reference(uint32_t reference_state)
{
    switch (reference_state) {
    case MON_RING_REFERENCE_CONFIRMED:
        return MON_SCAN_INSPECTION_REASON_NONE;
    case MON_RING_REFERENCE_LAYOUT_DIFFERS:
        return MON_SCAN_INSPECTION_REASON_LAYOUT_DIFFERS;
    case MON_RING_REFERENCE_ROUTINE_MISSING:
        return MON_SCAN_INSPECTION_REASON_ROUTINE_MISSING;
    default:
        return MON_SCAN_INSPECTION_REASON_NO_REFERENCE_RING;
    }
}

/* Counts the ring handles in the list. IRQL: PASSIVE_LEVEL. */
static void count_rings(const mon_ioring_inspector_t *inspector, mon_ioring_findings_t *findings)
{
    SIZE_T count;
    const mon_handle_entry_t *entries = mon_list_handle_entries(&inspector->list, &count);

    for (SIZE_T index = 0; index < count; index++) {
        if (entries[index].type_index == inspector->type_index) {
            findings->handle_count++;
            findings->access_mask |= entries[index].granted_access;
        }
    }
}

/* IRQL: PASSIVE_LEVEL. */
static void inspect_process(mon_ioring_inspector_t *inspector, PEPROCESS process, HANDLE handle, mon_ioring_findings_t *findings)
{
    findings->status = list_handles(inspector, handle);
    if (!NT_SUCCESS(findings->status)) {
        note_reason(findings, MON_SCAN_INSPECTION_REASON_ENUMERATION_FAILED);
        return;
    }
    count_rings(inspector, findings);
    if (findings->handle_count == 0) {
        return;
    }
    if (inspector->layout == NULL) {
        findings->inspection = MON_SCAN_INSPECTION_UNKNOWN_BUILD;
        return;
    }
    note_reason(findings, reason_of_reference(inspector->reference_state));
    if (findings->reason == MON_SCAN_INSPECTION_REASON_NONE) {
        inspect_attached(inspector, process, findings);
    }
}

/* Whether the process is the one that was meant, and not a later one with its id. IRQL: PASSIVE_LEVEL. */
static bool has_started_at(HANDLE process, int64_t start_time)
{
    mon_process_times_t times;

    return start_time == 0 ||
        (NT_SUCCESS(ZwQueryInformationProcess(process, MON_PROCESS_TIMES, &times, sizeof times, NULL)) &&
            times.create_time.QuadPart == start_time);
}

/* IRQL: PASSIVE_LEVEL. */
bool mon_ioring_inspect(mon_ioring_inspector_t *inspector, const mon_identity_t *process, mon_ioring_findings_t *findings)
{
    PEPROCESS object;
    HANDLE handle;
    bool is_same = true;

    *findings = (mon_ioring_findings_t){.inspection = MON_SCAN_INSPECTION_INSPECTED, .reason = MON_SCAN_INSPECTION_REASON_NONE};
    if (!NT_SUCCESS(PsLookupProcessByProcessId((HANDLE)(ULONG_PTR)process->process_id, &object))) {
        return false;
    }
    findings->status = open_process(object, &handle);
    if (!NT_SUCCESS(findings->status)) {
        note_reason(findings, MON_SCAN_INSPECTION_REASON_ENUMERATION_FAILED);
    } else {
        is_same = has_started_at(handle, process->start_time);
        if (is_same) {
            begin_turn(inspector);
            inspect_process(inspector, object, handle, findings);
            end_turn(inspector);
        }
        (void)ZwClose(handle);
    }
    ObDereferenceObject(object);
    return is_same;
}
