/* What a process, a thread and this Windows say of themselves. */
#include "sim_objects.h"

static uint32_t windows_build = SIM_DEFAULT_BUILD;
static uint32_t client_id;

void sim_set_build(uint32_t build)
{
    windows_build = build;
}

uint32_t sim_build(void)
{
    return windows_build;
}

BOOLEAN PsGetVersion(PULONG major, PULONG minor, PULONG build, PUNICODE_STRING csd)
{
    (void)major;
    (void)minor;
    (void)csd;
    sim_require_irql(PASSIVE_LEVEL, __func__);
    *build = windows_build;
    return TRUE;
}

PEPROCESS IoGetCurrentProcess(void)
{
    if (sim_current.attached != NULL) {
        return sim_current.attached;
    }
    return sim_current.process != NULL ? sim_current.process : &sim_system_process;
}

/* The thread's own, wherever it is attached to: the id stands in the thread. IoGetCurrentProcess follows KeStackAttachProcess. */
HANDLE PsGetCurrentProcessId(void)
{
    return (HANDLE)(uintptr_t)(sim_current.process != NULL ? sim_current.process : &sim_system_process)->id;
}

HANDLE PsGetCurrentThreadId(void)
{
    return (HANDLE)(uintptr_t)sim_current.thread_id;
}

HANDLE PsGetProcessId(PEPROCESS process)
{
    return (HANDLE)(uintptr_t)process->id;
}

HANDLE PsGetThreadId(PETHREAD thread)
{
    return (HANDLE)(uintptr_t)thread->id;
}

HANDLE PsGetThreadProcessId(PETHREAD thread)
{
    return (HANDLE)(uintptr_t)thread->process->id;
}

PEPROCESS IoThreadToProcess(PETHREAD thread)
{
    return thread->process;
}

LONGLONG PsGetProcessCreateTimeQuadPart(PEPROCESS process)
{
    return process->create_time;
}

NTSTATUS PsGetProcessExitStatus(PEPROCESS process)
{
    return process->exit_status;
}

void sim_set_client(uint32_t process_id)
{
    client_id = process_id;
}

uint32_t sim_client(void)
{
    return client_id == 0 ? SIM_SYSTEM_PROCESS_ID : client_id;
}

PEPROCESS sim_client_process(void)
{
    return client_id == 0 ? NULL : sim_find_process(client_id);
}
