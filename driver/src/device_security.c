/*
 * The device's access list. The kit's IoCreateDeviceSecure lives in a static library that only Microsoft's tools link, so
 * the list is built and set here, through a kernel handle, before the device has a name that user mode can open.
 */
#include "device.h"

#define ACL_BYTES 256u

/* A security identifier with up to two sub-authorities, as it lies in memory. */
typedef struct known_sid {
    uint8_t revision;
    uint8_t count;
    uint8_t authority[6];
    uint32_t sub_authorities[2];
} known_sid_t;

/* S-1-5-18 and S-1-5-32-544. */
static const known_sid_t local_system = {1, 1, {0, 0, 0, 0, 0, 5}, {18, 0}};
static const known_sid_t administrators = {1, 2, {0, 0, 0, 0, 0, 5}, {32, 544}};

/* IRQL: PASSIVE_LEVEL. */
static NTSTATUS build_acl(PACL acl)
{
    NTSTATUS status = RtlCreateAcl(acl, ACL_BYTES, ACL_REVISION);

    if (NT_SUCCESS(status)) {
        status = RtlAddAccessAllowedAce(acl, ACL_REVISION, GENERIC_ALL, (PSID)(ULONG_PTR)&local_system);
    }
    if (NT_SUCCESS(status)) {
        status = RtlAddAccessAllowedAce(acl, ACL_REVISION, GENERIC_ALL, (PSID)(ULONG_PTR)&administrators);
    }
    return status;
}

/* IRQL: PASSIVE_LEVEL. */
NTSTATUS mon_device_restrict(PDEVICE_OBJECT device)
{
    SECURITY_DESCRIPTOR descriptor;
    union {
        ACL acl;
        uint8_t bytes[ACL_BYTES];
    } list;
    HANDLE handle;
    NTSTATUS status;

    status = build_acl(&list.acl);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = RtlCreateSecurityDescriptor(&descriptor, SECURITY_DESCRIPTOR_REVISION);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = RtlSetDaclSecurityDescriptor(&descriptor, TRUE, &list.acl, FALSE);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = ObOpenObjectByPointer(device, OBJ_KERNEL_HANDLE, NULL, WRITE_DAC, NULL, KernelMode, &handle);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = ZwSetSecurityObject(handle, DACL_SECURITY_INFORMATION, &descriptor);
    (void)ZwClose(handle);
    return status;
}
