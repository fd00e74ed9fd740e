/* Memory, locks, events, threads, time. Included by ntifs.h. */
#ifndef SIM_NT_KERNEL_H
#define SIM_NT_KERNEL_H

#include "sim_nt_types.h"

typedef enum _POOL_TYPE { NonPagedPool = 0, PagedPool = 1, NonPagedPoolNx = 512 } POOL_TYPE;
PVOID ExAllocatePoolWithTag(POOL_TYPE type, SIZE_T bytes, ULONG tag);
void ExFreePoolWithTag(PVOID memory, ULONG tag);
#define RtlCopyMemory(to, from, bytes) memcpy((to), (from), (bytes))
#define RtlZeroMemory(to, bytes) memset((to), 0, (bytes))

typedef struct _MM_COPY_ADDRESS {
    PVOID VirtualAddress;
} MM_COPY_ADDRESS;
#define MM_COPY_MEMORY_VIRTUAL 0x2
PVOID MmGetSystemRoutineAddress(PUNICODE_STRING name);

typedef ULONG_PTR KSPIN_LOCK, *PKSPIN_LOCK;
void KeInitializeSpinLock(PKSPIN_LOCK lock);
KIRQL KeAcquireSpinLockRaiseToDpc(PKSPIN_LOCK lock);
void KeReleaseSpinLock(PKSPIN_LOCK lock, KIRQL irql);
#define KeAcquireSpinLock(lock, irql) (*(irql) = KeAcquireSpinLockRaiseToDpc(lock))

typedef enum _EVENT_TYPE { NotificationEvent, SynchronizationEvent } EVENT_TYPE;
typedef enum _KWAIT_REASON { Executive } KWAIT_REASON;
typedef enum _MODE { KernelMode, UserMode } MODE;
typedef CCHAR KPROCESSOR_MODE;
typedef struct _KEVENT {
    LONG type;
    LONG state;
    PVOID reserved[2];
} KEVENT, *PKEVENT;
_Static_assert(sizeof(KEVENT) == 24, "as on Windows");
void KeInitializeEvent(PKEVENT event, EVENT_TYPE type, BOOLEAN state);
LONG KeSetEvent(PKEVENT event, LONG increment, BOOLEAN wait);
NTSTATUS KeWaitForSingleObject(PVOID object, KWAIT_REASON reason, KPROCESSOR_MODE mode, BOOLEAN alertable, PLARGE_INTEGER timeout);
NTSTATUS KeDelayExecutionThread(KPROCESSOR_MODE mode, BOOLEAN alertable, PLARGE_INTEGER interval);
void KeEnterCriticalRegion(void);
void KeLeaveCriticalRegion(void);
#define IO_NO_INCREMENT 0
void KeQuerySystemTime(PLARGE_INTEGER time);
LARGE_INTEGER KeQueryPerformanceCounter(PLARGE_INTEGER frequency);

typedef struct _OBJECT_ATTRIBUTES {
    ULONG Length;
    HANDLE RootDirectory;
    PUNICODE_STRING ObjectName;
    ULONG Attributes;
    PVOID SecurityDescriptor;
    PVOID SecurityQualityOfService;
} OBJECT_ATTRIBUTES, *POBJECT_ATTRIBUTES;
#define OBJ_KERNEL_HANDLE 0x200
#define InitializeObjectAttributes(p, n, a, r, s) \
    (void)(*(p) = (OBJECT_ATTRIBUTES){sizeof(OBJECT_ATTRIBUTES), (r), (n), (a), (s), NULL})
typedef void KSTART_ROUTINE(PVOID context);
typedef KSTART_ROUTINE *PKSTART_ROUTINE;
#define THREAD_ALL_ACCESS 0x1FFFFF
NTSTATUS PsCreateSystemThread(PHANDLE thread, ULONG access, POBJECT_ATTRIBUTES attributes, HANDLE process, PCLIENT_ID client,
    PKSTART_ROUTINE start, PVOID context);
NTSTATUS PsTerminateSystemThread(NTSTATUS status);
NTSTATUS ZwClose(HANDLE handle);

#endif
