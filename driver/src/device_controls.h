/* The control codes of the device: one handler each, behind one dispatch routine. What each expects stands at its handler. */
#ifndef MON_DEVICE_CONTROLS_H
#define MON_DEVICE_CONTROLS_H

#include "ntcompat.h"

/* Dispatch routine for IRP_MJ_DEVICE_CONTROL. IRQL: PASSIVE_LEVEL. */
NTSTATUS NTAPI mon_device_on_control(PDEVICE_OBJECT device, PIRP irp);

/* Completes a request and returns its status. IRQL: PASSIVE_LEVEL. */
NTSTATUS mon_device_complete(PIRP irp, NTSTATUS status, ULONG_PTR information);

#endif
