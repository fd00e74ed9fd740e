#include "device_controls.h"
#include "kernel_callbacks.h"
#include "process_facts.h"

/* IRQL: PASSIVE_LEVEL. */
NTSTATUS mon_device_complete(PIRP irp, NTSTATUS status, ULONG_PTR information)
{
    irp->IoStatus.Status = status;
    irp->IoStatus.Information = information;
    IoCompleteRequest(irp, IO_NO_INCREMENT);
    return status;
}

/* Both sides are the same row of numbers; each is read whole while others move it. IRQL: PASSIVE_LEVEL. */
static void copy_counters(MON_CALLBACK_STATISTICS *statistics)
{
    const uint64_t *from = (const uint64_t *)&mon_state.counters;
    uint64_t *to = (uint64_t *)&statistics->counters;

    for (uint32_t index = 0; index < sizeof(mon_counters_t) / sizeof(uint64_t); index++) {
        to[index] = __atomic_load_n(&from[index], __ATOMIC_RELAXED);
    }
}

/* Kinds whose events come from one callback: those from first to last. */
typedef struct callback_kinds {
    uint32_t first;
    uint32_t last;
} callback_kinds_t;

static const callback_kinds_t callback_kinds[MON_CALLBACK_COUNT] = {
    [MON_CALLBACK_PROCESS] = {MON_KIND_PROCESS_CREATE, MON_KIND_PROCESS_TERMINATE},
    [MON_CALLBACK_THREAD] = {MON_KIND_THREAD_CREATE, MON_KIND_THREAD_TERMINATE},
    [MON_CALLBACK_IMAGE] = {MON_KIND_IMAGE_LOAD, MON_KIND_IMAGE_LOAD},
    [MON_CALLBACK_OBJECT] = {MON_KIND_HANDLE_CREATE, MON_KIND_HANDLE_DUPLICATE},
    [MON_CALLBACK_REGISTRY] = {MON_KIND_REGISTRY_OPERATION, MON_KIND_REGISTRY_OPERATION},
};

/* IRQL: any. */
static int64_t last_time_us_of(uint32_t callback)
{
    return mon_ring_last_time_us(&mon_state.ring, callback_kinds[callback].first, callback_kinds[callback].last);
}

/* IRQL: any. */
static uint64_t event_count_of(uint32_t callback)
{
    const mon_counters_t *counters = &mon_state.counters;
    const uint64_t *parts[MON_CALLBACK_COUNT][2] = {
        [MON_CALLBACK_PROCESS] = {&counters->process_creations, &counters->process_terminations},
        [MON_CALLBACK_THREAD] = {&counters->thread_creations, &counters->thread_terminations},
        [MON_CALLBACK_IMAGE] = {&counters->image_loads},
        [MON_CALLBACK_OBJECT] = {&counters->handle_operations},
        [MON_CALLBACK_REGISTRY] = {&counters->registry_operations},
    };
    uint64_t count = 0;

    for (uint32_t part = 0; part < 2 && parts[callback][part] != NULL; part++) {
        count += __atomic_load_n(parts[callback][part], __ATOMIC_RELAXED);
    }
    return count;
}

/* IRQL: PASSIVE_LEVEL. */
static void fill_statistics(MON_CALLBACK_STATISTICS *statistics)
{
    statistics->size_bytes = sizeof *statistics;
    statistics->version = MON_ABI_VERSION;
    statistics->layout_fingerprint = MON_LAYOUT_FINGERPRINT;
    statistics->capabilities = MON_CAPABILITY_CALLBACKS;
    RtlCopyMemory(statistics->boot_id, mon_state.boot_id, sizeof statistics->boot_id);
    statistics->load_time_us = mon_time_to_unix_us(mon_state.load_time);
    MonCbGetRegistrations(statistics->callbacks);
    copy_counters(statistics);
    mon_ring_get_statistics(&mon_state.ring, statistics);
    for (uint32_t callback = 0; callback < MON_CALLBACK_COUNT; callback++) {
        statistics->callback_last_time_us[callback] = last_time_us_of(callback);
    }
    mon_cache_get_statistics(mon_state.cache, statistics);
    mon_scan_get_statistics(mon_state.scans, statistics);
    statistics->callbacks_in_flight = mon_config_user_count(&mon_state.config);
    statistics->reader_session_count = __atomic_load_n(&mon_state.reader.session_count, __ATOMIC_RELAXED);
    statistics->device_security_status = mon_state.device_security_status;
    statistics->restored_registration_count = MonCbRestoredCount();
}

/*
 * CB_GET_STATS. Buffered; input must be empty; output MON_CALLBACK_STATISTICS, all of it. Read access.
 * STATUS_INFO_LENGTH_MISMATCH for any input, STATUS_BUFFER_TOO_SMALL for a shorter output. IRQL: PASSIVE_LEVEL.
 */
static NTSTATUS get_statistics(PIRP irp)
{
    PIO_STACK_LOCATION location = IoGetCurrentIrpStackLocation(irp);
    MON_CALLBACK_STATISTICS *statistics = irp->AssociatedIrp.SystemBuffer;

    if (location->Parameters.DeviceIoControl.InputBufferLength != 0) {
        return mon_device_complete(irp, STATUS_INFO_LENGTH_MISMATCH, 0);
    }
    if (location->Parameters.DeviceIoControl.OutputBufferLength < sizeof *statistics) {
        return mon_device_complete(irp, STATUS_BUFFER_TOO_SMALL, 0);
    }
    RtlZeroMemory(statistics, sizeof *statistics);
    fill_statistics(statistics);
    return mon_device_complete(irp, STATUS_SUCCESS, sizeof *statistics);
}

/* CB_GET_EVENTS: see reader_session.h. Read access. IRQL: PASSIVE_LEVEL. */
static NTSTATUS get_events(PIRP irp)
{
    return mon_reader_get_events(&mon_state.reader, irp);
}

/* CB_SET_CONFIG: see monitor_config.h. Buffered; no output. Write access. IRQL: PASSIVE_LEVEL. */
static NTSTATUS set_config(PIRP irp)
{
    uint32_t input_bytes = IoGetCurrentIrpStackLocation(irp)->Parameters.DeviceIoControl.InputBufferLength;

    return mon_device_complete(irp, mon_config_apply(&mon_state.config, irp->AssociatedIrp.SystemBuffer, input_bytes), 0);
}

/* What CB_REQUEST_SCAN says, checked. IRQL: PASSIVE_LEVEL. */
static NTSTATUS read_scan_request(PIRP irp, MON_SCAN_REQUEST *request)
{
    bool is_reference;

    if (IoGetCurrentIrpStackLocation(irp)->Parameters.DeviceIoControl.InputBufferLength != sizeof *request) {
        return STATUS_INFO_LENGTH_MISMATCH;
    }
    RtlCopyMemory(request, irp->AssociatedIrp.SystemBuffer, sizeof *request);
    if (request->version != MON_ABI_VERSION) {
        return STATUS_REVISION_MISMATCH;
    }
    if (request->size_bytes != sizeof *request) {
        return STATUS_INFO_LENGTH_MISMATCH;
    }
    is_reference = (request->flags & MON_SCAN_REQUEST_REFERENCE) != 0;
    if ((request->flags & ~MON_SCAN_REQUEST_KNOWN_FLAGS) != 0 || request->reserved != 0 || is_reference != (request->process_id == 0) ||
        is_reference != (request->reference_buffer_count != 0) || request->reference_buffer_count > MON_REFERENCE_BUFFER_MAX_COUNT) {
        return STATUS_INVALID_PARAMETER;
    }
    return STATUS_SUCCESS;
}

/*
 * CB_REQUEST_SCAN. Buffered; input MON_SCAN_REQUEST; no output. Write access. STATUS_INFO_LENGTH_MISMATCH,
 * STATUS_REVISION_MISMATCH and STATUS_INVALID_PARAMETER for a request that is none, STATUS_INVALID_CID for a process that
 * does not exist, STATUS_DEVICE_BUSY for a full queue; for a reference ring see mon_ioring_learn. IRQL: PASSIVE_LEVEL.
 */
static NTSTATUS request_scan(PIRP irp)
{
    MON_SCAN_REQUEST request;
    mon_identity_t process;
    NTSTATUS status = read_scan_request(irp, &request);

    if (!NT_SUCCESS(status)) {
        return mon_device_complete(irp, status, 0);
    }
    if ((request.flags & MON_SCAN_REQUEST_REFERENCE) != 0) {
        return mon_device_complete(irp, mon_scan_learn(mon_state.scans, request.reference_buffer_count), 0);
    }
    process = mon_identity_of_id((HANDLE)(ULONG_PTR)request.process_id);
    if (process.start_time == 0) {
        return mon_device_complete(irp, STATUS_INVALID_CID, 0);
    }
    status = mon_scan_request(mon_state.scans, &process, MON_SCAN_TRIGGER_REQUEST, 0) ? STATUS_SUCCESS : STATUS_DEVICE_BUSY;
    return mon_device_complete(irp, status, 0);
}

/*
 * CB_SELF_CHECK. Buffered; input must be empty; output MON_SELF_CHECK. Write access: what is missing is registered again.
 * STATUS_INFO_LENGTH_MISMATCH for any input, STATUS_BUFFER_TOO_SMALL for a shorter output, STATUS_DEVICE_BUSY while
 * another check runs. IRQL: PASSIVE_LEVEL.
 */
static NTSTATUS self_check(PIRP irp)
{
    PIO_STACK_LOCATION location = IoGetCurrentIrpStackLocation(irp);
    MON_SELF_CHECK *check = irp->AssociatedIrp.SystemBuffer;
    NTSTATUS status;

    if (location->Parameters.DeviceIoControl.InputBufferLength != 0) {
        return mon_device_complete(irp, STATUS_INFO_LENGTH_MISMATCH, 0);
    }
    if (location->Parameters.DeviceIoControl.OutputBufferLength < sizeof *check) {
        return mon_device_complete(irp, STATUS_BUFFER_TOO_SMALL, 0);
    }
    RtlZeroMemory(check, sizeof *check);
    check->size_bytes = sizeof *check;
    check->version = MON_ABI_VERSION;
    status = MonCbSelfCheck(check->callbacks);
    for (uint32_t callback = 0; callback < MON_CALLBACK_COUNT; callback++) {
        check->callbacks[callback].event_count = event_count_of(callback);
        check->callbacks[callback].last_time_us = last_time_us_of(callback);
    }
    return mon_device_complete(irp, status, NT_SUCCESS(status) ? sizeof *check : 0);
}

typedef struct control {
    uint32_t code;
    NTSTATUS (*handle)(PIRP irp);
} control_t;

/* A table of addresses also gives the image relocations, without which a kernel may refuse to move it. */
static const control_t controls[] = {
    {IOCTL_MONITOR_CB_GET_STATS, get_statistics},
    {IOCTL_MONITOR_CB_GET_EVENTS, get_events},
    {IOCTL_MONITOR_CB_SET_CONFIG, set_config},
    {IOCTL_MONITOR_CB_REQUEST_SCAN, request_scan},
    {IOCTL_MONITOR_CB_SELF_CHECK, self_check},
};

/* Compares the whole code, so that one with another access or method is not taken for ours. IRQL: PASSIVE_LEVEL. */
NTSTATUS NTAPI mon_device_on_control(PDEVICE_OBJECT device, PIRP irp)
{
    uint32_t code = IoGetCurrentIrpStackLocation(irp)->Parameters.DeviceIoControl.IoControlCode;

    UNREFERENCED_PARAMETER(device);
    for (uint32_t index = 0; index < sizeof controls / sizeof controls[0]; index++) {
        if (controls[index].code == code) {
            return controls[index].handle(irp);
        }
    }
    return mon_device_complete(irp, STATUS_INVALID_DEVICE_REQUEST, 0);
}
