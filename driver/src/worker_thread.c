#include "worker_thread.h"

/* IRQL: PASSIVE_LEVEL. */
static void NTAPI run(PVOID context)
{
    mon_worker_thread_t *worker = context;

    worker->routine(worker->context);
    (void)PsTerminateSystemThread(STATUS_SUCCESS);
}

/* IRQL: PASSIVE_LEVEL. */
NTSTATUS mon_worker_start(mon_worker_thread_t *worker, void (*routine)(void *context), void *context)
{
    OBJECT_ATTRIBUTES attributes;
    HANDLE handle;
    NTSTATUS status;

    worker->routine = routine;
    worker->context = context;
    InitializeObjectAttributes(&attributes, NULL, OBJ_KERNEL_HANDLE, NULL, NULL);
    status = PsCreateSystemThread(&handle, THREAD_ALL_ACCESS, &attributes, NULL, NULL, run, worker);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    /* Cannot fail for a handle just made with all rights; without the object the thread could not be waited for. */
    (void)ObReferenceObjectByHandle(handle, SYNCHRONIZE, *__imp_PsThreadType, KernelMode, &worker->object, NULL);
    (void)ZwClose(handle);
    return STATUS_SUCCESS;
}

/* IRQL: PASSIVE_LEVEL. */
void mon_worker_join(mon_worker_thread_t *worker)
{
    (void)KeWaitForSingleObject(worker->object, Executive, KernelMode, FALSE, NULL);
    ObDereferenceObject(worker->object);
}
