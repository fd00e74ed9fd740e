/*
 * The structures of the original plan under its names, as a client's view, for those who read the plan beside the code.
 * The driver keeps its state otherwise (src/monitor.h, src/process_cache.h, src/ioring_scan.c): what these hold is filled
 * from CB_GET_STATS by Mon_CbGetState and Mon_CbGetObjectContext.
 *
 * The layouts are the plan's, byte for byte on 64-bit Windows, with two exceptions of type, not of place: KSPIN_LOCK and
 * KEVENT exist in kernel mode only, so words of their size stand for them.
 */
#ifndef WIN11MON_PLAN_H
#define WIN11MON_PLAN_H

#include "win11mon_callbacks.h"

#ifdef __cplusplus
extern "C" {
#endif

#define MON_CB_MAX_PROCESS_CACHE_VIEW 4096
#define MON_CB_MAX_PENDING_SCANS_VIEW 256

typedef struct _MON_PROCESS_CACHE_ENTRY {
    uint32_t ProcessId;
    uint32_t ParentProcessId;
    uint64_t CreateTime;
    uint8_t HasIoRingPotential;
    uint8_t Reserved[7];
} MON_PROCESS_CACHE_ENTRY;
MON_STATIC_ASSERT(sizeof(MON_PROCESS_CACHE_ENTRY) == 24, "the plan's layout");

/*
 * ObjectCallbackHandle and RegistryCallbackCookie stay 0: kernel addresses do not leave the kernel. ProcessCache stays
 * empty: the processes are in the events, and a copy of 96 KiB under a spin lock would hold up every callback.
 * PendingScanPids stays empty for the same reason; PendingScanTail - PendingScanHead is how many wait.
 */
typedef struct _MON_CALLBACK_STATE {
    uint8_t ProcessCallbackRegistered;
    uint8_t ThreadCallbackRegistered;
    uint8_t ImageCallbackRegistered;
    uint8_t ObjectCallbackRegistered;
    uint8_t RegistryCallbackRegistered;
    uint8_t Reserved[3];
    uint64_t ObjectCallbackHandle;
    int64_t RegistryCallbackCookie;
    int64_t ProcessCreations;
    int64_t ProcessTerminations;
    int64_t ThreadCreations;
    int64_t ThreadTerminations;
    int64_t ImageLoads;
    int64_t HandleOperations;
    int64_t RegistryOperations;
    MON_PROCESS_CACHE_ENTRY ProcessCache[MON_CB_MAX_PROCESS_CACHE_VIEW];
    uint64_t CacheLock;
    uint32_t PendingScanPids[MON_CB_MAX_PENDING_SCANS_VIEW];
    uint32_t PendingScanHead;
    uint32_t PendingScanTail;
    uint64_t PendingScanEvent[3];
} MON_CALLBACK_STATE, *PMON_CALLBACK_STATE;
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_STATE, ObjectCallbackHandle) == 8, "the plan's layout");
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_STATE, ProcessCreations) == 24, "the plan's layout");
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_STATE, ProcessCache) == 80, "the plan's layout");
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_STATE, CacheLock) == 98384, "the plan's layout");
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_STATE, PendingScanHead) == 99416, "the plan's layout");
MON_STATIC_ASSERT(sizeof(MON_CALLBACK_STATE) == 99448, "the plan's layout");

/* RegistrationHandle stays 0, as above. Version: OB_FLT_REGISTRATION_VERSION, 0 when the callback is not registered. */
typedef struct _MON_OB_CALLBACK_CONTEXT {
    uint64_t RegistrationHandle;
    uint32_t Version;
    uint32_t Reserved;
    int64_t ProcessHandleCreates;
    int64_t ProcessHandleDuplicates;
    int64_t ThreadHandleCreates;
    int64_t ThreadHandleDuplicates;
    int64_t AccessModifications;
} MON_OB_CALLBACK_CONTEXT, *PMON_OB_CALLBACK_CONTEXT;
MON_STATIC_ASSERT(offsetof(MON_OB_CALLBACK_CONTEXT, ProcessHandleCreates) == 16, "the plan's layout");
MON_STATIC_ASSERT(sizeof(MON_OB_CALLBACK_CONTEXT) == 56, "the plan's layout");

/* Fill a view from the driver's statistics; results as of Mon_CbGetStats. */
MON_CB_API int32_t Mon_CbGetState(MON_CB_HANDLE handle, MON_CALLBACK_STATE *state);
MON_CB_API int32_t Mon_CbGetObjectContext(MON_CB_HANDLE handle, MON_OB_CALLBACK_CONTEXT *context);

#ifdef __cplusplus
}
#endif

#endif
