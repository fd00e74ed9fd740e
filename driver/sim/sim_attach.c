/*
 * Threads that run in another process's address space for a while, and processes that are kept from ending. A thread
 * must come back before it waits for anything or leaves a callback (KeStackAttachProcess in the driver kit's reference).
 */
#include "sim_objects.h"

static int64_t exits_held;

void KeStackAttachProcess(PRKPROCESS process, PRKAPC_STATE state)
{
    sim_require_irql(DISPATCH_LEVEL, __func__);
    if (sim_current.is_in_callback) {
        sim_violation("a callback attaches to a process");
    }
    state->opaque[0] = sim_current.attached;
    sim_current.attached = (PEPROCESS)process;
}

void KeUnstackDetachProcess(PRKAPC_STATE state)
{
    if (sim_current.attached == NULL) {
        sim_violation("detached from a process that was not attached to");
    }
    sim_current.attached = state->opaque[0];
}

void sim_require_detached(const char *call)
{
    if (sim_current.attached != NULL && !sim_current.is_in_callback) {
        sim_violation("%s while attached to another process", call);
    }
}

NTSTATUS sim_PsAcquireProcessExitSynchronization(PEPROCESS process)
{
    sim_require_irql(APC_LEVEL, "PsAcquireProcessExitSynchronization");
    if (process->is_exiting || sim_must_fail("PsAcquireProcessExitSynchronization")) {
        return STATUS_PROCESS_IS_TERMINATING;
    }
    (void)__atomic_add_fetch(&exits_held, 1, __ATOMIC_RELAXED);
    return STATUS_SUCCESS;
}

void sim_PsReleaseProcessExitSynchronization(PEPROCESS process)
{
    (void)process;
    if (__atomic_fetch_sub(&exits_held, 1, __ATOMIC_RELAXED) <= 0) {
        sim_violation("a process's exit is released that was not held");
    }
}

uint64_t sim_exits_held(void)
{
    return (uint64_t)__atomic_load_n(&exits_held, __ATOMIC_RELAXED);
}

/* A critical region disables normal kernel APCs (KeEnterCriticalRegion). */
void KeEnterCriticalRegion(void)
{
    sim_require_irql(APC_LEVEL, __func__);
    sim_current.critical_regions++;
}

void KeLeaveCriticalRegion(void)
{
    if (sim_current.critical_regions == 0) {
        sim_violation("critical region left that was not entered");
    }
    sim_current.critical_regions--;
}
