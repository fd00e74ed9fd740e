/*
 * The device's access list. The kit's IoCreateDeviceSecure lives in a static library that only Microsoft's tools link, so
 * the list is built and set here, through a kernel handle, before the device has a name that user mode can open.
 */
#include "device.h"

#define ACL_BYTES 256u

/* IRQL: PASSIVE_LEVEL. */
static NTSTATUS build_acl(PACL acl, PSE_EXPORTS sids)
{
    NTSTATUS status = RtlCreateAcl(acl, ACL_BYTES, ACL_REVISION);

    if (NT_SUCCESS(status)) {
        status = RtlAddAccessAllowedAce(acl, ACL_REVISION, GENERIC_ALL, sids->SeLocalSystemSid);
    }
    if (NT_SUCCESS(status)) {
        status = RtlAddAccessAllowedAce(acl, ACL_REVISION, GENERIC_ALL, sids->SeAliasAdminsSid);
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

    status = build_acl(&list.acl, *__imp_SeExports);
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
