/* Devices and requests. Included by ntifs.h. */
#ifndef SIM_NT_IO_H
#define SIM_NT_IO_H

#include "sim_nt_notify.h"

typedef struct _DEVICE_OBJECT *PDEVICE_OBJECT;
typedef struct _DRIVER_OBJECT *PDRIVER_OBJECT;
typedef struct _IRP *PIRP;
typedef NTSTATUS (*PDRIVER_DISPATCH)(PDEVICE_OBJECT device, PIRP irp);
typedef void (*PDRIVER_UNLOAD)(PDRIVER_OBJECT driver);
typedef void (*PDRIVER_CANCEL)(PDEVICE_OBJECT device, PIRP irp);
#define IRP_MJ_CREATE 0x00
#define IRP_MJ_CLOSE 0x02
#define IRP_MJ_DEVICE_CONTROL 0x0e
#define IRP_MJ_CLEANUP 0x12
#define IRP_MJ_MAXIMUM_FUNCTION 0x1b
#define FILE_DEVICE_UNKNOWN 0x22
#define FILE_DEVICE_SECURE_OPEN 0x100
#define DO_BUFFERED_IO 0x4
#define DO_DEVICE_INITIALIZING 0x80
struct _DEVICE_OBJECT {
    ULONG Flags;
    PVOID DeviceExtension;
    PDRIVER_OBJECT DriverObject;
};
typedef struct _DEVICE_OBJECT DEVICE_OBJECT;
struct _DRIVER_OBJECT {
    PDRIVER_UNLOAD DriverUnload;
    PDRIVER_DISPATCH MajorFunction[IRP_MJ_MAXIMUM_FUNCTION + 1];
};
typedef struct _DRIVER_OBJECT DRIVER_OBJECT;
typedef struct _IO_STATUS_BLOCK {
    NTSTATUS Status;
    ULONG_PTR Information;
} IO_STATUS_BLOCK;
typedef struct _IO_STACK_LOCATION {
    UCHAR MajorFunction;
    UCHAR Control;
    union {
        struct {
            ULONG OutputBufferLength;
            ULONG InputBufferLength;
            ULONG IoControlCode;
        } DeviceIoControl;
    } Parameters;
    PFILE_OBJECT FileObject;
} IO_STACK_LOCATION, *PIO_STACK_LOCATION;
typedef struct _IRP {
    union {
        PVOID SystemBuffer;
    } AssociatedIrp;
    IO_STATUS_BLOCK IoStatus;
    BOOLEAN Cancel;
    KIRQL CancelIrql;
    PDRIVER_CANCEL CancelRoutine;
    IO_STACK_LOCATION location;
} IRP;
PIO_STACK_LOCATION IoGetCurrentIrpStackLocation(PIRP irp);
void IoMarkIrpPending(PIRP irp);
PDRIVER_CANCEL IoSetCancelRoutine(PIRP irp, PDRIVER_CANCEL routine);
void IoReleaseCancelSpinLock(KIRQL irql);
void IofCompleteRequest(PIRP irp, CCHAR boost);
#define IoCompleteRequest IofCompleteRequest
NTSTATUS IoCreateDevice(PDRIVER_OBJECT driver, ULONG extension, PUNICODE_STRING name, ULONG type, ULONG characteristics, BOOLEAN exclusive,
    PDEVICE_OBJECT *device);
void IoDeleteDevice(PDEVICE_OBJECT device);
NTSTATUS IoCreateSymbolicLink(PUNICODE_STRING link, PUNICODE_STRING target);
NTSTATUS IoDeleteSymbolicLink(PUNICODE_STRING link);
void RtlInitUnicodeString(PUNICODE_STRING string, PCWSTR text);

#endif
