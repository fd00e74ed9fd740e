/* The simulation's own rules: each is broken on purpose, in a child process that has to be aborted for it. */
#include <ntifs.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include "fixture.h"
#include "pool.h"

static void check_aborts(void (*offend)(void))
{
    int status = 0;
    pid_t child = fork();

    CHECK(child >= 0);
    if (child == 0) {
        int null = open("/dev/null", O_WRONLY);

        dup2(null, STDERR_FILENO);
        /* An image of the memory would be written to disk, for nobody. */
        (void)setrlimit(RLIMIT_CORE, &(struct rlimit){0});
        offend();
        _exit(0);
    }
    CHECK_EQUAL(waitpid(child, &status, 0), child);
    CHECK(WIFSIGNALED(status));
    CHECK_EQUAL(WTERMSIG(status), SIGABRT);
}

static void free_twice(void)
{
    void *memory = mon_pool_allocate(8);

    ExFreePoolWithTag(memory, 0x12345678);
}

static void leak_pool(void)
{
    sim_reset();
    CHECK_EQUAL(sim_load_driver(), 0);
    (void)mon_pool_allocate(8);
    sim_unload_driver();
}

static void wait_under_lock(void)
{
    KSPIN_LOCK lock;
    KEVENT event;
    KIRQL irql;

    KeInitializeSpinLock(&lock);
    KeInitializeEvent(&event, NotificationEvent, TRUE);
    KeAcquireSpinLock(&lock, &irql);
    (void)KeWaitForSingleObject(&event, Executive, KernelMode, FALSE, NULL);
}

static void query_under_lock(void)
{
    KSPIN_LOCK lock;
    PEPROCESS process;
    KIRQL irql;

    KeInitializeSpinLock(&lock);
    KeAcquireSpinLock(&lock, &irql);
    (void)PsLookupProcessByProcessId((HANDLE)4, &process);
}

static void release_unheld(void)
{
    KSPIN_LOCK lock;

    KeInitializeSpinLock(&lock);
    KeReleaseSpinLock(&lock, PASSIVE_LEVEL);
}

static void dereference_too_often(void)
{
    ObDereferenceObject(PsGetCurrentProcess());
}

static HANDLE open_current_process(ACCESS_MASK access)
{
    HANDLE handle;

    CHECK_EQUAL(ObOpenObjectByPointer(PsGetCurrentProcess(), OBJ_KERNEL_HANDLE, NULL, access, *__imp_PsProcessType, KernelMode, &handle), 0);
    return handle;
}

static void wrong_handle_kind(void)
{
    ULONG_PTR address;

    (void)ZwQueryInformationThread(open_current_process(0x1FFFFF), ThreadQuerySetWin32StartAddress, &address, sizeof address, NULL);
}

static void handle_without_access(void)
{
    ULONG session;

    (void)ZwQueryInformationProcess(open_current_process(0), ProcessSessionInformation, &session, sizeof session, NULL);
}

static void handle_with_too_little_access(void)
{
    uint8_t list[64];

    (void)ZwQueryInformationProcess(
        open_current_process(PROCESS_QUERY_LIMITED_INFORMATION), ProcessHandleInformation, list, sizeof list, NULL);
}

static void user_handle_in_kernel_mode(void)
{
    PVOID object;

    (void)ObReferenceObjectByHandle((HANDLE)4, 0, *__imp_PsProcessType, KernelMode, &object, NULL);
}

static void kernel_handle_without_type(void)
{
    PVOID object;

    (void)ObReferenceObjectByHandle(open_current_process(1), 0, NULL, KernelMode, &object, NULL);
}

/* The one ring of the system process, and its handle. */
static HANDLE duplicate_ring(void)
{
    HANDLE duplicate;

    sim_reset();
    CHECK(sim_fire_process_create(&(sim_process_create_t){.process_id = TARGET, .creator_id = 4}));
    sim_add_ioring(&(sim_ioring_t){.process_id = 4});
    CHECK_EQUAL(ZwDuplicateObject(open_current_process(PROCESS_DUP_HANDLE), (HANDLE)4, ZwCurrentProcess(), &duplicate, 0,
        OBJ_KERNEL_HANDLE, DUPLICATE_SAME_ACCESS), 0);
    return duplicate;
}

static void close_ring_elsewhere(void)
{
    HANDLE duplicate = duplicate_ring();
    PEPROCESS process;
    KAPC_STATE state;

    (void)PsLookupProcessByProcessId((HANDLE)(ULONG_PTR)TARGET, &process);
    KeStackAttachProcess((PRKPROCESS)process, &state);
    (void)ZwClose(duplicate);
}

static void read_past_an_object(void)
{
    UNICODE_STRING name;
    NTSTATUS (*copy_memory)(PVOID, PVOID, SIZE_T, ULONG, SIZE_T *);
    PVOID ring;
    SIZE_T copied;
    uint8_t bytes[256];

    sim_reset();
    sim_add_ioring(&(sim_ioring_t){.process_id = 4});
    CHECK_EQUAL(ObReferenceObjectByHandle((HANDLE)4, 0, NULL, UserMode, &ring, NULL), 0);
    RtlInitUnicodeString(&name, L"MmCopyMemory");
    copy_memory = (NTSTATUS(*)(PVOID, PVOID, SIZE_T, ULONG, SIZE_T *))MmGetSystemRoutineAddress(&name);
    (void)copy_memory(bytes, ring, sizeof bytes, MM_COPY_MEMORY_VIRTUAL, &copied);
}

static void wait_while_attached(void)
{
    KAPC_STATE state;
    KEVENT event;

    KeInitializeEvent(&event, NotificationEvent, TRUE);
    KeStackAttachProcess((PRKPROCESS)PsGetCurrentProcess(), &state);
    (void)KeWaitForSingleObject(&event, Executive, KernelMode, FALSE, NULL);
}

static void detach_without_attaching(void)
{
    KAPC_STATE state = {{0}};

    KeUnstackDetachProcess(&state);
}

static void leave_a_region_not_entered(void)
{
    KeLeaveCriticalRegion();
}

static void register_at_altitude(PCWSTR altitude)
{
    OB_CALLBACK_REGISTRATION registration = {.Version = OB_FLT_REGISTRATION_VERSION};
    PVOID handle;

    RtlInitUnicodeString(&registration.Altitude, altitude);
    (void)ObRegisterCallbacks(&registration, &handle);
}

static void altitude_of_nobody(void)
{
    register_at_altitude(L"1");
}

static void altitude_above_the_group(void)
{
    register_at_altitude(L"390000");
}

static void user_handle(void)
{
    HANDLE handle;

    (void)ObOpenObjectByPointer(PsGetCurrentProcess(), 0, NULL, 0, *__imp_PsProcessType, KernelMode, &handle);
}

static void remove_unregistered(void)
{
    (void)PsSetCreateProcessNotifyRoutineEx((PCREATE_PROCESS_NOTIFY_ROUTINE_EX)free_twice, TRUE);
}

static void register_out_of_order(void)
{
    (void)PsSetLoadImageNotifyRoutine((PLOAD_IMAGE_NOTIFY_ROUTINE)free_twice);
    (void)PsSetCreateThreadNotifyRoutine((PCREATE_THREAD_NOTIFY_ROUTINE)free_twice);
}

static void close_with_pending(void)
{
    MON_GET_EVENTS_INPUT input = {.size_bytes = sizeof input, .version = MON_ABI_VERSION, .wait_timeout_ms = 60000};
    static uint8_t output[4096];
    IRP *irp;

    sim_reset();
    CHECK_EQUAL(sim_load_driver(), 0);
    irp = (IRP *)sim_start_control(sim_open(SIM_READ), IOCTL_MONITOR_CB_GET_EVENTS, &input, sizeof input, output, sizeof output);
    /* Completed by somebody while the driver still keeps it, with its cancel routine set. */
    IoCompleteRequest(irp, 0);
}

static void rules(void)
{
    check_aborts(free_twice);
    check_aborts(leak_pool);
    check_aborts(wait_under_lock);
    check_aborts(query_under_lock);
    check_aborts(release_unheld);
    check_aborts(dereference_too_often);
    check_aborts(wrong_handle_kind);
    check_aborts(handle_without_access);
    check_aborts(handle_with_too_little_access);
    check_aborts(user_handle_in_kernel_mode);
    check_aborts(kernel_handle_without_type);
    check_aborts(close_ring_elsewhere);
    check_aborts(read_past_an_object);
    check_aborts(wait_while_attached);
    check_aborts(detach_without_attaching);
    check_aborts(leave_a_region_not_entered);
    check_aborts(altitude_of_nobody);
    check_aborts(altitude_above_the_group);
    check_aborts(user_handle);
    check_aborts(remove_unregistered);
    check_aborts(register_out_of_order);
    check_aborts(close_with_pending);
}

/* A ring's own procedure refuses, and an object opened as what it is not is refused. */
static void refusals(void)
{
    PVOID ring;
    HANDLE handle;

    sim_reset();
    sim_add_ioring(&(sim_ioring_t){.process_id = 4});
    CHECK_EQUAL(ObReferenceObjectByHandle((HANDLE)4, 0, *__imp_PsProcessType, UserMode, &ring, NULL), STATUS_OBJECT_TYPE_MISMATCH);
    CHECK_EQUAL(ObReferenceObjectByHandle((HANDLE)8, 0, NULL, UserMode, &ring, NULL), STATUS_INVALID_HANDLE);
    CHECK_EQUAL(ObReferenceObjectByHandle((HANDLE)4, 1, NULL, UserMode, &ring, NULL), STATUS_ACCESS_DENIED);
    CHECK_EQUAL(ObReferenceObjectByHandle((HANDLE)4, 0, NULL, UserMode, &ring, NULL), 0);
    CHECK_EQUAL(ObOpenObjectByPointer(ring, OBJ_KERNEL_HANDLE, NULL, 1, *__imp_PsProcessType, KernelMode, &handle), STATUS_OBJECT_TYPE_MISMATCH);
    sim_refuse_ring_opens(true);
    CHECK_EQUAL(ObOpenObjectByPointer(ring, OBJ_KERNEL_HANDLE, NULL, 1, NULL, KernelMode, &handle), STATUS_ACCESS_DENIED);
    ObDereferenceObject(ring);
    sim_reset();
}

static const test_case_t cases[] = {
    {"the simulation refuses wrong types, handles and rights as the object manager does", refusals},
    {"the simulation aborts for each broken kernel rule", rules},
};
SUITE(verifier_suite, cases);
