/*
 * Registration of the five notification callbacks, and the callbacks themselves. MonCbInitialize registers process,
 * thread, image, object, registry in this order; MonCbShutdown takes them back in reverse and waits for those in flight.
 * The first three must register; object and registry may fail, which leaves the driver loaded and the status visible.
 */
#ifndef MON_KERNEL_CALLBACKS_H
#define MON_KERNEL_CALLBACKS_H

#include "monitor.h"

/* Registers all callbacks. On failure nothing stays registered. IRQL: PASSIVE_LEVEL. */
NTSTATUS MonCbInitialize(PDRIVER_OBJECT driver);

/* Takes back what is registered and waits until no callback runs. IRQL: PASSIVE_LEVEL. */
void MonCbShutdown(void);

/* Status and routine of each registration. IRQL: any. */
void MonCbGetRegistrations(mon_callback_status_t statuses[MON_CALLBACK_COUNT]);

/*
 * Tries to register again what is registered, where Windows documents that a double is refused: what is not refused had
 * been taken away, and is in place again. Fills state and status. STATUS_DEVICE_BUSY while another check runs.
 * IRQL: PASSIVE_LEVEL.
 */
NTSTATUS MonCbSelfCheck(mon_registration_check_t checks[MON_CALLBACK_COUNT]);

/* Registrations that a self check has made again. IRQL: any. */
uint64_t MonCbRestoredCount(void);

/* IRQL: PASSIVE_LEVEL, in a critical region, in the context of the creating or the exiting thread. */
void NTAPI MonCbProcessNotify(PEPROCESS process, HANDLE process_id, PPS_CREATE_NOTIFY_INFO create_info);

/* IRQL: PASSIVE_LEVEL or APC_LEVEL, in the context of the creating or the exiting thread. */
void NTAPI MonCbThreadNotify(HANDLE process_id, HANDLE thread_id, BOOLEAN is_create);

/*
 * IRQL: PASSIVE_LEVEL, in a critical region, in the context of whoever maps the image, which may be another process than
 * the one it is mapped into.
 */
void NTAPI MonCbImageLoadNotify(PUNICODE_STRING full_image_name, HANDLE process_id, PIMAGE_INFO image_info);

/* IRQL: <= APC_LEVEL, on the thread that asks for the handle, which may be attached to another process than its own. */
OB_PREOP_CALLBACK_STATUS NTAPI MonCbObjectPreCallback(PVOID context, POB_PRE_OPERATION_INFORMATION info);

/* IRQL: <= APC_LEVEL, in the same context. */
void NTAPI MonCbObjectPostCallback(PVOID context, POB_POST_OPERATION_INFORMATION info);

/* IRQL: PASSIVE_LEVEL, in the context of the thread that changes the registry. */
NTSTATUS NTAPI MonCbRegistryCallback(PVOID context, PVOID notify_class, PVOID information);

/* What MonCbProcessNotify does for each case. IRQL: PASSIVE_LEVEL. */
void MonCbOnProcessCreate(const mon_config_t *config, PEPROCESS process, const PS_CREATE_NOTIFY_INFO *create_info);
void MonCbOnProcessTerminate(const mon_config_t *config, PEPROCESS process);

/* Whether the image is a program that uses I/O rings by its name. IRQL: PASSIVE_LEVEL. */
bool MonCbIsIoRingLoader(const mon_config_t *config, PCUNICODE_STRING image_name);

/* Queues an I/O ring scan of the process. IRQL: <= DISPATCH_LEVEL. */
void MonCbScheduleScan(const mon_config_t *config, const mon_identity_t *process, uint8_t trigger);

/* Whether loading the image says that the process uses I/O rings. IRQL: PASSIVE_LEVEL. */
bool MonCbCheckIoRingDll(const mon_config_t *config, PCUNICODE_STRING image_name);

/* MON_SUSPICIOUS_IMAGE_REASON_... of a load into a process of that integrity level (0: not known). IRQL: PASSIVE_LEVEL. */
uint8_t MonCbDetectSuspiciousImage(PCUNICODE_STRING image_name, const IMAGE_INFO *image_info, uint32_t process_id, uint32_t integrity_level);

/* Registration of the registry callback, whose cookie names need too. IRQL: PASSIVE_LEVEL. */
NTSTATUS mon_registry_register(PDRIVER_OBJECT driver, uint8_t *routine);
void mon_registry_unregister(void);

#endif
