/* Fires the object callbacks: before and after a handle is created or duplicated. */
#include "sim_callbacks.h"

/* Docs of the pre-operation callback: an arbitrary thread, normal kernel APCs disabled. */
static sim_context_t enter(const sim_handle_operation_t *fired)
{
    sim_context_t before = sim_enter_callback(sim_find_process(fired->actor_id), fired->actor_thread_id, APC_LEVEL, 1);

    sim_current.attached = fired->attached_id != 0 ? sim_find_process(fired->attached_id) : NULL;
    return before;
}

static void call_before(const OB_OPERATION_REGISTRATION *registered, OB_PRE_OPERATION_INFORMATION *pre)
{
    if (registered->PreOperation(NULL, pre) != OB_PREOP_SUCCESS) {
        sim_violation("a pre-operation callback may only return OB_PREOP_SUCCESS");
    }
}

static void call_after(const sim_handle_operation_t *fired, const OB_OPERATION_REGISTRATION *registered, const OB_PRE_OPERATION_INFORMATION *pre)
{
    OB_POST_OPERATION_PARAMETERS granted = {.CreateHandleInformation = {fired->granted_access}};
    OB_POST_OPERATION_INFORMATION post = {.Operation = pre->Operation,
        .Flags = pre->Flags,
        .Object = pre->Object,
        .ObjectType = pre->ObjectType,
        .ReturnStatus = fired->status,
        .CallContext = pre->CallContext,
        .Parameters = NT_SUCCESS(fired->status) ? &granted : NULL};

    registered->PostOperation(NULL, &post);
}

static void fire_object(const sim_handle_operation_t *fired, const OB_OPERATION_REGISTRATION *registered, OB_PRE_OPERATION_INFORMATION *pre)
{
    sim_context_t before = enter(fired);

    call_before(registered, pre);
    if (!fired->is_abandoned) {
        call_after(fired, registered, pre);
    }
    sim_leave_callback(before, "object");
}

void *sim_fire_handle_before(const sim_handle_operation_t *fired)
{
    OB_PRE_OPERATION_PARAMETERS parameters = {
        .CreateHandleInformation = {.DesiredAccess = fired->desired_access, .OriginalDesiredAccess = fired->original_access}};
    OB_PRE_OPERATION_INFORMATION pre = {.Operation = OB_OPERATION_HANDLE_CREATE,
        .Object = sim_find_process(fired->object_id),
        .ObjectType = *__imp_PsProcessType,
        .Parameters = &parameters};
    sim_context_t before = enter(fired);

    call_before(sim_find_object_operation(pre.ObjectType, pre.Operation), &pre);
    sim_leave_callback(before, "object");
    return pre.CallContext;
}

void sim_fire_handle_after(const sim_handle_operation_t *fired, void *call_context)
{
    OB_PRE_OPERATION_INFORMATION pre = {.Operation = OB_OPERATION_HANDLE_CREATE,
        .Object = sim_find_process(fired->object_id),
        .ObjectType = *__imp_PsProcessType,
        .CallContext = call_context};
    sim_context_t before = enter(fired);

    call_after(fired, sim_find_object_operation(pre.ObjectType, pre.Operation), &pre);
    sim_leave_callback(before, "object");
}

void sim_fire_handle(const sim_handle_operation_t *fired)
{
    bool is_thread = fired->object_thread_id != 0;
    PEPROCESS process = sim_find_process(fired->object_id);
    PETHREAD thread = is_thread ? sim_make_thread(process, fired->object_thread_id, 0) : NULL;
    OB_PRE_OPERATION_PARAMETERS parameters = {.DuplicateHandleInformation = {.DesiredAccess = fired->desired_access,
                                                  .OriginalDesiredAccess = fired->original_access,
                                                  .SourceProcess = fired->is_duplicate ? sim_find_process(fired->source_id) : NULL,
                                                  .TargetProcess = fired->is_duplicate ? sim_find_process(fired->recipient_id) : NULL}};
    OB_PRE_OPERATION_INFORMATION pre = {.Operation = fired->is_duplicate ? OB_OPERATION_HANDLE_DUPLICATE : OB_OPERATION_HANDLE_CREATE,
        .Flags = fired->is_kernel_handle ? 1 : 0,
        .Object = is_thread ? (PVOID)thread : (PVOID)process,
        .ObjectType = is_thread ? *__imp_PsThreadType : *__imp_PsProcessType,
        .Parameters = &parameters};
    const OB_OPERATION_REGISTRATION *registered;

    if (sim_begin_callback(CALLBACK_OBJECT) != NULL) {
        registered = sim_find_object_operation(pre.ObjectType, pre.Operation);
        if (registered != NULL) {
            fire_object(fired, registered, &pre);
        }
        sim_end_callback(CALLBACK_OBJECT);
    }
    if (thread != NULL) {
        sim_drop_thread(thread);
    }
}
