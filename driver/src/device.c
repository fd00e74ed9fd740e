#include "device.h"
#include "kernel_callbacks.h"

#define DEVICE_NAME L"\\Device\\Win11MonitorMgr"
#define LINK_NAME L"\\DosDevices\\Win11MonitorMgr"

/* IRQL: PASSIVE_LEVEL. */
static NTSTATUS complete(PIRP irp, NTSTATUS status, ULONG_PTR information)
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
    mon_cache_get_statistics(mon_state.cache, statistics);
    mon_scan_get_statistics(mon_state.scans, statistics);
    statistics->callbacks_in_flight = mon_config_user_count(&mon_state.config);
    statistics->reader_session_count = __atomic_load_n(&mon_state.reader.session_count, __ATOMIC_RELAXED);
    statistics->device_security_status = mon_state.device_security_status;
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
        return complete(irp, STATUS_INFO_LENGTH_MISMATCH, 0);
    }
    if (location->Parameters.DeviceIoControl.OutputBufferLength < sizeof *statistics) {
        return complete(irp, STATUS_BUFFER_TOO_SMALL, 0);
    }
    RtlZeroMemory(statistics, sizeof *statistics);
    fill_statistics(statistics);
    return complete(irp, STATUS_SUCCESS, sizeof *statistics);
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

    return complete(irp, mon_config_apply(&mon_state.config, irp->AssociatedIrp.SystemBuffer, input_bytes), 0);
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
};

/* Compares the whole code, so that one with another access or method is not taken for ours. IRQL: PASSIVE_LEVEL. */
static NTSTATUS NTAPI on_control(PDEVICE_OBJECT device, PIRP irp)
{
    uint32_t code = IoGetCurrentIrpStackLocation(irp)->Parameters.DeviceIoControl.IoControlCode;

    UNREFERENCED_PARAMETER(device);
    for (uint32_t index = 0; index < sizeof controls / sizeof controls[0]; index++) {
        if (controls[index].code == code) {
            return controls[index].handle(irp);
        }
    }
    return complete(irp, STATUS_INVALID_DEVICE_REQUEST, 0);
}

/* Who may open is decided by the access list. IRQL: PASSIVE_LEVEL. */
static NTSTATUS NTAPI on_create(PDEVICE_OBJECT device, PIRP irp)
{
    UNREFERENCED_PARAMETER(device);
    return complete(irp, STATUS_SUCCESS, 0);
}

/* The last handle of a file is closed, or the file itself. Some systems send only the second. IRQL: PASSIVE_LEVEL. */
static NTSTATUS NTAPI on_close(PDEVICE_OBJECT device, PIRP irp)
{
    UNREFERENCED_PARAMETER(device);
    mon_reader_close(&mon_state.reader, IoGetCurrentIrpStackLocation(irp)->FileObject);
    return complete(irp, STATUS_SUCCESS, 0);
}

/* IRQL: PASSIVE_LEVEL. */
NTSTATUS mon_device_create(PDRIVER_OBJECT driver, PDEVICE_OBJECT *device, NTSTATUS *security_status)
{
    UNICODE_STRING device_name;
    UNICODE_STRING link_name;
    NTSTATUS status;

    *device = NULL;
    RtlInitUnicodeString(&device_name, DEVICE_NAME);
    RtlInitUnicodeString(&link_name, LINK_NAME);
    driver->MajorFunction[IRP_MJ_CREATE] = on_create;
    driver->MajorFunction[IRP_MJ_CLEANUP] = on_close;
    driver->MajorFunction[IRP_MJ_CLOSE] = on_close;
    driver->MajorFunction[IRP_MJ_DEVICE_CONTROL] = on_control;

    status = IoCreateDevice(driver, 0, &device_name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, device);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    (*device)->Flags |= DO_BUFFERED_IO;
    *security_status = mon_device_restrict(*device);
    status = *security_status;
    if (NT_SUCCESS(status)) {
        status = IoCreateSymbolicLink(&link_name, &device_name);
    }
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(*device);
        *device = NULL;
    }
    return status;
}

/* IRQL: PASSIVE_LEVEL. */
void mon_device_hide(void)
{
    UNICODE_STRING link_name;

    RtlInitUnicodeString(&link_name, LINK_NAME);
    (void)IoDeleteSymbolicLink(&link_name);
}

/* IRQL: PASSIVE_LEVEL. */
void mon_device_delete(PDEVICE_OBJECT device)
{
    IoDeleteDevice(device);
}
