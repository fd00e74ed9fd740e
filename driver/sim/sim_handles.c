/* Kernel handles: of a process, a thread, a token, the device, an I/O ring. */
#include "sim_objects.h"

typedef struct sim_handle {
    uint32_t kind;
    void *object;
    bool is_unreferencable;
} sim_handle_t;

struct _OBJECT_TYPE {
    const char *name;
};

static struct _OBJECT_TYPE process_type = {"Process"};
static struct _OBJECT_TYPE thread_type = {"Thread"};
static POBJECT_TYPE process_type_variable = &process_type;
static POBJECT_TYPE thread_type_variable = &thread_type;
POBJECT_TYPE *__imp_PsProcessType = &process_type_variable;
POBJECT_TYPE *__imp_PsThreadType = &thread_type_variable;
static uint64_t handles;

uint64_t sim_handle_count(void)
{
    return __atomic_load_n(&handles, __ATOMIC_RELAXED);
}

NTSTATUS sim_make_handle(uint32_t kind, void *object, bool is_unreferencable, PHANDLE handle)
{
    sim_handle_t *made = malloc(sizeof *made);

    *made = (sim_handle_t){.kind = kind, .object = object, .is_unreferencable = is_unreferencable};
    (void)__atomic_add_fetch(&handles, 1, __ATOMIC_RELAXED);
    *handle = made;
    return STATUS_SUCCESS;
}

void *sim_object_of(HANDLE handle, uint32_t kind, const char *call)
{
    sim_handle_t *entry = handle;

    sim_require_irql(PASSIVE_LEVEL, call);
    if (entry->kind != kind) {
        sim_violation("%s given a handle of kind %u, wanted %u", call, entry->kind, kind);
    }
    return entry->object;
}

NTSTATUS ZwClose(HANDLE handle)
{
    sim_handle_t *entry = handle;

    sim_require_irql(PASSIVE_LEVEL, __func__);
    if (entry->kind == 0 || entry->kind > HANDLE_OPAQUE) {
        sim_violation("handle closed twice");
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
    (void)access;
    sim_require_irql(PASSIVE_LEVEL, __func__);
    if (attributes != OBJ_KERNEL_HANDLE || mode != KernelMode) {
        sim_violation("handle opened that user mode could use");
    }
    if (sim_must_fail(__func__)) {
        return STATUS_ACCESS_DENIED;
    }
    if (type == &process_type) {
        return sim_make_handle(HANDLE_PROCESS, object, false, handle);
    }
    if (type == &thread_type) {
        return sim_make_handle(HANDLE_THREAD, object, false, handle);
    }
    if (type == NULL && sim_is_device(object)) {
        return sim_make_handle(HANDLE_DEVICE, object, false, handle);
    }
    return STATUS_INVALID_PARAMETER;
}

NTSTATUS ObReferenceObjectByHandle(HANDLE handle, ACCESS_MASK access, POBJECT_TYPE type, KPROCESSOR_MODE mode, PVOID *object, PVOID info)
{
    sim_handle_t *entry = handle;

    (void)access;
    (void)type;
    (void)mode;
    (void)info;
    sim_require_irql(PASSIVE_LEVEL, __func__);
    if (entry->is_unreferencable || (entry->kind == HANDLE_RING && sim_must_fail(__func__))) {
        return STATUS_ACCESS_DENIED;
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
    PEPROCESS process = sim_object_of(source_process, HANDLE_PROCESS, __func__);
    uint32_t index = (uint32_t)((uintptr_t)source / 4 - 1);

    (void)target_process;
    (void)access;
    if (attributes != OBJ_KERNEL_HANDLE || options != DUPLICATE_SAME_ACCESS) {
        sim_violation("handle duplicated that user mode could use");
    }
    if (sim_must_fail(__func__) || index >= process->handle_count) {
        return STATUS_ACCESS_DENIED;
    }
    return sim_make_handle(HANDLE_RING, process->handles[index].object, process->handles[index].is_unreferencable, target);
}
