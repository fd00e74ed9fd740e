#include "device.h"
#include "device_controls.h"
#include "monitor.h"

#define DEVICE_NAME L"\\Device\\Win11MonitorMgr"
#define LINK_NAME L"\\DosDevices\\Win11MonitorMgr"

/* Who may open is decided by the access list. IRQL: PASSIVE_LEVEL. */
static NTSTATUS NTAPI on_create(PDEVICE_OBJECT device, PIRP irp)
{
    UNREFERENCED_PARAMETER(device);
    return mon_device_complete(irp, STATUS_SUCCESS, 0);
}

/* The last handle of a file is closed, or the file itself. Some systems send only the second. IRQL: PASSIVE_LEVEL. */
static NTSTATUS NTAPI on_close(PDEVICE_OBJECT device, PIRP irp)
{
    UNREFERENCED_PARAMETER(device);
    mon_reader_close(&mon_state.reader, IoGetCurrentIrpStackLocation(irp)->FileObject);
    return mon_device_complete(irp, STATUS_SUCCESS, 0);
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
    driver->MajorFunction[IRP_MJ_DEVICE_CONTROL] = mon_device_on_control;

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
