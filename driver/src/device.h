/* The device: its creation, who may open it, and the dispatch of its control codes. */
#ifndef MON_DEVICE_H
#define MON_DEVICE_H

#include "ntcompat.h"

/* Creates the device, restricts it and gives it its name in user mode. IRQL: PASSIVE_LEVEL. */
NTSTATUS mon_device_create(PDRIVER_OBJECT driver, PDEVICE_OBJECT *device, NTSTATUS *security_status);

/* Takes the name away, so that nobody opens the device any more. IRQL: PASSIVE_LEVEL. */
void mon_device_hide(void);

/* IRQL: PASSIVE_LEVEL. */
void mon_device_delete(PDEVICE_OBJECT device);

/* Lets only SYSTEM and Administrators open the device. IRQL: PASSIVE_LEVEL. */
NTSTATUS mon_device_restrict(PDEVICE_OBJECT device);

#endif
