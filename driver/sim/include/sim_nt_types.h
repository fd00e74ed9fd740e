/* Basic types and status values, with the sizes of 64-bit Windows. Included by ntifs.h. */
#ifndef SIM_NT_TYPES_H
#define SIM_NT_TYPES_H

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
#define STATUS_REPARSE ((NTSTATUS)0x00000104)
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
#define STATUS_OBJECT_TYPE_MISMATCH ((NTSTATUS)0xC0000024)
#define STATUS_INVALID_HANDLE ((NTSTATUS)0xC0000008)
#define STATUS_DATA_ERROR ((NTSTATUS)0xC000003E)
#define STATUS_PROCESS_IS_TERMINATING ((NTSTATUS)0xC000010A)
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

#endif
