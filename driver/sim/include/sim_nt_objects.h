/* Processes, threads, handles, tokens, and who may open what. Included by ntifs.h. */
#ifndef SIM_NT_OBJECTS_H
#define SIM_NT_OBJECTS_H

#include "sim_nt_kernel.h"

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
typedef struct _KPROCESS *PKPROCESS, *PRKPROCESS;
typedef struct _KAPC_STATE {
    PVOID opaque[6];
} KAPC_STATE, *PKAPC_STATE, *PRKAPC_STATE;
_Static_assert(sizeof(KAPC_STATE) == 48, "as on Windows");
void KeStackAttachProcess(PRKPROCESS process, PRKAPC_STATE state);
void KeUnstackDetachProcess(PRKAPC_STATE state);
void ObfDereferenceObject(PVOID object);
#define ObDereferenceObject ObfDereferenceObject
NTSTATUS ObOpenObjectByPointer(PVOID object, ULONG attributes, PVOID access_state, ACCESS_MASK access, POBJECT_TYPE type,
    KPROCESSOR_MODE mode, PHANDLE handle);
NTSTATUS ObReferenceObjectByHandle(HANDLE handle, ACCESS_MASK access, POBJECT_TYPE type, KPROCESSOR_MODE mode, PVOID *object, PVOID info);
#define PROCESS_QUERY_LIMITED_INFORMATION 0x1000
#define SYNCHRONIZE 0x00100000
#define WRITE_DAC 0x00040000
#define PROCESS_DUP_HANDLE 0x0040
#define PROCESS_QUERY_INFORMATION 0x0400
#define THREAD_QUERY_INFORMATION 0x0040
#define TOKEN_QUERY 0x0008
#define DUPLICATE_SAME_ACCESS 0x2
#define ZwCurrentProcess() ((HANDLE)(ULONG_PTR)-1)

typedef enum _PROCESSINFOCLASS { ProcessTimes = 4, ProcessSessionInformation = 24, ProcessHandleInformation = 51 } PROCESSINFOCLASS;
typedef enum _THREADINFOCLASS { ThreadQuerySetWin32StartAddress = 9 } THREADINFOCLASS;
typedef enum _TOKEN_INFORMATION_CLASS { TokenIntegrityLevel = 25 } TOKEN_INFORMATION_CLASS;
typedef enum _OBJECT_INFORMATION_CLASS { ObjectTypesInformation = 3 } OBJECT_INFORMATION_CLASS;
NTSTATUS ZwQueryInformationProcess(HANDLE process, PROCESSINFOCLASS what, PVOID buffer, ULONG bytes, PULONG returned);
NTSTATUS ZwQuerySystemInformation(ULONG what, PVOID buffer, ULONG bytes, PULONG returned);
NTSTATUS ZwQueryInformationThread(HANDLE thread, THREADINFOCLASS what, PVOID buffer, ULONG bytes, PULONG returned);
NTSTATUS ZwOpenProcessTokenEx(HANDLE process, ACCESS_MASK access, ULONG attributes, PHANDLE token);
NTSTATUS ZwQueryInformationToken(HANDLE token, TOKEN_INFORMATION_CLASS what, PVOID buffer, ULONG bytes, PULONG returned);
NTSTATUS ZwQueryObject(HANDLE handle, OBJECT_INFORMATION_CLASS what, PVOID buffer, ULONG bytes, PULONG returned);
NTSTATUS ZwDuplicateObject(HANDLE source_process, HANDLE source, HANDLE target_process, PHANDLE target, ACCESS_MASK access, ULONG attributes,
    ULONG options);
BOOLEAN PsGetVersion(PULONG major, PULONG minor, PULONG build, PUNICODE_STRING csd);

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

#endif
