/* The made-up processes and threads, and what they say of themselves. */
#include "export_driver.h"

#define PROCESS_MAX 8u
#define START_OF_2020 132223104000000000

fake_thread_t export_thread;
static fake_process_t processes[PROCESS_MAX];
static fake_process_t *current;
static uint32_t current_thread_id;
static int64_t next_start = START_OF_2020;

static int fake_process_type;
static int fake_thread_type;
POBJECT_TYPE exp_PsProcessType = (POBJECT_TYPE)&fake_process_type;
POBJECT_TYPE exp_PsThreadType = (POBJECT_TYPE)&fake_thread_type;

fake_process_t *export_find_process(uint32_t id)
{
    for (uint32_t index = 0; index < PROCESS_MAX; index++) {
        if (processes[index].id == id) {
            return &processes[index];
        }
    }
    return NULL;
}

fake_process_t *export_add_process(uint32_t id)
{
    fake_process_t *process = export_find_process(0);

    *process = (fake_process_t){.id = id, .create_time = next_start};
    next_start += 10000;
    return process;
}

bool export_is_fake(PVOID object)
{
    return ((uint8_t *)object >= (uint8_t *)processes && (uint8_t *)object < (uint8_t *)(processes + PROCESS_MAX)) || object == &export_thread;
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
    *process = (PEPROCESS)export_find_process((uint32_t)(ULONG_PTR)id);
    return *process != NULL ? STATUS_SUCCESS : STATUS_INVALID_CID;
}

NTSTATUS NTAPI exp_PsLookupThreadByThreadId(HANDLE id, PETHREAD *thread)
{
    (void)id;
    *thread = (PETHREAD)&export_thread;
    return STATUS_SUCCESS;
}

VOID FASTCALL exp_ObfDereferenceObject(PVOID object)
{
    if (!export_is_fake(object)) {
        ObfDereferenceObject(object);
    }
}

void export_reset_processes(void)
{
    RtlZeroMemory(processes, sizeof processes);
    next_start = START_OF_2020;
    current = export_add_process(ACTOR_ID);
    current_thread_id = ACTOR_ID + 4;
    (void)export_add_process(TARGET_ID);
}
