/*
 * The part of the kernel's interface that the driver uses, declared for a host build. Types have the sizes and members
 * of 64-bit Windows; behaviour stands in sim/. Compile with -fms-extensions -fshort-wchar.
 */
#ifndef SIM_NTIFS_H
#define SIM_NTIFS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define NTAPI
#define IN
#define OUT
#define _In_
#define _Inout_
#define _In_opt_
#define _Inout_opt_
#define _Out_
#define UNREFERENCED_PARAMETER(p) ((void)(p))

typedef void VOID;
typedef void *PVOID;
typedef char CHAR, CCHAR;
typedef unsigned char UCHAR, BOOLEAN, KIRQL, *PUCHAR;
typedef short SHORT, CSHORT;
typedef unsigned short USHORT;
typedef int32_t LONG, NTSTATUS;
typedef uint32_t ULONG, ACCESS_MASK, *PULONG;
typedef uint8_t UINT8;
typedef int64_t LONG64, LONGLONG;
typedef uint64_t ULONG64, ULONGLONG, ULONG_PTR, SIZE_T;
typedef wchar_t WCHAR, *PWSTR;
typedef const WCHAR *PCWSTR;
typedef PVOID HANDLE;
typedef HANDLE *PHANDLE;
#define TRUE 1
#define FALSE 0
_Static_assert(sizeof(WCHAR) == 2, "build the host tier with -fshort-wchar");

typedef union _LARGE_INTEGER {
    struct {
        ULONG LowPart;
        LONG HighPart;
    };
    LONGLONG QuadPart;
} LARGE_INTEGER, *PLARGE_INTEGER;

typedef struct _UNICODE_STRING {
    USHORT Length;
    USHORT MaximumLength;
    PWSTR Buffer;
} UNICODE_STRING, *PUNICODE_STRING;
typedef const UNICODE_STRING *PCUNICODE_STRING;

typedef struct _LIST_ENTRY {
    struct _LIST_ENTRY *Flink;
    struct _LIST_ENTRY *Blink;
} LIST_ENTRY;

typedef struct _CLIENT_ID {
    HANDLE UniqueProcess;
    HANDLE UniqueThread;
} CLIENT_ID, *PCLIENT_ID;

#define NT_SUCCESS(status) ((NTSTATUS)(status) >= 0)
#define STATUS_SUCCESS ((NTSTATUS)0x00000000)
#define STATUS_TIMEOUT ((NTSTATUS)0x00000102)
#define STATUS_PENDING ((NTSTATUS)0x00000103)
#define STATUS_BUFFER_OVERFLOW ((NTSTATUS)0x80000005)
#define STATUS_UNSUCCESSFUL ((NTSTATUS)0xC0000001)
#define STATUS_NOT_IMPLEMENTED ((NTSTATUS)0xC0000002)
#define STATUS_INFO_LENGTH_MISMATCH ((NTSTATUS)0xC0000004)
#define STATUS_ACCESS_VIOLATION ((NTSTATUS)0xC0000005)
#define STATUS_INVALID_PARAMETER ((NTSTATUS)0xC000000D)
#define STATUS_INVALID_DEVICE_REQUEST ((NTSTATUS)0xC0000010)
#define STATUS_ACCESS_DENIED ((NTSTATUS)0xC0000022)
#define STATUS_BUFFER_TOO_SMALL ((NTSTATUS)0xC0000023)
#define STATUS_OBJECT_NAME_COLLISION ((NTSTATUS)0xC0000035)
#define STATUS_REVISION_MISMATCH ((NTSTATUS)0xC0000059)
#define STATUS_INSUFFICIENT_RESOURCES ((NTSTATUS)0xC000009A)
#define STATUS_DEVICE_BUSY ((NTSTATUS)0x80000011)
#define STATUS_DELETE_PENDING ((NTSTATUS)0xC0000056)
#define STATUS_NOT_SUPPORTED ((NTSTATUS)0xC00000BB)
#define STATUS_CANCELLED ((NTSTATUS)0xC0000120)
#define STATUS_INVALID_CID ((NTSTATUS)0xC000000B)
#define STATUS_NOT_FOUND ((NTSTATUS)0xC0000225)
#define STATUS_FLT_INSTANCE_ALTITUDE_COLLISION ((NTSTATUS)0xC01C0011)

#define PASSIVE_LEVEL 0
#define APC_LEVEL 1
#define DISPATCH_LEVEL 2
KIRQL KeGetCurrentIrql(void);

/* ---- memory ---- */
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

/* ---- locks, events, threads, time ---- */
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

/* ---- processes, threads, objects ---- */
typedef struct _EPROCESS *PEPROCESS;
typedef struct _ETHREAD *PETHREAD;
typedef struct _OBJECT_TYPE *POBJECT_TYPE;
extern POBJECT_TYPE *__imp_PsProcessType;
extern POBJECT_TYPE *__imp_PsThreadType;
PEPROCESS IoGetCurrentProcess(void);
#define PsGetCurrentProcess IoGetCurrentProcess
HANDLE PsGetCurrentProcessId(void);
HANDLE PsGetCurrentThreadId(void);
HANDLE PsGetProcessId(PEPROCESS process);
HANDLE PsGetThreadId(PETHREAD thread);
HANDLE PsGetThreadProcessId(PETHREAD thread);
PEPROCESS IoThreadToProcess(PETHREAD thread);
LONGLONG PsGetProcessCreateTimeQuadPart(PEPROCESS process);
NTSTATUS PsGetProcessExitStatus(PEPROCESS process);
NTSTATUS PsLookupProcessByProcessId(HANDLE id, PEPROCESS *process);
NTSTATUS PsLookupThreadByThreadId(HANDLE id, PETHREAD *thread);
void ObfDereferenceObject(PVOID object);
#define ObDereferenceObject ObfDereferenceObject
NTSTATUS ObOpenObjectByPointer(PVOID object, ULONG attributes, PVOID access_state, ACCESS_MASK access, POBJECT_TYPE type,
    KPROCESSOR_MODE mode, PHANDLE handle);
NTSTATUS ObReferenceObjectByHandle(HANDLE handle, ACCESS_MASK access, POBJECT_TYPE type, KPROCESSOR_MODE mode, PVOID *object, PVOID info);
#define SYNCHRONIZE 0x00100000
#define WRITE_DAC 0x00040000
#define PROCESS_DUP_HANDLE 0x0040
#define PROCESS_QUERY_INFORMATION 0x0400
#define THREAD_QUERY_INFORMATION 0x0040
#define TOKEN_QUERY 0x0008
#define DUPLICATE_SAME_ACCESS 0x2
#define ZwCurrentProcess() ((HANDLE)(ULONG_PTR)-1)

typedef enum _PROCESSINFOCLASS { ProcessSessionInformation = 24, ProcessHandleInformation = 51 } PROCESSINFOCLASS;
typedef enum _THREADINFOCLASS { ThreadQuerySetWin32StartAddress = 9 } THREADINFOCLASS;
typedef enum _TOKEN_INFORMATION_CLASS { TokenIntegrityLevel = 25 } TOKEN_INFORMATION_CLASS;
typedef enum _OBJECT_INFORMATION_CLASS { ObjectTypesInformation = 3 } OBJECT_INFORMATION_CLASS;
NTSTATUS ZwQueryInformationProcess(HANDLE process, PROCESSINFOCLASS what, PVOID buffer, ULONG bytes, PULONG returned);
NTSTATUS ZwQueryInformationThread(HANDLE thread, THREADINFOCLASS what, PVOID buffer, ULONG bytes, PULONG returned);
NTSTATUS ZwOpenProcessTokenEx(HANDLE process, ACCESS_MASK access, ULONG attributes, PHANDLE token);
NTSTATUS ZwQueryInformationToken(HANDLE token, TOKEN_INFORMATION_CLASS what, PVOID buffer, ULONG bytes, PULONG returned);
NTSTATUS ZwQueryObject(HANDLE handle, OBJECT_INFORMATION_CLASS what, PVOID buffer, ULONG bytes, PULONG returned);
NTSTATUS ZwDuplicateObject(HANDLE source_process, HANDLE source, HANDLE target_process, PHANDLE target, ACCESS_MASK access, ULONG attributes,
    ULONG options);
BOOLEAN PsGetVersion(PULONG major, PULONG minor, PULONG build, PUNICODE_STRING csd);

/* ---- security ---- */
typedef struct _SID {
    UCHAR Revision;
    UCHAR SubAuthorityCount;
    UCHAR IdentifierAuthority[6];
    ULONG SubAuthority[1];
} SID;
typedef PVOID PSID;
typedef struct _SID_AND_ATTRIBUTES {
    PSID Sid;
    ULONG Attributes;
} SID_AND_ATTRIBUTES;
typedef struct _TOKEN_MANDATORY_LABEL {
    SID_AND_ATTRIBUTES Label;
} TOKEN_MANDATORY_LABEL;
typedef struct _SECURITY_DESCRIPTOR {
    UCHAR opaque[40];
} SECURITY_DESCRIPTOR;
typedef PVOID PSECURITY_DESCRIPTOR;
typedef struct _ACL {
    UCHAR AclRevision;
    UCHAR Sbz1;
    USHORT AclSize;
    USHORT AceCount;
    USHORT Sbz2;
} ACL, *PACL;
typedef struct _ACCESS_ALLOWED_ACE {
    ULONG header;
    ACCESS_MASK Mask;
    ULONG SidStart;
} ACCESS_ALLOWED_ACE;
#define SECURITY_DESCRIPTOR_REVISION 1
#define ACL_REVISION 2
#define DACL_SECURITY_INFORMATION 4
#define GENERIC_READ 0x80000000u
#define GENERIC_WRITE 0x40000000u
#define GENERIC_ALL 0x10000000u
NTSTATUS RtlCreateSecurityDescriptor(PSECURITY_DESCRIPTOR descriptor, ULONG revision);
NTSTATUS RtlCreateAcl(PACL acl, ULONG bytes, ULONG revision);
NTSTATUS RtlAddAccessAllowedAce(PACL acl, ULONG revision, ACCESS_MASK access, PSID sid);
NTSTATUS RtlSetDaclSecurityDescriptor(PSECURITY_DESCRIPTOR descriptor, BOOLEAN present, PACL acl, BOOLEAN defaulted);
NTSTATUS ZwSetSecurityObject(HANDLE handle, ULONG what, PSECURITY_DESCRIPTOR descriptor);

/* ---- notification callbacks ---- */
typedef struct _FILE_OBJECT {
    PVOID FsContext;
} FILE_OBJECT, *PFILE_OBJECT;
typedef struct _PS_CREATE_NOTIFY_INFO {
    SIZE_T Size;
    union {
        ULONG Flags;
        struct {
            ULONG FileOpenNameAvailable : 1;
            ULONG Reserved : 31;
        };
    };
    HANDLE ParentProcessId;
    CLIENT_ID CreatingThreadId;
    struct _FILE_OBJECT *FileObject;
    PCUNICODE_STRING ImageFileName;
    PCUNICODE_STRING CommandLine;
    NTSTATUS CreationStatus;
} PS_CREATE_NOTIFY_INFO, *PPS_CREATE_NOTIFY_INFO;
_Static_assert(sizeof(PS_CREATE_NOTIFY_INFO) == 72, "as on Windows");
typedef void (*PCREATE_PROCESS_NOTIFY_ROUTINE_EX)(PEPROCESS process, HANDLE id, PPS_CREATE_NOTIFY_INFO info);
typedef void (*PCREATE_THREAD_NOTIFY_ROUTINE)(HANDLE process, HANDLE thread, BOOLEAN create);
NTSTATUS PsSetCreateProcessNotifyRoutineEx(PCREATE_PROCESS_NOTIFY_ROUTINE_EX routine, BOOLEAN remove);
NTSTATUS PsSetCreateThreadNotifyRoutine(PCREATE_THREAD_NOTIFY_ROUTINE routine);
NTSTATUS PsRemoveCreateThreadNotifyRoutine(PCREATE_THREAD_NOTIFY_ROUTINE routine);

typedef struct _IMAGE_INFO {
    union {
        ULONG Properties;
        struct {
            ULONG ImageAddressingMode : 8;
            ULONG SystemModeImage : 1;
            ULONG ImageMappedToAllPids : 1;
            ULONG ExtendedInfoPresent : 1;
            ULONG Reserved : 21;
        };
    };
    PVOID ImageBase;
    ULONG ImageSelector;
    SIZE_T ImageSize;
    ULONG ImageSectionNumber;
} IMAGE_INFO, *PIMAGE_INFO;
_Static_assert(sizeof(IMAGE_INFO) == 40, "as on Windows");
typedef void (*PLOAD_IMAGE_NOTIFY_ROUTINE)(PUNICODE_STRING name, HANDLE process, PIMAGE_INFO info);
NTSTATUS PsSetLoadImageNotifyRoutine(PLOAD_IMAGE_NOTIFY_ROUTINE routine);
NTSTATUS PsRemoveLoadImageNotifyRoutine(PLOAD_IMAGE_NOTIFY_ROUTINE routine);

#define OB_FLT_REGISTRATION_VERSION 0x0100
typedef ULONG OB_OPERATION;
#define OB_OPERATION_HANDLE_CREATE 1
#define OB_OPERATION_HANDLE_DUPLICATE 2
typedef struct _OB_PRE_CREATE_HANDLE_INFORMATION {
    ACCESS_MASK DesiredAccess;
    ACCESS_MASK OriginalDesiredAccess;
} OB_PRE_CREATE_HANDLE_INFORMATION;
typedef struct _OB_PRE_DUPLICATE_HANDLE_INFORMATION {
    ACCESS_MASK DesiredAccess;
    ACCESS_MASK OriginalDesiredAccess;
    PVOID SourceProcess;
    PVOID TargetProcess;
} OB_PRE_DUPLICATE_HANDLE_INFORMATION;
typedef union _OB_PRE_OPERATION_PARAMETERS {
    OB_PRE_CREATE_HANDLE_INFORMATION CreateHandleInformation;
    OB_PRE_DUPLICATE_HANDLE_INFORMATION DuplicateHandleInformation;
} OB_PRE_OPERATION_PARAMETERS, *POB_PRE_OPERATION_PARAMETERS;
typedef struct _OB_PRE_OPERATION_INFORMATION {
    OB_OPERATION Operation;
    union {
        ULONG Flags;
        struct {
            ULONG KernelHandle : 1;
            ULONG Reserved : 31;
        };
    };
    PVOID Object;
    POBJECT_TYPE ObjectType;
    PVOID CallContext;
    POB_PRE_OPERATION_PARAMETERS Parameters;
} OB_PRE_OPERATION_INFORMATION, *POB_PRE_OPERATION_INFORMATION;
_Static_assert(sizeof(OB_PRE_OPERATION_INFORMATION) == 40, "as on Windows");
typedef struct _OB_POST_HANDLE_INFORMATION {
    ACCESS_MASK GrantedAccess;
} OB_POST_CREATE_HANDLE_INFORMATION, OB_POST_DUPLICATE_HANDLE_INFORMATION;
typedef union _OB_POST_OPERATION_PARAMETERS {
    OB_POST_CREATE_HANDLE_INFORMATION CreateHandleInformation;
    OB_POST_DUPLICATE_HANDLE_INFORMATION DuplicateHandleInformation;
} OB_POST_OPERATION_PARAMETERS, *POB_POST_OPERATION_PARAMETERS;
typedef struct _OB_POST_OPERATION_INFORMATION {
    OB_OPERATION Operation;
    union {
        ULONG Flags;
        struct {
            ULONG KernelHandle : 1;
            ULONG Reserved : 31;
        };
    };
    PVOID Object;
    POBJECT_TYPE ObjectType;
    PVOID CallContext;
    NTSTATUS ReturnStatus;
    POB_POST_OPERATION_PARAMETERS Parameters;
} OB_POST_OPERATION_INFORMATION, *POB_POST_OPERATION_INFORMATION;
typedef enum _OB_PREOP_CALLBACK_STATUS { OB_PREOP_SUCCESS } OB_PREOP_CALLBACK_STATUS;
typedef OB_PREOP_CALLBACK_STATUS (*POB_PRE_OPERATION_CALLBACK)(PVOID context, POB_PRE_OPERATION_INFORMATION info);
typedef void (*POB_POST_OPERATION_CALLBACK)(PVOID context, POB_POST_OPERATION_INFORMATION info);
typedef struct _OB_OPERATION_REGISTRATION {
    POBJECT_TYPE *ObjectType;
    OB_OPERATION Operations;
    POB_PRE_OPERATION_CALLBACK PreOperation;
    POB_POST_OPERATION_CALLBACK PostOperation;
} OB_OPERATION_REGISTRATION, *POB_OPERATION_REGISTRATION;
typedef struct _OB_CALLBACK_REGISTRATION {
    USHORT Version;
    USHORT OperationRegistrationCount;
    UNICODE_STRING Altitude;
    PVOID RegistrationContext;
    OB_OPERATION_REGISTRATION *OperationRegistration;
} OB_CALLBACK_REGISTRATION, *POB_CALLBACK_REGISTRATION;
NTSTATUS ObRegisterCallbacks(POB_CALLBACK_REGISTRATION registration, PVOID *handle);
void ObUnRegisterCallbacks(PVOID handle);

typedef enum _REG_NOTIFY_CLASS {
    RegNtPreDeleteKey = 0,
    RegNtPreSetValueKey = 1,
    RegNtPreDeleteValueKey = 2,
    RegNtPreRenameKey = 4,
    RegNtPostDeleteKey = 15,
    RegNtPostSetValueKey = 16,
    RegNtPostDeleteValueKey = 17,
    RegNtPostRenameKey = 19,
    RegNtPreCreateKeyEx = 26,
    RegNtPostCreateKeyEx = 27,
} REG_NOTIFY_CLASS;
typedef struct _REG_DELETE_KEY_INFORMATION {
    PVOID Object;
    PVOID CallContext;
    PVOID ObjectContext;
    PVOID Reserved;
} REG_DELETE_KEY_INFORMATION, *PREG_DELETE_KEY_INFORMATION;
typedef struct _REG_SET_VALUE_KEY_INFORMATION {
    PVOID Object;
    PUNICODE_STRING ValueName;
    ULONG TitleIndex;
    ULONG Type;
    PVOID Data;
    ULONG DataSize;
    PVOID CallContext;
    PVOID ObjectContext;
    PVOID Reserved;
} REG_SET_VALUE_KEY_INFORMATION, *PREG_SET_VALUE_KEY_INFORMATION;
typedef struct _REG_DELETE_VALUE_KEY_INFORMATION {
    PVOID Object;
    PUNICODE_STRING ValueName;
    PVOID CallContext;
    PVOID ObjectContext;
    PVOID Reserved;
} REG_DELETE_VALUE_KEY_INFORMATION, *PREG_DELETE_VALUE_KEY_INFORMATION;
typedef struct _REG_RENAME_KEY_INFORMATION {
    PVOID Object;
    PUNICODE_STRING NewName;
    PVOID CallContext;
    PVOID ObjectContext;
    PVOID Reserved;
} REG_RENAME_KEY_INFORMATION, *PREG_RENAME_KEY_INFORMATION;
#define REG_CREATED_NEW_KEY 1
typedef struct _REG_CREATE_KEY_INFORMATION {
    PUNICODE_STRING CompleteName;
    PVOID RootObject;
    PVOID ObjectType;
    ULONG CreateOptions;
    PUNICODE_STRING Class;
    PVOID SecurityDescriptor;
    PVOID SecurityQualityOfService;
    ACCESS_MASK DesiredAccess;
    ACCESS_MASK GrantedAccess;
    PULONG Disposition;
    PVOID *ResultObject;
    PVOID CallContext;
    PVOID RootObjectContext;
    PVOID Transaction;
    PVOID Reserved;
} REG_CREATE_KEY_INFORMATION, *PREG_CREATE_KEY_INFORMATION;
typedef struct _REG_POST_OPERATION_INFORMATION {
    PVOID Object;
    NTSTATUS Status;
    PVOID PreInformation;
    NTSTATUS ReturnStatus;
    PVOID CallContext;
    PVOID ObjectContext;
    PVOID Reserved;
} REG_POST_OPERATION_INFORMATION, *PREG_POST_OPERATION_INFORMATION;
typedef NTSTATUS (*PEX_CALLBACK_FUNCTION)(PVOID context, PVOID first, PVOID second);
NTSTATUS CmRegisterCallback(PEX_CALLBACK_FUNCTION routine, PVOID context, PLARGE_INTEGER cookie);
NTSTATUS CmUnRegisterCallback(LARGE_INTEGER cookie);

/* ---- I/O ---- */
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

NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING registry_path);

#endif
