/* The driver's own threads. */
#include <sys/prctl.h>
#include "sim_objects.h"

static uint32_t worker_count;
static __thread PETHREAD current_worker;

uint32_t sim_thread_count(void)
{
    return __atomic_load_n(&worker_count, __ATOMIC_RELAXED);
}

static void *run_thread(void *argument)
{
    PETHREAD thread = argument;

    (void)prctl(PR_SET_NAME, SIM_THREAD_NAME "driver");
    sim_current = (sim_context_t){.process = &sim_system_process, .thread_id = thread->id, .is_worker = true};
    current_worker = thread;
    thread->start(thread->context);
    sim_violation("system thread returned without PsTerminateSystemThread");
}

NTSTATUS PsCreateSystemThread(PHANDLE handle, ULONG access, POBJECT_ATTRIBUTES attributes, HANDLE process, PCLIENT_ID client, PKSTART_ROUTINE start,
    PVOID context)
{
    static uint32_t next_id = 0x100000;
    PETHREAD thread;

    (void)process;
    (void)client;
    sim_require_irql(PASSIVE_LEVEL, __func__);
    if (attributes->Attributes != OBJ_KERNEL_HANDLE) {
        sim_violation("thread handle made that user mode could use");
    }
    if (sim_must_fail(__func__)) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    thread = calloc(1, sizeof *thread);
    *thread = (struct _ETHREAD){.kind = SIM_OBJECT_THREAD,
        .id = __atomic_add_fetch(&next_id, 4, __ATOMIC_RELAXED),
        .process = &sim_system_process,
        .references = 1,
        .is_worker = true,
        .start = start,
        .context = context};
    (void)__atomic_add_fetch(&worker_count, 1, __ATOMIC_RELAXED);
    if (pthread_create(&thread->native, NULL, run_thread, thread) != 0) {
        sim_violation("the host has no more threads");
    }
    (void)pthread_detach(thread->native);
    return sim_make_handle(HANDLE_THREAD, thread, access, handle);
}

NTSTATUS PsTerminateSystemThread(NTSTATUS status)
{
    PETHREAD thread = current_worker;

    (void)status;
    sim_require_irql(PASSIVE_LEVEL, __func__);
    if (thread == NULL) {
        sim_violation("PsTerminateSystemThread outside a system thread");
    }
    /* Windows stops with KERNEL_APC_PENDING_DURING_EXIT (0x20). */
    if (sim_current.critical_regions != 0) {
        sim_violation("a thread ends in a critical region");
    }
    sim_require_detached(__func__);
    pthread_mutex_lock(&sim_dispatcher);
    thread->has_ended = true;
    (void)__atomic_sub_fetch(&worker_count, 1, __ATOMIC_RELAXED);
    pthread_cond_broadcast(&sim_changed);
    pthread_mutex_unlock(&sim_dispatcher);
    sim_release_thread(thread);
    pthread_exit(NULL);
}
