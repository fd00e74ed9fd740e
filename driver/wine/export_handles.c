/* Handles to the made-up objects, and the answers to what is asked through them. Others go on to the real kernel. */
#include "export_driver.h"

#define IORING_TYPE 42u
#define FAKE_HANDLE 0x70000000u

/* The made-up process or thread that was opened last: one is asked at a time. */
static PVOID opened;

static bool is_fake_handle(HANDLE handle)
{
    return (ULONG_PTR)handle >= FAKE_HANDLE && (ULONG_PTR)handle < FAKE_HANDLE + 0x1000u;
}

NTSTATUS NTAPI exp_ObOpenObjectByPointer(PVOID object, ULONG attributes, PACCESS_STATE state, ACCESS_MASK access, POBJECT_TYPE type,
    KPROCESSOR_MODE mode, PHANDLE handle)
{
    if (export_is_fake(object)) {
        opened = object;
        *handle = (HANDLE)(ULONG_PTR)FAKE_HANDLE;
        return STATUS_SUCCESS;
    }
    return ObOpenObjectByPointer(object, attributes, state, access, type, mode, handle);
}

NTSTATUS NTAPI exp_ObReferenceObjectByHandle(
    HANDLE handle, ACCESS_MASK access, POBJECT_TYPE type, KPROCESSOR_MODE mode, PVOID *object, POBJECT_HANDLE_INFORMATION info)
{
    /* The product's own threads are real; their type here is not. */
    return is_fake_handle(handle) ? STATUS_ACCESS_DENIED
                                  : ObReferenceObjectByHandle(handle, access, type == exp_PsThreadType ? NULL : type, mode, object, info);
}

NTSTATUS NTAPI exp_ZwClose(HANDLE handle)
{
    return is_fake_handle(handle) ? STATUS_SUCCESS : ZwClose(handle);
}

/* Nobody is running but who is made up, so the round over all processes finds none. */
NTSTATUS NTAPI exp_ZwQuerySystemInformation(ULONG what, PVOID buffer, ULONG bytes, PULONG returned)
{
    (void)what;
    (void)returned;
    RtlZeroMemory(buffer, bytes < 256 ? bytes : 256);
    return STATUS_SUCCESS;
}

/* The made-up processes have no address space. */
VOID NTAPI exp_KeStackAttachProcess(PVOID process, PVOID state)
{
    (void)process;
    (void)state;
}

VOID NTAPI exp_KeUnstackDetachProcess(PVOID state)
{
    (void)state;
}

/* Session 1; one I/O ring handle. */
NTSTATUS NTAPI exp_ZwQueryInformationProcess(HANDLE process, ULONG what, PVOID buffer, ULONG bytes, PULONG returned)
{
    uint64_t *words = buffer;

    (void)process;
    (void)returned;
    if (what == 24 && bytes == 4) {
        *(uint32_t *)buffer = 1;
        return STATUS_SUCCESS;
    }
    if (what == 4 && bytes == 32) {
        RtlZeroMemory(buffer, 32);
        words[0] = (uint64_t)((fake_process_t *)opened)->create_time;
        return STATUS_SUCCESS;
    }
    if (what != 51 || bytes < 56) {
        return STATUS_INFO_LENGTH_MISMATCH;
    }
    RtlZeroMemory(buffer, 56);
    words[0] = 1;
    words[2] = 4;
    words[5] = (uint64_t)IORING_TYPE << 32 | 0x1F0003u;
    return STATUS_SUCCESS;
}

NTSTATUS NTAPI exp_ZwQueryInformationThread(HANDLE thread, ULONG what, PVOID buffer, ULONG bytes, PULONG returned)
{
    (void)thread;
    (void)what;
    (void)returned;
    if (bytes != 8) {
        return STATUS_INFO_LENGTH_MISMATCH;
    }
    *(uint64_t *)buffer = 0x7FF612340000u;
    return STATUS_SUCCESS;
}

NTSTATUS NTAPI exp_ZwOpenProcessTokenEx(HANDLE process, ACCESS_MASK access, ULONG attributes, PHANDLE token)
{
    (void)process;
    (void)access;
    (void)attributes;
    *token = (HANDLE)(ULONG_PTR)(FAKE_HANDLE + 4);
    return STATUS_SUCCESS;
}

NTSTATUS NTAPI exp_ZwQueryInformationToken(HANDLE token, ULONG what, PVOID buffer, ULONG bytes, PULONG returned)
{
    TOKEN_MANDATORY_LABEL *label = buffer;
    SID *sid = (SID *)(label + 1);

    (void)token;
    (void)what;
    (void)bytes;
    RtlZeroMemory(sid, sizeof *sid);
    sid->Revision = 1;
    sid->SubAuthorityCount = 1;
    sid->SubAuthority[0] = 0x2000;
    label->Label.Sid = sid;
    *returned = sizeof *label + sizeof *sid;
    return STATUS_SUCCESS;
}

/* One object type: the I/O ring. */
NTSTATUS NTAPI exp_ZwQueryObject(HANDLE handle, ULONG what, PVOID buffer, ULONG bytes, PULONG returned)
{
    uint8_t *entry = (uint8_t *)buffer + 8;
    UNICODE_STRING name = {.Length = 12, .MaximumLength = 14, .Buffer = (PWSTR)(entry + 104)};

    (void)handle;
    (void)what;
    (void)bytes;
    (void)returned;
    RtlZeroMemory(buffer, 256);
    *(uint32_t *)buffer = 1;
    RtlCopyMemory(entry, &name, sizeof name);
    entry[90] = IORING_TYPE;
    RtlCopyMemory(entry + 104, L"IoRing", 14);
    return STATUS_SUCCESS;
}
