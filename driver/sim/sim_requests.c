/* Requests from user mode: opened, sent, pended, cancelled, completed, each exactly once. */
#include "sim_requests.h"
#include <errno.h>
#include <time.h>

#define POISON 0xCD
#define HANG_SECONDS 120

PIO_STACK_LOCATION IoGetCurrentIrpStackLocation(PIRP irp)
{
    return &irp->location;
}

void IoMarkIrpPending(PIRP irp)
{
    ((sim_request_t *)irp)->is_marked = true;
}

PDRIVER_CANCEL IoSetCancelRoutine(PIRP irp, PDRIVER_CANCEL routine)
{
    return __atomic_exchange_n(&irp->CancelRoutine, routine, __ATOMIC_SEQ_CST);
}

void IofCompleteRequest(PIRP irp, CCHAR boost)
{
    sim_request_t *request = (sim_request_t *)irp;
    bool is_error = ((uint32_t)irp->IoStatus.Status >> 30) == 3;

    (void)boost;
    sim_require_irql(DISPATCH_LEVEL, __func__);
    if (sim_current.locks != 0) {
        sim_violation("request completed with a spin lock held");
    }
    if (irp->IoStatus.Status == STATUS_PENDING) {
        sim_violation("request completed with STATUS_PENDING");
    }
    if (__atomic_load_n(&irp->CancelRoutine, __ATOMIC_SEQ_CST) != NULL) {
        sim_violation("request completed with its cancel routine set");
    }
    if (irp->IoStatus.Information > request->output_bytes) {
        sim_violation("Information %lu is more than the output's %u bytes", irp->IoStatus.Information, request->output_bytes);
    }
    pthread_mutex_lock(&sim_dispatcher);
    if (request->is_complete) {
        sim_violation("request completed twice");
    }
    if (!is_error && irp->IoStatus.Information != 0) {
        memcpy(request->output, irp->AssociatedIrp.SystemBuffer, irp->IoStatus.Information);
    }
    request->returned_bytes = is_error ? 0 : (uint32_t)irp->IoStatus.Information;
    free(irp->AssociatedIrp.SystemBuffer);
    irp->AssociatedIrp.SystemBuffer = NULL;
    request->is_complete = true;
    pthread_cond_broadcast(&sim_changed);
    pthread_mutex_unlock(&sim_dispatcher);
}

sim_request_t *sim_make_request(sim_file_t *file, uint8_t major)
{
    sim_request_t *request = calloc(1, sizeof *request);

    request->file = file;
    request->irp.location.MajorFunction = major;
    request->irp.location.FileObject = &file->object;
    return request;
}

void sim_dispatch(sim_request_t *request)
{
    PDRIVER_DISPATCH routine = sim_driver_object.MajorFunction[request->irp.location.MajorFunction];
    sim_context_t before;
    bool is_complete;

    if (request->file->load != sim_load_number()) {
        /* The handle was opened before the driver went, and a device that comes later is another one. */
        request->irp.IoStatus.Status = STATUS_DELETE_PENDING;
        free(request->irp.AssociatedIrp.SystemBuffer);
        request->irp.AssociatedIrp.SystemBuffer = NULL;
        request->is_complete = true;
        return;
    }
    if (routine == NULL) {
        sim_violation("no dispatch routine for function %d", request->irp.location.MajorFunction);
    }
    before = sim_current;
    sim_current.process = sim_client_process();
    request->dispatch_status = routine(&sim_device_object, &request->irp);
    sim_current.process = before.process;
    pthread_mutex_lock(&sim_dispatcher);
    is_complete = request->is_complete;
    pthread_mutex_unlock(&sim_dispatcher);
    if (request->dispatch_status == STATUS_PENDING) {
        if (!request->is_marked) {
            sim_violation("STATUS_PENDING returned for a request not marked pending");
        }
    } else if (!is_complete) {
        sim_violation("dispatch returned 0x%08X without completing the request", (uint32_t)request->dispatch_status);
    } else if (request->is_marked) {
        sim_violation("request marked pending, but dispatch returned 0x%08X", (uint32_t)request->dispatch_status);
    }
}

static __thread bool cancels_next;

void sim_cancel_next(void)
{
    cancels_next = true;
}

static void *make_buffer(const void *input, uint32_t input_bytes, uint32_t output_bytes)
{
    uint32_t bytes = input_bytes > output_bytes ? input_bytes : output_bytes;
    void *buffer = bytes == 0 ? NULL : malloc(bytes);

    if (buffer != NULL) {
        memset(buffer, POISON, bytes);
    }
    if (input_bytes != 0) {
        memcpy(buffer, input, input_bytes);
    }
    return buffer;
}

sim_request_t *sim_start_control(
    sim_file_t *file, uint32_t code, const void *input, uint32_t input_bytes, void *output, uint32_t output_bytes)
{
    sim_request_t *request = sim_make_request(file, IRP_MJ_DEVICE_CONTROL);
    uint32_t needed = code >> 14 & 3;

    request->output = output;
    request->output_bytes = output_bytes;
    pthread_mutex_lock(&sim_dispatcher);
    request->next = file->first;
    file->first = request;
    pthread_mutex_unlock(&sim_dispatcher);
    if ((file->access & needed) != needed) {
        request->irp.IoStatus.Status = STATUS_ACCESS_DENIED;
        request->is_complete = true;
        return request;
    }
    /* Cancelling came before the request did: the manager marks it and, with no routine set, leaves it at that. */
    request->irp.Cancel = cancels_next;
    cancels_next = false;
    request->irp.AssociatedIrp.SystemBuffer = make_buffer(input, input_bytes, output_bytes);
    request->irp.location.Parameters.DeviceIoControl.IoControlCode = code;
    request->irp.location.Parameters.DeviceIoControl.InputBufferLength = input_bytes;
    request->irp.location.Parameters.DeviceIoControl.OutputBufferLength = output_bytes;
    sim_dispatch(request);
    return request;
}

bool sim_is_complete(sim_request_t *request)
{
    bool is_complete;

    pthread_mutex_lock(&sim_dispatcher);
    is_complete = request->is_complete;
    pthread_mutex_unlock(&sim_dispatcher);
    return is_complete;
}

void sim_cancel(sim_request_t *request)
{
    PDRIVER_CANCEL routine;
    KIRQL irql;

    if (sim_is_complete(request)) {
        return;
    }
    sim_acquire_cancel_lock(&irql);
    __atomic_store_n(&request->irp.Cancel, TRUE, __ATOMIC_SEQ_CST);
    routine = IoSetCancelRoutine(&request->irp, NULL);
    if (routine == NULL) {
        IoReleaseCancelSpinLock(irql);
        return;
    }
    request->irp.CancelIrql = irql;
    routine(&sim_device_object, &request->irp);
    if (KeGetCurrentIrql() != irql) {
        sim_violation("cancel routine did not give back the cancel lock");
    }
}

static void unlink_request(sim_request_t *request)
{
    sim_request_t **link = NULL;

    pthread_mutex_lock(&sim_dispatcher);
    if (request->file != NULL) {
        link = &request->file->first;
    }
    while (link != NULL && *link != NULL) {
        if (*link == request) {
            *link = request->next;
            break;
        }
        link = &(*link)->next;
    }
    pthread_mutex_unlock(&sim_dispatcher);
}

/* A request that nobody completes ends the run with a sentence, not with silence. */
static void await_completion(sim_request_t *request)
{
    struct timespec until;

    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += HANG_SECONDS;
    pthread_mutex_lock(&sim_dispatcher);
    while (!request->is_complete) {
        if (pthread_cond_timedwait(&sim_changed, &sim_dispatcher, &until) == ETIMEDOUT) {
            sim_violation("a request was not completed in %d s", HANG_SECONDS);
        }
    }
    pthread_mutex_unlock(&sim_dispatcher);
}

int32_t sim_wait(sim_request_t *request, uint32_t *returned_bytes)
{
    NTSTATUS status;

    await_completion(request);
    status = request->irp.IoStatus.Status;
    if (request->dispatch_status != STATUS_PENDING && request->dispatch_status != STATUS_SUCCESS && request->dispatch_status != status) {
        sim_violation("dispatch returned 0x%08X, the request says 0x%08X", (uint32_t)request->dispatch_status, (uint32_t)status);
    }
    if (returned_bytes != NULL) {
        *returned_bytes = request->returned_bytes;
    }
    unlink_request(request);
    free(request);
    return status;
}

int32_t sim_device_control(sim_file_t *file, uint32_t code, const void *input, uint32_t input_bytes, void *output, uint32_t output_bytes,
    uint32_t *returned_bytes)
{
    return sim_wait(sim_start_control(file, code, input, input_bytes, output, output_bytes), returned_bytes);
}
