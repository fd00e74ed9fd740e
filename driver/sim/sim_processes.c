/* Processes and threads as objects: made, found, referenced, freed. */
#include "sim_objects.h"
#include <sched.h>
#include <string.h>

#define ID_SLOTS 65536u
#define THREAD_SLOTS 65536u

struct _EPROCESS sim_system_process = {.kind = SIM_OBJECT_PROCESS, .id = SIM_SYSTEM_PROCESS_ID, .create_time = 130000000000000000, .references = 1};
static PEPROCESS processes[ID_SLOTS];
static PETHREAD threads[THREAD_SLOTS];
static KSPIN_LOCK table_lock;
static uint64_t references;

static void lock_tables(void)
{
    while (__atomic_exchange_n(&table_lock, 1, __ATOMIC_ACQUIRE) != 0) {
        sched_yield();
    }
}

static void unlock_tables(void)
{
    __atomic_store_n(&table_lock, 0, __ATOMIC_RELEASE);
}

uint64_t sim_reference_count(void)
{
    return __atomic_load_n(&references, __ATOMIC_RELAXED);
}

PEPROCESS sim_find_process(uint32_t id)
{
    PEPROCESS process;

    if (id == SIM_SYSTEM_PROCESS_ID) {
        return &sim_system_process;
    }
    lock_tables();
    process = processes[id / 4 % ID_SLOTS];
    process = process != NULL && process->id == id ? process : NULL;
    unlock_tables();
    return process;
}

PEPROCESS sim_add_process(uint32_t id, const sim_process_create_t *create)
{
    PEPROCESS process = calloc(1, sizeof *process);

    process->kind = SIM_OBJECT_PROCESS;
    process->id = id;
    process->create_time = sim_time();
    process->exit_status = STATUS_PENDING;
    process->session_id = create->session_id;
    process->integrity_level = create->integrity_level;
    process->parent_id = create->parent_id;
    process->image_bytes = create->image.bytes < sizeof process->image ? create->image.bytes : sizeof process->image;
    if (create->image.chars != NULL) {
        memcpy(process->image, create->image.chars, process->image_bytes);
    }
    process->references = 1;
    lock_tables();
    if (processes[id / 4 % ID_SLOTS] != NULL || id == SIM_SYSTEM_PROCESS_ID) {
        unlock_tables();
        free(process);
        return NULL;
    }
    processes[id / 4 % ID_SLOTS] = process;
    unlock_tables();
    return process;
}

static void free_process(PEPROCESS process)
{
    free(process->handles);
    free(process);
}

static void release_process(PEPROCESS process)
{
    if (process != &sim_system_process && __atomic_sub_fetch(&process->references, 1, __ATOMIC_ACQ_REL) == 0) {
        free_process(process);
    }
}

void sim_end_process(PEPROCESS process)
{
    lock_tables();
    processes[process->id / 4 % ID_SLOTS] = NULL;
    unlock_tables();
    release_process(process);
}

void sim_reset_processes(void)
{
    for (uint32_t index = 0; index < ID_SLOTS; index++) {
        if (processes[index] != NULL) {
            sim_end_process(processes[index]);
        }
    }
    sim_system_process.is_exiting = false;
    sim_system_process.reuses_handles = false;
    free(sim_system_process.handles);
    sim_system_process.handles = NULL;
    sim_system_process.handle_count = 0;
    sim_reset_kernel_objects();
    sim_refuse_ring_opens(false);
    sim_set_client(0);
    sim_set_build(SIM_DEFAULT_BUILD);
}

void sim_visit_processes(bool (*visit)(PEPROCESS process, void *context), void *context)
{
    bool goes_on = true;

    lock_tables();
    for (uint32_t index = 0; index < ID_SLOTS && goes_on; index++) {
        goes_on = processes[index] == NULL || visit(processes[index], context);
    }
    unlock_tables();
}

typedef struct process_list {
    sim_process_entry_t *entries;
    uint32_t capacity;
    uint32_t count;
} process_list_t;

static bool list_process(PEPROCESS process, void *context)
{
    process_list_t *list = context;

    if (list->count < list->capacity) {
        sim_process_entry_t *entry = &list->entries[list->count];

        *entry = (sim_process_entry_t){.process_id = process->id,
            .parent_id = process->parent_id,
            .session_id = process->session_id,
            .integrity_level = process->integrity_level,
            .create_time = process->create_time,
            .image_bytes = process->image_bytes};
        memcpy(entry->image, process->image, sizeof entry->image);
    }
    list->count++;
    return true;
}

uint32_t sim_list_processes(sim_process_entry_t *entries, uint32_t capacity)
{
    process_list_t list = {.entries = entries, .capacity = capacity};

    (void)list_process(&sim_system_process, &list);
    sim_visit_processes(list_process, &list);
    return list.count;
}

PETHREAD sim_make_thread(PEPROCESS process, uint32_t id, uint64_t start_address)
{
    PETHREAD thread = calloc(1, sizeof *thread);

    *thread = (struct _ETHREAD){.kind = SIM_OBJECT_THREAD, .id = id, .process = process, .start_address = start_address, .references = 1};
    lock_tables();
    threads[id / 4 % THREAD_SLOTS] = thread;
    unlock_tables();
    return thread;
}

void sim_release_thread(PETHREAD thread)
{
    if (__atomic_sub_fetch(&thread->references, 1, __ATOMIC_ACQ_REL) == 0) {
        free(thread);
    }
}

void sim_drop_thread(PETHREAD thread)
{
    lock_tables();
    if (threads[thread->id / 4 % THREAD_SLOTS] == thread) {
        threads[thread->id / 4 % THREAD_SLOTS] = NULL;
    }
    unlock_tables();
    sim_release_thread(thread);
}

/* True, for use in a condition. */
static bool add_reference(int64_t *object_references)
{
    (void)__atomic_add_fetch(&references, 1, __ATOMIC_RELAXED);
    (void)__atomic_add_fetch(object_references, 1, __ATOMIC_RELAXED);
    return true;
}

void sim_count_reference(void)
{
    (void)__atomic_add_fetch(&references, 1, __ATOMIC_RELAXED);
}

static bool may_look_up(const char *call)
{
    sim_require_irql(APC_LEVEL, call);
    return !sim_must_fail(call);
}

NTSTATUS PsLookupProcessByProcessId(HANDLE id, PEPROCESS *process)
{
    PEPROCESS found;

    if (!may_look_up(__func__)) {
        return STATUS_INVALID_CID;
    }
    if ((uintptr_t)id == SIM_SYSTEM_PROCESS_ID) {
        *process = &sim_system_process;
        (void)add_reference(&sim_system_process.references);
        return STATUS_SUCCESS;
    }
    lock_tables();
    found = processes[(uintptr_t)id / 4 % ID_SLOTS];
    found = found != NULL && found->id == (uintptr_t)id && add_reference(&found->references) ? found : NULL;
    unlock_tables();
    *process = found;
    return found != NULL ? STATUS_SUCCESS : STATUS_INVALID_CID;
}

NTSTATUS PsLookupThreadByThreadId(HANDLE id, PETHREAD *thread)
{
    PETHREAD found;

    if (!may_look_up(__func__)) {
        return STATUS_INVALID_CID;
    }
    lock_tables();
    found = threads[(uintptr_t)id / 4 % THREAD_SLOTS];
    found = found != NULL && found->id == (uintptr_t)id && add_reference(&found->references) ? found : NULL;
    unlock_tables();
    *thread = found;
    return found != NULL ? STATUS_SUCCESS : STATUS_INVALID_CID;
}

void ObfDereferenceObject(PVOID object)
{
    sim_require_irql(DISPATCH_LEVEL, __func__);
    if (__atomic_fetch_sub(&references, 1, __ATOMIC_RELAXED) == 0) {
        sim_violation("object dereferenced more often than referenced");
    }
    if (sim_is_kernel_object(object)) {
        return;
    }
    switch (*(LONG *)object) {
    case SIM_OBJECT_PROCESS:
        release_process(object);
        break;
    case SIM_OBJECT_THREAD:
        sim_release_thread(object);
        break;
    default:
        break;
    }
}
