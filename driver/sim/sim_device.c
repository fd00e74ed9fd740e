/* The device, its link, and its access list. */
#include "sim_objects.h"

struct _DEVICE_OBJECT sim_device_object;
/* Another thread may look at these while the driver loads or goes. */
static bool has_device;
static bool has_link;
static bool is_restricted;

static bool is_set(const bool *flag)
{
    return __atomic_load_n(flag, __ATOMIC_ACQUIRE);
}

static void set(bool *flag, bool value)
{
    __atomic_store_n(flag, value, __ATOMIC_RELEASE);
}

void sim_io_counts(uint32_t *devices, uint32_t *links)
{
    *devices = is_set(&has_device) ? 1 : 0;
    *links = is_set(&has_link) ? 1 : 0;
}

bool sim_has_link(void)
{
    return is_set(&has_link);
}

bool sim_is_device(const void *object)
{
    return is_set(&has_device) && object == &sim_device_object;
}

void RtlInitUnicodeString(PUNICODE_STRING string, PCWSTR text)
{
    uint32_t length = 0;

    while (text[length] != 0) {
        length++;
    }
    *string = (UNICODE_STRING){.Length = (USHORT)(length * 2), .MaximumLength = (USHORT)(length * 2 + 2), .Buffer = (PWSTR)(uintptr_t)text};
}

NTSTATUS IoCreateDevice(PDRIVER_OBJECT driver, ULONG extension, PUNICODE_STRING name, ULONG type, ULONG characteristics, BOOLEAN exclusive,
    PDEVICE_OBJECT *device)
{
    (void)extension;
    (void)name;
    (void)type;
    (void)exclusive;
    sim_require_irql(PASSIVE_LEVEL, __func__);
    if ((characteristics & FILE_DEVICE_SECURE_OPEN) == 0) {
        sim_violation("device created without FILE_DEVICE_SECURE_OPEN");
    }
    if (sim_must_fail(__func__)) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    sim_device_object = (struct _DEVICE_OBJECT){.DriverObject = driver, .Flags = DO_DEVICE_INITIALIZING};
    set(&has_device, true);
    is_restricted = false;
    *device = &sim_device_object;
    return STATUS_SUCCESS;
}

void IoDeleteDevice(PDEVICE_OBJECT device)
{
    if (!is_set(&has_device) || device != &sim_device_object) {
        sim_violation("device deleted that does not exist");
    }
    set(&has_device, false);
}

NTSTATUS IoCreateSymbolicLink(PUNICODE_STRING link, PUNICODE_STRING target)
{
    (void)link;
    (void)target;
    sim_require_irql(PASSIVE_LEVEL, __func__);
    if (!is_restricted) {
        sim_violation("device made visible before its access was restricted");
    }
    if (sim_must_fail(__func__)) {
        return STATUS_OBJECT_NAME_COLLISION;
    }
    set(&has_link, true);
    return STATUS_SUCCESS;
}

NTSTATUS IoDeleteSymbolicLink(PUNICODE_STRING link)
{
    (void)link;
    sim_require_irql(PASSIVE_LEVEL, __func__);
    if (!is_set(&has_link)) {
        sim_violation("link deleted that does not exist");
    }
    set(&has_link, false);
    return STATUS_SUCCESS;
}

/* ---- who may open it: who is on the list is recorded and asked for when the list is set ---- */

static const uint8_t system_sid[] = {1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0};
static const uint8_t administrators_sid[] = {1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, 0x20, 2, 0, 0};
static uint32_t listed;

NTSTATUS RtlCreateAcl(PACL acl, ULONG bytes, ULONG revision)
{
    *acl = (ACL){.AclRevision = (UCHAR)revision, .AclSize = (USHORT)bytes};
    listed = 0;
    return sim_must_fail(__func__) ? STATUS_INVALID_PARAMETER : STATUS_SUCCESS;
}

NTSTATUS RtlAddAccessAllowedAce(PACL acl, ULONG revision, ACCESS_MASK access, PSID sid)
{
    (void)revision;
    (void)access;
    if (sim_must_fail(__func__)) {
        return STATUS_INVALID_PARAMETER;
    }
    if (memcmp(sid, system_sid, sizeof system_sid) == 0) {
        listed |= 1;
    } else if (memcmp(sid, administrators_sid, sizeof administrators_sid) == 0) {
        listed |= 2;
    } else {
        sim_violation("the device is given to somebody else than SYSTEM and Administrators");
    }
    acl->AceCount++;
    return STATUS_SUCCESS;
}

NTSTATUS RtlCreateSecurityDescriptor(PSECURITY_DESCRIPTOR descriptor, ULONG revision)
{
    (void)revision;
    memset(descriptor, 0, sizeof(SECURITY_DESCRIPTOR));
    return sim_must_fail(__func__) ? STATUS_INVALID_PARAMETER : STATUS_SUCCESS;
}

NTSTATUS RtlSetDaclSecurityDescriptor(PSECURITY_DESCRIPTOR descriptor, BOOLEAN present, PACL acl, BOOLEAN defaulted)
{
    (void)defaulted;
    if (sim_must_fail(__func__)) {
        return STATUS_INVALID_PARAMETER;
    }
    memcpy(descriptor, &acl, sizeof acl);
    return present ? STATUS_SUCCESS : STATUS_INVALID_PARAMETER;
}

NTSTATUS ZwSetSecurityObject(HANDLE handle, ULONG what, PSECURITY_DESCRIPTOR descriptor)
{
    PACL acl;

    if (!sim_is_device(sim_object_of(handle, HANDLE_DEVICE, WRITE_DAC, __func__))) {
        sim_violation("the list of something else is set");
    }
    memcpy(&acl, descriptor, sizeof acl);
    if (sim_must_fail(__func__)) {
        return STATUS_ACCESS_DENIED;
    }
    if (what != DACL_SECURITY_INFORMATION || acl->AceCount != 2 || listed != 3) {
        sim_violation("the device's list is not SYSTEM and Administrators");
    }
    is_restricted = true;
    return STATUS_SUCCESS;
}
