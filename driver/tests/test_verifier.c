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

static void wrong_handle_kind(void)
{
    PEPROCESS process = PsGetCurrentProcess();
    HANDLE handle;
    HANDLE token;

    (void)ObOpenObjectByPointer(process, OBJ_KERNEL_HANDLE, NULL, 0, *__imp_PsThreadType, KernelMode, &handle);
    (void)ZwOpenProcessTokenEx(handle, TOKEN_QUERY, OBJ_KERNEL_HANDLE, &token);
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
    check_aborts(user_handle);
    check_aborts(remove_unregistered);
    check_aborts(register_out_of_order);
    check_aborts(close_with_pending);
}

static const test_case_t cases[] = {
    {"the simulation aborts for each broken kernel rule", rules},
};
SUITE(verifier_suite, cases);
