/*
 * Test-only driver for Wine. Wine's kernel accepts the registration of most callbacks and never calls them, so this
 * driver exports those routines, and the ones that describe processes, threads and keys, under their real names; the
 * product's objects are linked against it first. It fires every kind of callback on request, exactly and in order.
 *
 * Its processes and threads are made up. What is real (the device, the driver's own threads) goes on to the real kernel.
 */
#include "export_driver.h"

static uint32_t registered_mask(void)
{
    return (export_registered.process != NULL ? 1u : 0) | (export_registered.thread != NULL ? 2u : 0) | (export_registered.image != NULL ? 4u : 0) |
        (export_registered.has_object ? 8u : 0) | (export_registered.registry != NULL ? 16u : 0);
}

static NTSTATUS NTAPI on_control(PDEVICE_OBJECT device, PIRP irp)
{
    PIO_STACK_LOCATION location = IoGetCurrentIrpStackLocation(irp);
    NTSTATUS status = STATUS_INVALID_PARAMETER;
    ULONG_PTR information = 0;

    (void)device;
    if (location->Parameters.DeviceIoControl.IoControlCode == IOCTL_FIRE &&
        location->Parameters.DeviceIoControl.InputBufferLength == sizeof(fire_input_t) &&
        location->Parameters.DeviceIoControl.OutputBufferLength == sizeof(fire_output_t)) {
        fire_input_t input = *(const fire_input_t *)irp->AssociatedIrp.SystemBuffer;

        export_reset_processes();
        export_fired_count = 0;
        for (uint32_t round = 0; round < input.rounds; round++) {
            export_fire_round(round, (input.flags & FIRE_LEAVE_ONE) != 0 && round + 1 == input.rounds);
        }
        *(fire_output_t *)irp->AssociatedIrp.SystemBuffer = (fire_output_t){registered_mask(), export_fired_count};
        information = sizeof(fire_output_t);
        status = STATUS_SUCCESS;
    }
    irp->IoStatus.Status = status;
    irp->IoStatus.Information = information;
    IoCompleteRequest(irp, IO_NO_INCREMENT);
    return status;
}

static NTSTATUS NTAPI on_open(PDEVICE_OBJECT device, PIRP irp)
{
    (void)device;
    irp->IoStatus.Status = STATUS_SUCCESS;
    irp->IoStatus.Information = 0;
    IoCompleteRequest(irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID NTAPI unload(PDRIVER_OBJECT driver)
{
    UNICODE_STRING link;

    RtlInitUnicodeString(&link, L"\\DosDevices\\Win11MonitorFire");
    (void)IoDeleteSymbolicLink(&link);
    IoDeleteDevice(driver->DeviceObject);
}

NTSTATUS NTAPI DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING path)
{
    UNICODE_STRING name;
    UNICODE_STRING link;
    PDEVICE_OBJECT device;
    NTSTATUS status;

    (void)path;
    export_reset_processes();
    RtlInitUnicodeString(&name, L"\\Device\\Win11MonitorFire");
    RtlInitUnicodeString(&link, L"\\DosDevices\\Win11MonitorFire");
    status = IoCreateDevice(driver, 0, &name, FILE_DEVICE_UNKNOWN, 0, FALSE, &device);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    driver->MajorFunction[IRP_MJ_CREATE] = on_open;
    driver->MajorFunction[IRP_MJ_CLOSE] = on_open;
    driver->MajorFunction[IRP_MJ_DEVICE_CONTROL] = on_control;
    driver->DriverUnload = unload;
    return IoCreateSymbolicLink(&link, &name);
}
