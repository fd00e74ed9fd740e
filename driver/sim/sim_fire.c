/*
 * Fires the process, thread and image callbacks the way the kernel does. All three run in a critical region, which disables
 * normal kernel APCs: the driver kit's reference of PCREATE_PROCESS_NOTIFY_ROUTINE_EX, PCREATE_THREAD_NOTIFY_ROUTINE and
 * PLOAD_IMAGE_NOTIFY_ROUTINE. FileOpenNameAvailable and CreationStatus: PS_CREATE_NOTIFY_INFO. An image may be mapped by a
 * thread of another process (NtMapViewOfSection takes a process handle); that this thread is attached then is believed.
 */
#include "sim_callbacks.h"

static bool is_held;
static uint32_t held;

void sim_hold_callbacks(bool hold)
{
    __atomic_store_n(&is_held, hold, __ATOMIC_SEQ_CST);
}

uint32_t sim_callbacks_held(void)
{
    return __atomic_load_n(&held, __ATOMIC_SEQ_CST);
}

UNICODE_STRING *sim_make_string(sim_text_t text)
{
    UNICODE_STRING *string;

    if (text.chars == NULL) {
        return NULL;
    }
    string = malloc(sizeof *string);
    *string = (UNICODE_STRING){.Length = (USHORT)text.bytes, .MaximumLength = (USHORT)text.bytes, .Buffer = malloc(text.bytes + (text.bytes == 0))};
    memcpy(string->Buffer, text.chars, text.bytes);
    return string;
}

void sim_free_string(UNICODE_STRING *string)
{
    if (string != NULL) {
        free(string->Buffer);
        free(string);
    }
}

static void wait_while_held(void)
{
    if (__atomic_load_n(&is_held, __ATOMIC_SEQ_CST)) {
        (void)__atomic_add_fetch(&held, 1, __ATOMIC_SEQ_CST);
        while (__atomic_load_n(&is_held, __ATOMIC_SEQ_CST)) {
            sim_delay_host();
        }
        (void)__atomic_sub_fetch(&held, 1, __ATOMIC_SEQ_CST);
    }
}

bool sim_fire_process_create(const sim_process_create_t *create)
{
    PEPROCESS process = sim_add_process(create->process_id, create);
    PEPROCESS creator = sim_find_process(create->creator_id);
    PS_CREATE_NOTIFY_INFO info = {.Size = sizeof info,
        .Flags = (create->has_partial_name ? 0 : 1u) | (create->is_subsystem ? 2u : 0),
        .CreationStatus = create->denied_status,
        .ParentProcessId = (HANDLE)(uintptr_t)create->parent_id,
        .CreatingThreadId = {(HANDLE)(uintptr_t)create->creator_id, (HANDLE)(uintptr_t)create->creator_thread_id}};
    PCREATE_PROCESS_NOTIFY_ROUTINE_EX routine;
    UNICODE_STRING *image;
    UNICODE_STRING *command_line;
    sim_context_t before;

    if (process == NULL) {
        return false;
    }
    routine = (PCREATE_PROCESS_NOTIFY_ROUTINE_EX)sim_begin_callback(CALLBACK_PROCESS);
    if (routine == NULL) {
        return true;
    }
    wait_while_held();
    image = sim_make_string(create->image);
    command_line = sim_make_string(create->command_line);
    info.ImageFileName = image;
    info.CommandLine = command_line;
    before = sim_enter_callback(creator, create->creator_thread_id, PASSIVE_LEVEL, 1);
    routine(process, (HANDLE)(uintptr_t)create->process_id, &info);
    sim_leave_callback(before, "process create");
    sim_free_string(image);
    sim_free_string(command_line);
    sim_end_callback(CALLBACK_PROCESS);
    if (!NT_SUCCESS(create->denied_status)) {
        /* The object goes again. That its exit is announced too is believed, not documented. */
        (void)sim_fire_process_exit(create->process_id, create->denied_status);
    }
    return true;
}

bool sim_fire_process_exit(uint32_t process_id, int32_t exit_status)
{
    PEPROCESS process = sim_find_process(process_id);
    PCREATE_PROCESS_NOTIFY_ROUTINE_EX routine;
    sim_context_t before;

    if (process == NULL) {
        return false;
    }
    process->exit_status = exit_status;
    routine = (PCREATE_PROCESS_NOTIFY_ROUTINE_EX)sim_begin_callback(CALLBACK_PROCESS);
    if (routine != NULL) {
        before = sim_enter_callback(process, process_id + 4, PASSIVE_LEVEL, 1);
        routine(process, (HANDLE)(uintptr_t)process_id, NULL);
        sim_leave_callback(before, "process exit");
        sim_end_callback(CALLBACK_PROCESS);
    }
    sim_end_process(process);
    return true;
}

static void fire_thread(uint32_t actor_id, uint32_t actor_thread_id, uint32_t process_id, uint32_t thread_id, bool is_create)
{
    PCREATE_THREAD_NOTIFY_ROUTINE routine = (PCREATE_THREAD_NOTIFY_ROUTINE)sim_begin_callback(CALLBACK_THREAD);
    sim_context_t before;

    if (routine == NULL) {
        return;
    }
    before = sim_enter_callback(sim_find_process(actor_id), actor_thread_id, is_create ? PASSIVE_LEVEL : APC_LEVEL, 1);
    routine((HANDLE)(uintptr_t)process_id, (HANDLE)(uintptr_t)thread_id, is_create);
    sim_leave_callback(before, "thread");
    sim_end_callback(CALLBACK_THREAD);
}

void sim_fire_thread_create(uint32_t actor_id, uint32_t actor_thread_id, uint32_t process_id, uint32_t thread_id, uint64_t start)
{
    PEPROCESS process = sim_find_process(process_id);
    PETHREAD thread = process != NULL ? sim_make_thread(process, thread_id, start) : NULL;

    fire_thread(actor_id, actor_thread_id, process_id, thread_id, true);
    if (thread != NULL) {
        sim_drop_thread(thread);
    }
}

void sim_fire_thread_exit(uint32_t process_id, uint32_t thread_id)
{
    fire_thread(process_id, thread_id, process_id, thread_id, false);
}

void sim_fire_image_load(const sim_image_load_t *load)
{
    PLOAD_IMAGE_NOTIFY_ROUTINE routine = (PLOAD_IMAGE_NOTIFY_ROUTINE)sim_begin_callback(CALLBACK_IMAGE);
    IMAGE_INFO info = {.Properties = (load->process_id == 0 ? 0x100u : 0) | (load->signature_level << 12),
        .ImageBase = (PVOID)(uintptr_t)load->base,
        .ImageSize = load->size_bytes};
    UNICODE_STRING *name;
    sim_context_t before;

    if (routine == NULL) {
        return;
    }
    name = sim_make_string(load->path);
    before = sim_enter_callback(sim_find_process(load->mapper_id != 0 ? load->mapper_id : load->process_id), load->thread_id, PASSIVE_LEVEL, 1);
    if (load->mapper_id != 0) {
        /* The mapper's thread is attached to the process it maps into. */
        sim_current.attached = sim_find_process(load->process_id);
    }
    routine(name, (HANDLE)(uintptr_t)load->process_id, &info);
    sim_leave_callback(before, "image load");
    sim_free_string(name);
    sim_end_callback(CALLBACK_IMAGE);
}
