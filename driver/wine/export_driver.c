/*
 * Test-only driver for Wine. Wine's kernel accepts the registration of most callbacks and never calls them, so this
 * driver exports those routines, and the ones that describe processes, threads and keys, under their real names; the
 * product's objects are linked against it first. It fires every kind of callback on request, exactly and in order.
 *
 * Its processes and threads are made up. What is real (the device, the driver's own threads) goes on to the real kernel.
 */
#include <ntifs.h>
#include <ntddk.h>
#include <stdbool.h>
#include <stdint.h>
#include "fire.h"

#define PROCESS_MAX 8u
#define ACTOR_ID 0x1000u
#define TARGET_ID 0x2000u
#define FIRST_CHILD_ID 0x10000u
#define IORING_TYPE 42u
#define FAKE_HANDLE 0x70000000u
#define START_OF_2020 132223104000000000

typedef struct fake_process {
    uint32_t id;
    int64_t create_time;
} fake_process_t;

typedef struct fake_thread {
    uint32_t id;
    fake_process_t *process;
} fake_thread_t;

static fake_process_t processes[PROCESS_MAX];
static fake_thread_t fired_thread;
static fake_process_t *current;
static uint32_t current_thread_id;
static int64_t next_start = START_OF_2020;
static uint32_t fired_count;

static PVOID process_routine;
static PVOID thread_routine;
static PVOID image_routine;
static PVOID registry_routine;
static OB_OPERATION_REGISTRATION object_operations[2];
static bool has_object_routines;

static int fake_process_type;
static int fake_thread_type;
POBJECT_TYPE exp_PsProcessType = (POBJECT_TYPE)&fake_process_type;
POBJECT_TYPE exp_PsThreadType = (POBJECT_TYPE)&fake_thread_type;

/* ---- made-up processes ---- */

static fake_process_t *find_process(uint32_t id)
{
    for (uint32_t index = 0; index < PROCESS_MAX; index++) {
        if (processes[index].id == id) {
            return &processes[index];
        }
    }
    return NULL;
}

static fake_process_t *add_process(uint32_t id)
{
    fake_process_t *process = find_process(0);

    *process = (fake_process_t){.id = id, .create_time = next_start};
    next_start += 10000;
    return process;
}

static bool is_fake(PVOID object)
{
    return ((uint8_t *)object >= (uint8_t *)processes && (uint8_t *)object < (uint8_t *)(processes + PROCESS_MAX)) || object == &fired_thread;
}

static bool is_fake_handle(HANDLE handle)
{
    return (ULONG_PTR)handle >= FAKE_HANDLE && (ULONG_PTR)handle < FAKE_HANDLE + 0x1000u;
}

PEPROCESS NTAPI exp_IoGetCurrentProcess(void)
{
    return (PEPROCESS)current;
}

HANDLE NTAPI exp_PsGetCurrentProcessId(void)
{
    return (HANDLE)(ULONG_PTR)current->id;
}

HANDLE NTAPI exp_PsGetCurrentThreadId(void)
{
    return (HANDLE)(ULONG_PTR)current_thread_id;
}

HANDLE NTAPI exp_PsGetProcessId(PEPROCESS process)
{
    return (HANDLE)(ULONG_PTR)((fake_process_t *)process)->id;
}

HANDLE NTAPI exp_PsGetThreadId(PETHREAD thread)
{
    return (HANDLE)(ULONG_PTR)((fake_thread_t *)thread)->id;
}

HANDLE NTAPI exp_PsGetThreadProcessId(PETHREAD thread)
{
    return (HANDLE)(ULONG_PTR)((fake_thread_t *)thread)->process->id;
}

PEPROCESS NTAPI exp_IoThreadToProcess(PETHREAD thread)
{
    return (PEPROCESS)((fake_thread_t *)thread)->process;
}

LONGLONG NTAPI exp_PsGetProcessCreateTimeQuadPart(PEPROCESS process)
{
    return ((fake_process_t *)process)->create_time;
}

NTSTATUS NTAPI exp_PsGetProcessExitStatus(PEPROCESS process)
{
    (void)process;
    return (NTSTATUS)0xC0000005;
}

NTSTATUS NTAPI exp_PsLookupProcessByProcessId(HANDLE id, PEPROCESS *process)
{
    *process = (PEPROCESS)find_process((uint32_t)(ULONG_PTR)id);
    return *process != NULL ? STATUS_SUCCESS : STATUS_INVALID_CID;
}

NTSTATUS NTAPI exp_PsLookupThreadByThreadId(HANDLE id, PETHREAD *thread)
{
    (void)id;
    *thread = (PETHREAD)&fired_thread;
    return STATUS_SUCCESS;
}

VOID FASTCALL exp_ObfDereferenceObject(PVOID object)
{
    if (!is_fake(object)) {
        ObfDereferenceObject(object);
    }
}

NTSTATUS NTAPI exp_ObOpenObjectByPointer(PVOID object, ULONG attributes, PACCESS_STATE state, ACCESS_MASK access, POBJECT_TYPE type,
    KPROCESSOR_MODE mode, PHANDLE handle)
{
    if (is_fake(object)) {
        *handle = (HANDLE)(ULONG_PTR)FAKE_HANDLE;
        return STATUS_SUCCESS;
    }
    return ObOpenObjectByPointer(object, attributes, state, access, type, mode, handle);
}

NTSTATUS NTAPI exp_ObReferenceObjectByHandle(
    HANDLE handle, ACCESS_MASK access, POBJECT_TYPE type, KPROCESSOR_MODE mode, PVOID *object, POBJECT_HANDLE_INFORMATION info)
{
    return is_fake_handle(handle) ? STATUS_ACCESS_DENIED : ObReferenceObjectByHandle(handle, access, type, mode, object, info);
}

NTSTATUS NTAPI exp_ZwClose(HANDLE handle)
{
    return is_fake_handle(handle) ? STATUS_SUCCESS : ZwClose(handle);
}

NTSTATUS NTAPI exp_ZwDuplicateObject(HANDLE from, HANDLE source, HANDLE to, PHANDLE target, ACCESS_MASK access, ULONG attributes, ULONG options)
{
    (void)from;
    (void)source;
    (void)to;
    (void)access;
    (void)attributes;
    (void)options;
    *target = (HANDLE)(ULONG_PTR)FAKE_HANDLE;
    return STATUS_SUCCESS;
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

/* ---- registration ---- */

static NTSTATUS keep(PVOID *place, PVOID routine, bool is_removal)
{
    *place = is_removal ? NULL : routine;
    return STATUS_SUCCESS;
}

NTSTATUS NTAPI exp_PsSetCreateProcessNotifyRoutineEx(PVOID routine, BOOLEAN remove)
{
    return keep(&process_routine, routine, remove);
}

static NTSTATUS NTAPI set_process_routine_ex2(ULONG type, PVOID routine, BOOLEAN remove)
{
    (void)type;
    return keep(&process_routine, routine, remove);
}

NTSTATUS NTAPI exp_PsSetCreateThreadNotifyRoutine(PVOID routine)
{
    return keep(&thread_routine, routine, false);
}

NTSTATUS NTAPI exp_PsRemoveCreateThreadNotifyRoutine(PVOID routine)
{
    return keep(&thread_routine, routine, true);
}

NTSTATUS NTAPI exp_PsSetLoadImageNotifyRoutine(PVOID routine)
{
    return keep(&image_routine, routine, false);
}

static NTSTATUS NTAPI set_image_routine_ex(PVOID routine, ULONG_PTR flags)
{
    (void)flags;
    return keep(&image_routine, routine, false);
}

NTSTATUS NTAPI exp_PsRemoveLoadImageNotifyRoutine(PVOID routine)
{
    return keep(&image_routine, routine, true);
}

NTSTATUS NTAPI exp_ObRegisterCallbacks(POB_CALLBACK_REGISTRATION registration, PVOID *handle)
{
    if (registration->OperationRegistrationCount != 2) {
        return STATUS_INVALID_PARAMETER;
    }
    RtlCopyMemory(object_operations, registration->OperationRegistration, sizeof object_operations);
    has_object_routines = true;
    *handle = object_operations;
    return STATUS_SUCCESS;
}

VOID NTAPI exp_ObUnRegisterCallbacks(PVOID handle)
{
    (void)handle;
    has_object_routines = false;
}

NTSTATUS NTAPI exp_CmRegisterCallback(PVOID routine, PVOID context, PLARGE_INTEGER cookie)
{
    (void)context;
    cookie->QuadPart = 1;
    return keep(&registry_routine, routine, false);
}

static NTSTATUS NTAPI register_registry_ex(PVOID routine, PVOID altitude, PVOID driver, PVOID context, PLARGE_INTEGER cookie, PVOID reserved)
{
    (void)altitude;
    (void)driver;
    (void)reserved;
    return exp_CmRegisterCallback(routine, context, cookie);
}

NTSTATUS NTAPI exp_CmUnRegisterCallback(LARGE_INTEGER cookie)
{
    (void)cookie;
    return keep(&registry_routine, NULL, true);
}

/* A key object is its path. */
static NTSTATUS NTAPI key_name_ex(PLARGE_INTEGER cookie, PVOID object, ULONG_PTR *id, PCUNICODE_STRING *name, ULONG flags)
{
    (void)cookie;
    (void)id;
    (void)flags;
    *name = object;
    return STATUS_SUCCESS;
}

static VOID NTAPI release_key_name(PCUNICODE_STRING name)
{
    (void)name;
}

/* Everything a driver sees in Wine lies low, so everything counts as kernel memory. */
static ULONG_PTR first_kernel_address = 0x1000;

static const struct {
    const WCHAR *name;
    PVOID routine;
} routines[] = {
    {L"PsSetCreateProcessNotifyRoutineEx2", (PVOID)set_process_routine_ex2},
    {L"PsSetLoadImageNotifyRoutineEx", (PVOID)set_image_routine_ex},
    {L"CmRegisterCallbackEx", (PVOID)register_registry_ex},
    {L"CmCallbackGetKeyObjectIDEx", (PVOID)key_name_ex},
    {L"CmCallbackReleaseKeyObjectIDEx", (PVOID)release_key_name},
    {L"MmSystemRangeStart", &first_kernel_address},
};

PVOID NTAPI exp_MmGetSystemRoutineAddress(PUNICODE_STRING name)
{
    for (uint32_t index = 0; index < sizeof routines / sizeof routines[0]; index++) {
        UNICODE_STRING known;

        RtlInitUnicodeString(&known, routines[index].name);
        if (RtlEqualUnicodeString(&known, name, FALSE)) {
            return routines[index].routine;
        }
    }
    return NULL;
}

/* ---- firing ---- */

typedef VOID(NTAPI *process_routine_t)(PEPROCESS process, HANDLE id, PPS_CREATE_NOTIFY_INFO info);
typedef VOID(NTAPI *thread_routine_t)(HANDLE process, HANDLE thread, BOOLEAN create);
typedef VOID(NTAPI *image_routine_t)(PUNICODE_STRING name, HANDLE process, PIMAGE_INFO info);
typedef NTSTATUS(NTAPI *registry_routine_t)(PVOID context, PVOID class, PVOID information);

static void fire_process(fake_process_t *process, bool is_create)
{
    UNICODE_STRING image;
    UNICODE_STRING command_line;
    PS_CREATE_NOTIFY_INFO info;

    RtlInitUnicodeString(&image, L"\\Device\\HarddiskVolume3\\Windows\\System32\\notepad.exe");
    RtlInitUnicodeString(&command_line, L"notepad.exe C:\\notes.txt");
    RtlZeroMemory(&info, sizeof info);
    info.Size = sizeof info;
    info.ParentProcessId = (HANDLE)(ULONG_PTR)TARGET_ID;
    info.CreatingThreadId.UniqueProcess = (HANDLE)(ULONG_PTR)ACTOR_ID;
    info.CreatingThreadId.UniqueThread = (HANDLE)(ULONG_PTR)(ACTOR_ID + 4);
    info.ImageFileName = &image;
    info.CommandLine = &command_line;
    if (process_routine != NULL) {
        ((process_routine_t)process_routine)((PEPROCESS)process, (HANDLE)(ULONG_PTR)process->id, is_create ? &info : NULL);
        fired_count++;
    }
}

static void fire_thread(fake_process_t *process, bool is_create)
{
    fired_thread = (fake_thread_t){.id = process->id + 8, .process = process};
    if (thread_routine != NULL) {
        ((thread_routine_t)thread_routine)((HANDLE)(ULONG_PTR)process->id, (HANDLE)(ULONG_PTR)fired_thread.id, is_create);
        fired_count++;
    }
}

static void fire_image(uint32_t process_id)
{
    UNICODE_STRING path;
    IMAGE_INFO info;

    RtlInitUnicodeString(&path, L"\\Device\\HarddiskVolume3\\Windows\\System32\\ole32.dll");
    RtlZeroMemory(&info, sizeof info);
    info.ImageBase = (PVOID)(ULONG_PTR)0x7FFA00000000u;
    info.ImageSize = 0x123000;
    info.Properties = 12u << 12;
    if (image_routine != NULL) {
        ((image_routine_t)image_routine)(&path, (HANDLE)(ULONG_PTR)process_id, &info);
        fired_count++;
    }
}

static void fire_handle(fake_process_t *process, bool is_thread, bool is_duplicate)
{
    OB_PRE_OPERATION_PARAMETERS parameters;
    OB_POST_OPERATION_PARAMETERS granted;
    OB_PRE_OPERATION_INFORMATION pre;
    OB_POST_OPERATION_INFORMATION post;
    const OB_OPERATION_REGISTRATION *registered = &object_operations[is_thread ? 1 : 0];

    RtlZeroMemory(&parameters, sizeof parameters);
    RtlZeroMemory(&pre, sizeof pre);
    RtlZeroMemory(&post, sizeof post);
    fired_thread = (fake_thread_t){.id = process->id + 8, .process = process};
    parameters.DuplicateHandleInformation.DesiredAccess = 0x1FFFFF;
    parameters.DuplicateHandleInformation.OriginalDesiredAccess = 0x1FFFFF;
    if (is_duplicate) {
        parameters.DuplicateHandleInformation.SourceProcess = find_process(TARGET_ID);
        parameters.DuplicateHandleInformation.TargetProcess = find_process(ACTOR_ID);
    }
    granted.CreateHandleInformation.GrantedAccess = 0x1FFFDF;
    pre.Operation = is_duplicate ? OB_OPERATION_HANDLE_DUPLICATE : OB_OPERATION_HANDLE_CREATE;
    pre.Object = is_thread ? (PVOID)&fired_thread : (PVOID)process;
    pre.ObjectType = is_thread ? exp_PsThreadType : exp_PsProcessType;
    pre.Parameters = &parameters;
    if (!has_object_routines) {
        return;
    }
    (void)registered->PreOperation(NULL, &pre);
    post.Operation = pre.Operation;
    post.Object = pre.Object;
    post.ObjectType = pre.ObjectType;
    post.CallContext = pre.CallContext;
    post.Parameters = &granted;
    registered->PostOperation(NULL, &post);
    fired_count++;
}

static void fire_registry(REG_NOTIFY_CLASS pre_class, REG_NOTIFY_CLASS post_class)
{
    UNICODE_STRING path;
    UNICODE_STRING name;
    REG_SET_VALUE_KEY_INFORMATION set;
    REG_DELETE_KEY_INFORMATION remove;
    REG_POST_OPERATION_INFORMATION post;
    bool is_set = post_class == RegNtPostSetValueKey;

    RtlInitUnicodeString(&path, L"\\REGISTRY\\MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run");
    RtlInitUnicodeString(&name, L"Updater");
    RtlZeroMemory(&set, sizeof set);
    RtlZeroMemory(&remove, sizeof remove);
    RtlZeroMemory(&post, sizeof post);
    set.Object = &path;
    set.ValueName = &name;
    set.Type = 1;
    set.Data = (PVOID)L"evil";
    set.DataSize = 10;
    remove.Object = &path;
    post.Object = &path;
    post.PreInformation = is_set ? (PVOID)&set : (PVOID)&remove;
    if (registry_routine == NULL) {
        return;
    }
    (void)((registry_routine_t)registry_routine)(NULL, (PVOID)(ULONG_PTR)pre_class, post.PreInformation);
    post.CallContext = is_set ? set.CallContext : remove.CallContext;
    (void)((registry_routine_t)registry_routine)(NULL, (PVOID)(ULONG_PTR)post_class, &post);
    fired_count++;
}

/* Ten callbacks of every kind there is. */
static void fire_round(uint32_t round, bool leaves_process)
{
    fake_process_t *child = add_process(FIRST_CHILD_ID + round * 16);

    fire_process(child, true);
    fire_thread(child, true);
    fire_image(child->id);
    fire_handle(child, false, false);
    fire_handle(child, true, false);
    fire_handle(child, false, true);
    fire_registry(RegNtPreSetValueKey, RegNtPostSetValueKey);
    fire_registry(RegNtPreDeleteKey, RegNtPostDeleteKey);
    fire_thread(child, false);
    if (!leaves_process) {
        fire_process(child, false);
        child->id = 0;
    }
}

static uint32_t registered_mask(void)
{
    return (process_routine != NULL ? 1u : 0) | (thread_routine != NULL ? 2u : 0) | (image_routine != NULL ? 4u : 0) |
        (has_object_routines ? 8u : 0) | (registry_routine != NULL ? 16u : 0);
}

static void reset_processes(void)
{
    RtlZeroMemory(processes, sizeof processes);
    next_start = START_OF_2020;
    current = add_process(ACTOR_ID);
    current_thread_id = ACTOR_ID + 4;
    (void)add_process(TARGET_ID);
}

static NTSTATUS NTAPI on_control(PDEVICE_OBJECT device, PIRP irp)
{
    PIO_STACK_LOCATION location = IoGetCurrentIrpStackLocation(irp);
    NTSTATUS status = STATUS_INVALID_PARAMETER;
    ULONG_PTR information = 0;

    (void)device;
    if (location->Parameters.DeviceIoControl.IoControlCode == IOCTL_FIRE &&
        location->Parameters.DeviceIoControl.InputBufferLength == sizeof(fire_input_t) &&
        location->Parameters.DeviceIoControl.OutputBufferLength == sizeof(fire_output_t)) {
        fire_input_t input = *(const fire_input_t *)irp->AssociatedIrp.SystemBuffer;

        reset_processes();
        fired_count = 0;
        for (uint32_t round = 0; round < input.rounds; round++) {
            fire_round(round, (input.flags & FIRE_LEAVE_ONE) != 0 && round + 1 == input.rounds);
        }
        *(fire_output_t *)irp->AssociatedIrp.SystemBuffer = (fire_output_t){registered_mask(), fired_count};
        information = sizeof(fire_output_t);
        status = STATUS_SUCCESS;
    }
    irp->IoStatus.Status = status;
    irp->IoStatus.Information = information;
    IoCompleteRequest(irp, IO_NO_INCREMENT);
    return status;
}

static NTSTATUS NTAPI on_open(PDEVICE_OBJECT device, PIRP irp)
{
    (void)device;
    irp->IoStatus.Status = STATUS_SUCCESS;
    irp->IoStatus.Information = 0;
    IoCompleteRequest(irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID NTAPI unload(PDRIVER_OBJECT driver)
{
    UNICODE_STRING link;

    RtlInitUnicodeString(&link, L"\\DosDevices\\Win11MonitorFire");
    (void)IoDeleteSymbolicLink(&link);
    IoDeleteDevice(driver->DeviceObject);
}

NTSTATUS NTAPI DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING path)
{
    UNICODE_STRING name;
    UNICODE_STRING link;
    PDEVICE_OBJECT device;
    NTSTATUS status;

    (void)path;
    reset_processes();
    RtlInitUnicodeString(&name, L"\\Device\\Win11MonitorFire");
    RtlInitUnicodeString(&link, L"\\DosDevices\\Win11MonitorFire");
    status = IoCreateDevice(driver, 0, &name, FILE_DEVICE_UNKNOWN, 0, FALSE, &device);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    driver->MajorFunction[IRP_MJ_CREATE] = on_open;
    driver->MajorFunction[IRP_MJ_CLOSE] = on_open;
    driver->MajorFunction[IRP_MJ_DEVICE_CONTROL] = on_control;
    driver->DriverUnload = unload;
    return IoCreateSymbolicLink(&link, &name);
}
