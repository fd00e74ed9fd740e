/* Handles: the driver's own, of the kernel, and those of user mode, which mean something in their process only. */
#include "sim_objects.h"

typedef struct sim_handle {
    uint32_t kind;
    ACCESS_MASK access;
    void *object;
} sim_handle_t;

/* Handle values of user mode are small multiples of four; kernel handles lie in the kernel's half. */
#define LAST_USER_HANDLE 0x1000000u

struct _OBJECT_TYPE sim_process_type = {.name = "Process", .index = 7};
struct _OBJECT_TYPE sim_thread_type = {.name = "Thread", .index = 8};
struct _OBJECT_TYPE sim_event_type = {.name = "Event", .index = 19};
static POBJECT_TYPE process_type_variable = &sim_process_type;
static POBJECT_TYPE thread_type_variable = &sim_thread_type;
POBJECT_TYPE *__imp_PsProcessType = &process_type_variable;
POBJECT_TYPE *__imp_PsThreadType = &thread_type_variable;
static uint64_t handles;

uint64_t sim_handle_count(void)
{
    return __atomic_load_n(&handles, __ATOMIC_RELAXED);
}

static pthread_mutex_t table_lock = PTHREAD_MUTEX_INITIALIZER;

void sim_lock_handles(void)
{
    pthread_mutex_lock(&table_lock);
}

void sim_unlock_handles(void)
{
    pthread_mutex_unlock(&table_lock);
}

NTSTATUS sim_make_handle(uint32_t kind, void *object, ACCESS_MASK access, PHANDLE handle)
{
    sim_handle_t *made = malloc(sizeof *made);

    *made = (sim_handle_t){.kind = kind, .object = object, .access = access};
    (void)__atomic_add_fetch(&handles, 1, __ATOMIC_RELAXED);
    *handle = made;
    return STATUS_SUCCESS;
}

/*
 * The rights a handle was opened with are enforced, although the kernel skips that check for its own callers: a driver
 * that asks for too little works until somebody calls it on another path, and a driver that asks for nothing never should.
 */
void *sim_object_of(HANDLE handle, uint32_t kind, ACCESS_MASK any_of, const char *call)
{
    sim_handle_t *entry = handle;

    sim_require_irql(PASSIVE_LEVEL, call);
    if (entry->kind != kind) {
        sim_violation("%s given a handle of kind %u, wanted %u", call, entry->kind, kind);
    }
    if ((entry->access & any_of) == 0) {
        sim_violation("%s through a handle with access 0x%x, which needs one of 0x%x", call, entry->access, any_of);
    }
    return entry->object;
}

static POBJECT_TYPE type_of(void *object)
{
    if (sim_is_kernel_object(object)) {
        return sim_kernel_object_type(object);
    }
    return *(LONG *)object == SIM_OBJECT_PROCESS ? &sim_process_type : &sim_thread_type;
}

POBJECT_TYPE sim_ObGetObjectType(PVOID object)
{
    return type_of(object);
}

NTSTATUS ZwClose(HANDLE handle)
{
    sim_handle_t *entry = handle;

    sim_require_irql(PASSIVE_LEVEL, __func__);
    if (entry->kind == 0 || entry->kind > HANDLE_LAST) {
        sim_violation("handle closed twice");
    }
    if (entry->kind == HANDLE_RING) {
        sim_ring_type.close(entry->object);
    }
    entry->kind = 0;
    free(entry);
    (void)__atomic_sub_fetch(&handles, 1, __ATOMIC_RELAXED);
    return STATUS_SUCCESS;
}

NTSTATUS ObOpenObjectByPointer(PVOID object, ULONG attributes, PVOID access_state, ACCESS_MASK access, POBJECT_TYPE type, KPROCESSOR_MODE mode,
    PHANDLE handle)
{
    (void)access_state;
    sim_require_irql(PASSIVE_LEVEL, __func__);
    if (attributes != OBJ_KERNEL_HANDLE || mode != KernelMode) {
        sim_violation("handle opened that user mode could use");
    }
    if (sim_must_fail(__func__)) {
        return STATUS_ACCESS_DENIED;
    }
    if (type != NULL) {
        if (type != type_of(object)) {
            return STATUS_OBJECT_TYPE_MISMATCH;
        }
        return sim_make_handle(type == &sim_process_type ? HANDLE_PROCESS : HANDLE_THREAD, object, access, handle);
    }
    if (sim_is_device(object)) {
        return sim_make_handle(HANDLE_DEVICE, object, access, handle);
    }
    if (sim_is_kernel_object(object) && type_of(object) == &sim_ring_type) {
        NTSTATUS status = sim_ring_type.open(object);

        return NT_SUCCESS(status) ? sim_make_handle(HANDLE_RING, object, access, handle) : status;
    }
    return STATUS_INVALID_PARAMETER;
}

/* What a handle of user mode means in the process the thread runs in or is attached to; no object when nothing. */
static sim_handle_entry_t find_user_handle(HANDLE handle)
{
    PEPROCESS process = IoGetCurrentProcess();
    uint32_t index = (uint32_t)((uintptr_t)handle / 4 - 1);
    sim_handle_entry_t entry = {0};

    sim_lock_handles();
    if ((uintptr_t)handle <= LAST_USER_HANDLE && index < process->handle_count) {
        entry = process->handles[index];
    }
    sim_unlock_handles();
    return entry;
}

static NTSTATUS reference_user_handle(HANDLE handle, ACCESS_MASK access, POBJECT_TYPE type, PVOID *object)
{
    const sim_handle_entry_t entry = find_user_handle(handle);

    if (entry.object == NULL || sim_must_fail("ObReferenceObjectByHandle")) {
        return STATUS_INVALID_HANDLE;
    }
    if (type != NULL && type != entry.type) {
        return STATUS_OBJECT_TYPE_MISMATCH;
    }
    if ((access & ~entry.granted_access) != 0) {
        return STATUS_ACCESS_DENIED;
    }
    sim_count_reference();
    *object = entry.object;
    return STATUS_SUCCESS;
}

/* Driver Verifier stops (0xC4, 0xF6) a driver that references a handle of user mode as the kernel's. */
NTSTATUS ObReferenceObjectByHandle(HANDLE handle, ACCESS_MASK access, POBJECT_TYPE type, KPROCESSOR_MODE mode, PVOID *object, PVOID info)
{
    sim_handle_t *entry = handle;

    (void)info;
    sim_require_irql(PASSIVE_LEVEL, __func__);
    if (mode == UserMode) {
        return reference_user_handle(handle, access, type, object);
    }
    if ((uintptr_t)handle <= LAST_USER_HANDLE) {
        sim_violation("a handle of user mode is referenced in kernel mode");
    }
    if (type == NULL || type != type_of(entry->object)) {
        sim_violation("a kernel handle is referenced without its object's type");
    }
    if ((access & ~entry->access) != 0) {
        sim_violation("a kernel handle with access 0x%x is referenced for 0x%x", entry->access, access);
    }
    if (entry->kind == HANDLE_THREAD) {
        (void)__atomic_add_fetch(&((PETHREAD)entry->object)->references, 1, __ATOMIC_RELAXED);
    }
    sim_count_reference();
    *object = entry->object;
    return STATUS_SUCCESS;
}

NTSTATUS ZwDuplicateObject(HANDLE source_process, HANDLE source, HANDLE target_process, PHANDLE target, ACCESS_MASK access, ULONG attributes,
    ULONG options)
{
    PEPROCESS process = sim_object_of(source_process, HANDLE_PROCESS, PROCESS_DUP_HANDLE, __func__);
    uint32_t index = (uint32_t)((uintptr_t)source / 4 - 1);
    NTSTATUS status = STATUS_SUCCESS;

    (void)target_process;
    if (attributes != OBJ_KERNEL_HANDLE || options != DUPLICATE_SAME_ACCESS) {
        sim_violation("handle duplicated that user mode could use");
    }
    if (sim_must_fail(__func__) || index >= process->handle_count) {
        return STATUS_ACCESS_DENIED;
    }
    if (process->handles[index].type == &sim_ring_type) {
        status = sim_ring_type.open(process->handles[index].object);
    }
    return NT_SUCCESS(status) ? sim_make_handle(HANDLE_RING, process->handles[index].object, access, target) : status;
}
