/* What registering and firing the notification callbacks share. */
#ifndef SIM_CALLBACKS_H
#define SIM_CALLBACKS_H

#include "sim_internal.h"

/* In the order in which they have to be registered. */
enum { CALLBACK_PROCESS, CALLBACK_THREAD, CALLBACK_IMAGE, CALLBACK_OBJECT, CALLBACK_REGISTRY, CALLBACK_KINDS };

/* The routine, counted as running until sim_end_callback; NULL when none is registered. */
PVOID sim_begin_callback(uint32_t kind);
void sim_end_callback(uint32_t kind);

const OB_OPERATION_REGISTRATION *sim_find_object_operation(POBJECT_TYPE type, OB_OPERATION operation);
bool sim_is_registry_cookie(int64_t cookie);

/* A string whose buffer ends where its length says, so that a read past it is found; NULL for no text. */
UNICODE_STRING *sim_make_string(sim_text_t text);
void sim_free_string(UNICODE_STRING *string);

/* Routines that the driver has to look up by name. */
NTSTATUS sim_PsSetCreateProcessNotifyRoutineEx2(ULONG type, PVOID routine, BOOLEAN remove);
NTSTATUS sim_PsSetLoadImageNotifyRoutineEx(PLOAD_IMAGE_NOTIFY_ROUTINE routine, ULONG_PTR flags);
NTSTATUS sim_CmRegisterCallbackEx( PEX_CALLBACK_FUNCTION routine, const UNICODE_STRING *altitude, PVOID driver, PVOID context, PLARGE_INTEGER cookie, PVOID reserved);
NTSTATUS sim_CmCallbackGetKeyObjectIDEx(PLARGE_INTEGER cookie, PVOID object, ULONG_PTR *id, PCUNICODE_STRING *name, ULONG flags);
void sim_CmCallbackReleaseKeyObjectIDEx(PCUNICODE_STRING name);
NTSTATUS sim_CmCallbackGetKeyObjectID(PLARGE_INTEGER cookie, PVOID object, ULONG_PTR *id, PCUNICODE_STRING *name);
NTSTATUS sim_MmCopyMemory(PVOID target, PVOID source, SIZE_T bytes, ULONG flags, SIZE_T *copied);
POBJECT_TYPE sim_ObGetObjectType(PVOID object);
NTSTATUS sim_PsAcquireProcessExitSynchronization(PEPROCESS process);
void sim_PsReleaseProcessExitSynchronization(PEPROCESS process);
void sim_KeQuerySystemTimePrecise(PLARGE_INTEGER time);

#endif
