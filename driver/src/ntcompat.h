/*
 * What the driver uses and the mingw-w64 headers do not declare, or declare differently from the Windows kit.
 *
 * Exported kernel data: those headers add one level of indirection, so `*PsProcessType` compiles and reads the wrong
 * memory. The import slot itself means the same thing to every compiler: it holds the address of the exported variable.
 */
#ifndef MON_NTCOMPAT_H
#define MON_NTCOMPAT_H

#include <ntifs.h>
#include <ntddk.h>
#include <stdbool.h>
#include <stdint.h>

/* Keeps what is rare out of what runs often. */
#ifdef _MSC_VER
#define MON_NOINLINE __declspec(noinline)
#else
#define MON_NOINLINE __attribute__((noinline))
#endif

extern POBJECT_TYPE *__imp_PsProcessType;
extern POBJECT_TYPE *__imp_PsThreadType;

NTSTATUS NTAPI PsGetProcessExitStatus(PEPROCESS process);
NTSTATUS NTAPI ZwQuerySystemInformation(ULONG what, PVOID buffer, ULONG bytes, PULONG returned);
NTSTATUS NTAPI ZwQueryInformationThread(HANDLE thread, THREADINFOCLASS what, PVOID buffer, ULONG bytes, PULONG returned);

/* ProcessSessionInformation and ProcessHandleInformation; the headers' enumerations stop short of the second. */
#define MON_PROCESS_SESSION_INFORMATION ((PROCESSINFOCLASS)24)
#define MON_PROCESS_HANDLE_INFORMATION ((PROCESSINFOCLASS)51)
/* SystemProcessInformation. */
#define MON_SYSTEM_PROCESS_INFORMATION 5u
#define MON_OBJECT_TYPES_INFORMATION ((OBJECT_INFORMATION_CLASS)3)
#define MON_PROCESS_QUERY_INFORMATION 0x0400u
#define MON_THREAD_QUERY_INFORMATION 0x0040u
#define MON_MM_COPY_MEMORY_VIRTUAL 0x2u

/* PS_CREATE_NOTIFY_INFO.Flags; the headers count the second as reserved. */
#define MON_CREATE_FLAG_FILE_OPEN_NAME 0x1u
#define MON_CREATE_FLAG_SUBSYSTEM 0x2u

/* IMAGE_INFO.Properties above ExtendedInfoPresent. */
#define MON_IMAGE_SIGNATURE_LEVEL(properties) (((properties) >> 12) & 0xFu)

typedef struct mon_handle_entry {
    HANDLE handle;
    SIZE_T handle_count;
    SIZE_T pointer_count;
    ACCESS_MASK granted_access;
    ULONG type_index;
    ULONG attributes;
    ULONG reserved;
} mon_handle_entry_t;
_Static_assert(sizeof(mon_handle_entry_t) == 40, "as on Windows");

typedef struct mon_handle_snapshot {
    SIZE_T count;
    SIZE_T reserved;
    mon_handle_entry_t entries[1];
} mon_handle_snapshot_t;

typedef struct mon_object_type_entry {
    UNICODE_STRING name;
    ULONG counters[12];
    ULONG invalid_attributes;
    ULONG generic_mapping[4];
    ULONG valid_access;
    UCHAR security_required;
    UCHAR maintain_handle_count;
    UCHAR type_index;
    CHAR reserved;
    ULONG pool_type;
    ULONG default_paged_charge;
    ULONG default_nonpaged_charge;
} mon_object_type_entry_t;

/* The head of SYSTEM_PROCESS_INFORMATION, as winternl.h documents it; the next entry lies next_offset bytes on. */
typedef struct mon_process_entry {
    ULONG next_offset;
    ULONG thread_count;
    LARGE_INTEGER reserved[3];
    LARGE_INTEGER create_time;
    LARGE_INTEGER reserved_times[2];
    UNICODE_STRING image_name;
    LONG base_priority;
    HANDLE process_id;
} mon_process_entry_t;
_Static_assert(offsetof(mon_process_entry_t, create_time) == 32, "as on Windows");
_Static_assert(offsetof(mon_process_entry_t, process_id) == 80, "as on Windows");

/* KERNEL_USER_TIMES: create, exit, kernel, user. */
#define MON_PROCESS_TIMES ((PROCESSINFOCLASS)4)
typedef struct mon_process_times {
    LARGE_INTEGER create_time;
    LARGE_INTEGER others[3];
} mon_process_times_t;

typedef POBJECT_TYPE(NTAPI *mon_object_type_t)(PVOID object);
typedef NTSTATUS(NTAPI *mon_acquire_exit_t)(PEPROCESS process);
typedef void(NTAPI *mon_release_exit_t)(PEPROCESS process);
typedef void(NTAPI *mon_query_time_t)(PLARGE_INTEGER time);
typedef NTSTATUS(NTAPI *mon_set_process_routine_t)(ULONG type, PVOID routine, BOOLEAN remove);
typedef NTSTATUS(NTAPI *mon_set_image_routine_t)(PLOAD_IMAGE_NOTIFY_ROUTINE routine, ULONG_PTR flags);
typedef NTSTATUS(NTAPI *mon_register_registry_t)(
    PEX_CALLBACK_FUNCTION routine, const UNICODE_STRING *altitude, PVOID driver, PVOID context, PLARGE_INTEGER cookie, PVOID reserved);
typedef NTSTATUS(NTAPI *mon_key_name_ex_t)(PLARGE_INTEGER cookie, PVOID object, ULONG_PTR *id, PCUNICODE_STRING *name, ULONG flags);
typedef void(NTAPI *mon_release_key_name_t)(PCUNICODE_STRING name);
typedef NTSTATUS(NTAPI *mon_key_name_t)(PLARGE_INTEGER cookie, PVOID object, ULONG_PTR *id, PCUNICODE_STRING *name);
typedef NTSTATUS(NTAPI *mon_copy_memory_t)(PVOID target, PVOID source, SIZE_T bytes, ULONG flags, SIZE_T *copied);

#endif
