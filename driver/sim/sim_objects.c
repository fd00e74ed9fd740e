/* Processes, threads, handles and what may be asked about them. */
#include "sim_internal.h"
#include <sched.h>

#define ID_SLOTS 65536u
#define THREAD_SLOTS 65536u

enum { HANDLE_PROCESS = 1, HANDLE_THREAD = 2, HANDLE_TOKEN = 3, HANDLE_DEVICE = 4, HANDLE_RING = 5, HANDLE_OPAQUE = 6 };

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

static struct _EPROCESS system_process = {.kind = SIM_OBJECT_PROCESS, .id = SIM_SYSTEM_PROCESS_ID, .create_time = 130000000000000000, .references = 1};
static PEPROCESS processes[ID_SLOTS];
static PETHREAD threads[THREAD_SLOTS];
static KSPIN_LOCK table_lock;
static uint64_t references;
static uint64_t handles;
static uint32_t worker_count;
static uint32_t windows_build = 22631;
static __thread PETHREAD current_worker;

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

uint64_t sim_handle_count(void)
{
    return __atomic_load_n(&handles, __ATOMIC_RELAXED);
}

uint32_t sim_thread_count(void)
{
    return __atomic_load_n(&worker_count, __ATOMIC_RELAXED);
}

void sim_set_build(uint32_t build)
{
    windows_build = build;
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

/* ---- processes and threads ---- */

PEPROCESS sim_find_process(uint32_t id)
{
    PEPROCESS process;

    if (id == SIM_SYSTEM_PROCESS_ID) {
        return &system_process;
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
    for (uint32_t index = 0; index < process->handle_count; index++) {
        free(process->handles[index].object);
    }
    free(process->handles);
    free(process);
}

static void release_process(PEPROCESS process)
{
    if (process != &system_process && __atomic_sub_fetch(&process->references, 1, __ATOMIC_ACQ_REL) == 0) {
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
    windows_build = 22631;
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

static void release_thread(PETHREAD thread)
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
    release_thread(thread);
}

PEPROCESS IoGetCurrentProcess(void)
{
    return sim_current.process != NULL ? sim_current.process : &system_process;
}

HANDLE PsGetCurrentProcessId(void)
{
    return (HANDLE)(uintptr_t)IoGetCurrentProcess()->id;
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

NTSTATUS PsLookupProcessByProcessId(HANDLE id, PEPROCESS *process)
{
    PEPROCESS found;

    sim_require_irql(APC_LEVEL, __func__);
    if (sim_must_fail(__func__)) {
        return STATUS_INVALID_CID;
    }
    if ((uintptr_t)id == SIM_SYSTEM_PROCESS_ID) {
        found = &system_process;
        (void)__atomic_add_fetch(&references, 1, __ATOMIC_RELAXED);
        (void)__atomic_add_fetch(&found->references, 1, __ATOMIC_RELAXED);
        *process = found;
        return STATUS_SUCCESS;
    }
    lock_tables();
    found = processes[(uintptr_t)id / 4 % ID_SLOTS];
    found = found != NULL && found->id == (uintptr_t)id ? found : NULL;
    if (found != NULL) {
        (void)__atomic_add_fetch(&found->references, 1, __ATOMIC_RELAXED);
    }
    unlock_tables();
    if (found == NULL) {
        return STATUS_INVALID_CID;
    }
    (void)__atomic_add_fetch(&references, 1, __ATOMIC_RELAXED);
    *process = found;
    return STATUS_SUCCESS;
}

NTSTATUS PsLookupThreadByThreadId(HANDLE id, PETHREAD *thread)
{
    PETHREAD found;

    sim_require_irql(APC_LEVEL, __func__);
    if (sim_must_fail(__func__)) {
        return STATUS_INVALID_CID;
    }
    lock_tables();
    found = threads[(uintptr_t)id / 4 % THREAD_SLOTS];
    found = found != NULL && found->id == (uintptr_t)id ? found : NULL;
    if (found != NULL) {
        (void)__atomic_add_fetch(&found->references, 1, __ATOMIC_RELAXED);
    }
    unlock_tables();
    if (found == NULL) {
        return STATUS_INVALID_CID;
    }
    (void)__atomic_add_fetch(&references, 1, __ATOMIC_RELAXED);
    *thread = found;
    return STATUS_SUCCESS;
}

void ObfDereferenceObject(PVOID object)
{
    sim_require_irql(DISPATCH_LEVEL, __func__);
    if (__atomic_fetch_sub(&references, 1, __ATOMIC_RELAXED) == 0) {
        sim_violation("object dereferenced more often than referenced");
    }
    switch (*(LONG *)object) {
    case SIM_OBJECT_PROCESS:
        release_process(object);
        break;
    case SIM_OBJECT_THREAD:
        release_thread(object);
        break;
    default:
        break;
    }
}

/* ---- handles ---- */

static NTSTATUS make_handle(uint32_t kind, void *object, bool is_unreferencable, PHANDLE handle)
{
    sim_handle_t *made = malloc(sizeof *made);

    *made = (sim_handle_t){.kind = kind, .object = object, .is_unreferencable = is_unreferencable};
    (void)__atomic_add_fetch(&handles, 1, __ATOMIC_RELAXED);
    *handle = made;
    return STATUS_SUCCESS;
}

static void *object_of(HANDLE handle, uint32_t kind, const char *call)
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
        return make_handle(HANDLE_PROCESS, object, false, handle);
    }
    if (type == &thread_type) {
        return make_handle(HANDLE_THREAD, object, false, handle);
    }
    if (type == NULL && sim_is_device(object)) {
        return make_handle(HANDLE_DEVICE, object, false, handle);
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
    (void)__atomic_add_fetch(&references, 1, __ATOMIC_RELAXED);
    *object = entry->object;
    return STATUS_SUCCESS;
}

NTSTATUS ZwDuplicateObject(HANDLE source_process, HANDLE source, HANDLE target_process, PHANDLE target, ACCESS_MASK access, ULONG attributes,
    ULONG options)
{
    PEPROCESS process = object_of(source_process, HANDLE_PROCESS, __func__);
    uint32_t index = (uint32_t)((uintptr_t)source / 4 - 1);

    (void)target_process;
    (void)access;
    if (attributes != OBJ_KERNEL_HANDLE || options != DUPLICATE_SAME_ACCESS) {
        sim_violation("handle duplicated that user mode could use");
    }
    if (sim_must_fail(__func__) || index >= process->handle_count) {
        return STATUS_ACCESS_DENIED;
    }
    return make_handle(HANDLE_RING, process->handles[index].object, process->handles[index].is_unreferencable, target);
}

/* ---- questions ---- */

static NTSTATUS write_handles(PEPROCESS process, void *buffer, uint32_t bytes)
{
    uint64_t needed = 16 + (uint64_t)process->handle_count * 40;
    uint8_t *at = buffer;

    if (bytes < needed) {
        return STATUS_INFO_LENGTH_MISMATCH;
    }
    memset(buffer, 0, 16);
    memcpy(at, &(uint64_t){process->handle_count}, 8);
    for (uint32_t index = 0; index < process->handle_count; index++) {
        const sim_handle_entry_t *entry = &process->handles[index];
        uint8_t *to = at + 16 + (size_t)index * 40;

        memset(to, 0, 40);
        memcpy(to, &(uint64_t){(index + 1) * 4u}, 8);
        memcpy(to + 24, &entry->granted_access, 4);
        memcpy(to + 28, &entry->type_index, 4);
    }
    return STATUS_SUCCESS;
}

NTSTATUS ZwQueryInformationProcess(HANDLE handle, PROCESSINFOCLASS what, PVOID buffer, ULONG bytes, PULONG returned)
{
    PEPROCESS process = object_of(handle, HANDLE_PROCESS, __func__);

    (void)returned;
    if (sim_must_fail(__func__)) {
        return STATUS_ACCESS_DENIED;
    }
    if (what == ProcessHandleInformation) {
        return write_handles(process, buffer, bytes);
    }
    if (what != ProcessSessionInformation || bytes != 4) {
        return STATUS_INFO_LENGTH_MISMATCH;
    }
    memcpy(buffer, &process->session_id, 4);
    return STATUS_SUCCESS;
}

NTSTATUS ZwQueryInformationThread(HANDLE handle, THREADINFOCLASS what, PVOID buffer, ULONG bytes, PULONG returned)
{
    PETHREAD thread = object_of(handle, HANDLE_THREAD, __func__);

    (void)returned;
    if (sim_must_fail(__func__) || what != ThreadQuerySetWin32StartAddress || bytes != 8) {
        return STATUS_ACCESS_DENIED;
    }
    memcpy(buffer, &thread->start_address, 8);
    return STATUS_SUCCESS;
}

NTSTATUS ZwOpenProcessTokenEx(HANDLE handle, ACCESS_MASK access, ULONG attributes, PHANDLE token)
{
    PEPROCESS process = object_of(handle, HANDLE_PROCESS, __func__);

    (void)access;
    if (attributes != OBJ_KERNEL_HANDLE) {
        sim_violation("token opened with a handle that user mode could use");
    }
    if (sim_must_fail(__func__)) {
        return STATUS_ACCESS_DENIED;
    }
    return make_handle(HANDLE_TOKEN, process, false, token);
}

NTSTATUS ZwQueryInformationToken(HANDLE handle, TOKEN_INFORMATION_CLASS what, PVOID buffer, ULONG bytes, PULONG returned)
{
    PEPROCESS process = object_of(handle, HANDLE_TOKEN, __func__);
    TOKEN_MANDATORY_LABEL *label = buffer;
    SID *sid = (SID *)(label + 1);

    if (sim_must_fail(__func__)) {
        return STATUS_ACCESS_DENIED;
    }
    if (what != TokenIntegrityLevel || bytes < sizeof *label + sizeof *sid) {
        return STATUS_BUFFER_TOO_SMALL;
    }
    *sid = (SID){.Revision = 1, .SubAuthorityCount = 1, .SubAuthority = {process->integrity_level}};
    *label = (TOKEN_MANDATORY_LABEL){.Label = {.Sid = sid}};
    *returned = sizeof *label + sizeof *sid;
    return STATUS_SUCCESS;
}

static uint8_t *put_type(uint8_t *at, const WCHAR *name, uint32_t chars, uint8_t index)
{
    UNICODE_STRING string = {.Length = (USHORT)(chars * 2), .MaximumLength = (USHORT)(chars * 2 + 2), .Buffer = (PWSTR)(at + 104)};

    memset(at, 0, 104);
    memcpy(at, &string, sizeof string);
    at[90] = index;
    memcpy(at + 104, name, string.MaximumLength);
    return (uint8_t *)(((uintptr_t)at + 104 + string.MaximumLength + 7) & ~(uintptr_t)7);
}

/* A build before 22000 has no I/O rings. */
NTSTATUS ZwQueryObject(HANDLE handle, OBJECT_INFORMATION_CLASS what, PVOID buffer, ULONG bytes, PULONG returned)
{
    uint8_t *at = (uint8_t *)buffer + 8;
    uint32_t count = windows_build >= 22000 ? 3 : 2;

    (void)returned;
    sim_require_irql(PASSIVE_LEVEL, __func__);
    if (handle != NULL || what != ObjectTypesInformation) {
        return STATUS_INVALID_PARAMETER;
    }
    if (sim_must_fail(__func__)) {
        return STATUS_ACCESS_DENIED;
    }
    if (bytes < 20000) {
        return STATUS_INFO_LENGTH_MISMATCH;
    }
    memcpy(buffer, &count, sizeof count);
    at = put_type(at, L"Process", 7, 7);
    at = put_type(at, L"Thread", 6, 8);
    if (count == 3) {
        (void)put_type(at, L"IoRing", 6, SIM_IORING_TYPE_INDEX);
    }
    return STATUS_SUCCESS;
}

/* ---- I/O rings ---- */

static void add_handle(PEPROCESS process, const sim_handle_entry_t *entry)
{
    process->handles = realloc(process->handles, (process->handle_count + 1) * sizeof *process->handles);
    process->handles[process->handle_count++] = *entry;
}

void sim_add_handles(uint32_t process_id, uint32_t count)
{
    PEPROCESS process = sim_find_process(process_id);

    for (uint32_t index = 0; index < count; index++) {
        add_handle(process, &(sim_handle_entry_t){.type_index = 7});
    }
}

void sim_add_ioring(const sim_ioring_t *ring)
{
    uint8_t *object = calloc(1, 256);
    uint64_t entries[16] = {0xFFFF900000001000u, 0xFFFF900000002000u};
    uint64_t buffers = 0;

    if (ring->buffers == 3) {
        entries[1] = 0x12340000;
    }
    if (ring->buffers == 1 || ring->buffers == 3) {
        buffers = sim_map_kernel_table(entries, 16);
    } else if (ring->buffers == 2) {
        buffers = 0x1000000;
    } else if (ring->buffers == 4) {
        buffers = 0xFFFFB00000000000u;
    }
    *(LONG *)object = SIM_OBJECT_RING;
    memcpy(object + 0xB0, &ring->buffer_count, 4);
    memcpy(object + 0xB8, &buffers, 8);
    add_handle(sim_find_process(ring->process_id),
        &(sim_handle_entry_t){.type_index = SIM_IORING_TYPE_INDEX,
            .granted_access = ring->granted_access,
            .object = object,
            .is_unreferencable = ring->is_unreferencable});
}

/* ---- system threads ---- */

static void *run_thread(void *argument)
{
    PETHREAD thread = argument;

    sim_current = (sim_context_t){.process = &system_process, .thread_id = thread->id, .is_worker = true};
    current_worker = thread;
    thread->start(thread->context);
    sim_violation("system thread returned without PsTerminateSystemThread");
}

NTSTATUS PsCreateSystemThread(PHANDLE handle, ULONG access, POBJECT_ATTRIBUTES attributes, HANDLE process, PCLIENT_ID client, PKSTART_ROUTINE start,
    PVOID context)
{
    static uint32_t next_id = 0x100000;
    PETHREAD thread;

    (void)access;
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
        .process = &system_process,
        .references = 1,
        .is_worker = true,
        .start = start,
        .context = context};
    (void)__atomic_add_fetch(&worker_count, 1, __ATOMIC_RELAXED);
    if (pthread_create(&thread->native, NULL, run_thread, thread) != 0) {
        sim_violation("the host has no more threads");
    }
    (void)pthread_detach(thread->native);
    return make_handle(HANDLE_THREAD, thread, false, handle);
}

NTSTATUS PsTerminateSystemThread(NTSTATUS status)
{
    PETHREAD thread = current_worker;

    (void)status;
    sim_require_irql(PASSIVE_LEVEL, __func__);
    if (thread == NULL) {
        sim_violation("PsTerminateSystemThread outside a system thread");
    }
    pthread_mutex_lock(&sim_dispatcher);
    thread->has_ended = true;
    (void)__atomic_sub_fetch(&worker_count, 1, __ATOMIC_RELAXED);
    pthread_cond_broadcast(&sim_changed);
    pthread_mutex_unlock(&sim_dispatcher);
    release_thread(thread);
    pthread_exit(NULL);
}
