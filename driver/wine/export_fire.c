/* Fires what is registered, exactly and in order. */
#include "export_driver.h"

#define FIRST_CHILD_ID 0x10000u

uint32_t export_fired_count;

typedef VOID(NTAPI *process_routine_t)(PEPROCESS process, HANDLE id, PPS_CREATE_NOTIFY_INFO info);
typedef VOID(NTAPI *thread_routine_t)(HANDLE process, HANDLE thread, BOOLEAN create);
typedef VOID(NTAPI *image_routine_t)(PUNICODE_STRING name, HANDLE process, PIMAGE_INFO info);
typedef NTSTATUS(NTAPI *registry_routine_t)(PVOID context, PVOID class, PVOID information);

static void fire_process(fake_process_t *process, bool is_create)
{
    UNICODE_STRING image;
    UNICODE_STRING command_line;
    PS_CREATE_NOTIFY_INFO info;

    RtlInitUnicodeString(&image, L"\\Device\\HarddiskVolume3\\Windows\\System32\\notepad.exe");
    RtlInitUnicodeString(&command_line, L"notepad.exe C:\\notes.txt");
    RtlZeroMemory(&info, sizeof info);
    info.Size = sizeof info;
    info.ParentProcessId = (HANDLE)(ULONG_PTR)TARGET_ID;
    info.CreatingThreadId.UniqueProcess = (HANDLE)(ULONG_PTR)ACTOR_ID;
    info.CreatingThreadId.UniqueThread = (HANDLE)(ULONG_PTR)(ACTOR_ID + 4);
    info.ImageFileName = &image;
    info.CommandLine = &command_line;
    if (export_registered.process != NULL) {
        ((process_routine_t)export_registered.process)((PEPROCESS)process, (HANDLE)(ULONG_PTR)process->id, is_create ? &info : NULL);
        export_fired_count++;
    }
}

static void fire_thread(fake_process_t *process, bool is_create)
{
    export_thread = (fake_thread_t){.id = process->id + 8, .process = process};
    if (export_registered.thread != NULL) {
        ((thread_routine_t)export_registered.thread)((HANDLE)(ULONG_PTR)process->id, (HANDLE)(ULONG_PTR)export_thread.id, is_create);
        export_fired_count++;
    }
}

static void fire_image(uint32_t process_id)
{
    UNICODE_STRING path;
    IMAGE_INFO info;

    RtlInitUnicodeString(&path, L"\\Device\\HarddiskVolume3\\Windows\\System32\\ole32.dll");
    RtlZeroMemory(&info, sizeof info);
    info.ImageBase = (PVOID)(ULONG_PTR)0x7FFA00000000u;
    info.ImageSize = 0x123000;
    info.Properties = 12u << 12;
    if (export_registered.image != NULL) {
        ((image_routine_t)export_registered.image)(&path, (HANDLE)(ULONG_PTR)process_id, &info);
        export_fired_count++;
    }
}

static void fire_handle(fake_process_t *process, bool is_thread, bool is_duplicate)
{
    OB_PRE_OPERATION_PARAMETERS parameters;
    OB_POST_OPERATION_PARAMETERS granted;
    OB_PRE_OPERATION_INFORMATION pre;
    OB_POST_OPERATION_INFORMATION post;
    const OB_OPERATION_REGISTRATION *registered = &export_registered.object[is_thread ? 1 : 0];

    RtlZeroMemory(&parameters, sizeof parameters);
    RtlZeroMemory(&pre, sizeof pre);
    RtlZeroMemory(&post, sizeof post);
    export_thread = (fake_thread_t){.id = process->id + 8, .process = process};
    parameters.DuplicateHandleInformation.DesiredAccess = 0x1FFFFF;
    parameters.DuplicateHandleInformation.OriginalDesiredAccess = 0x1FFFFF;
    if (is_duplicate) {
        parameters.DuplicateHandleInformation.SourceProcess = export_find_process(TARGET_ID);
        parameters.DuplicateHandleInformation.TargetProcess = export_find_process(ACTOR_ID);
    }
    granted.CreateHandleInformation.GrantedAccess = 0x1FFFDF;
    pre.Operation = is_duplicate ? OB_OPERATION_HANDLE_DUPLICATE : OB_OPERATION_HANDLE_CREATE;
    pre.Object = is_thread ? (PVOID)&export_thread : (PVOID)process;
    pre.ObjectType = is_thread ? exp_PsThreadType : exp_PsProcessType;
    pre.Parameters = &parameters;
    if (!export_registered.has_object) {
        return;
    }
    (void)registered->PreOperation(NULL, &pre);
    post.Operation = pre.Operation;
    post.Object = pre.Object;
    post.ObjectType = pre.ObjectType;
    post.CallContext = pre.CallContext;
    post.Parameters = &granted;
    registered->PostOperation(NULL, &post);
    export_fired_count++;
}

static void fire_registry(REG_NOTIFY_CLASS pre_class, REG_NOTIFY_CLASS post_class)
{
    UNICODE_STRING path;
    UNICODE_STRING name;
    REG_SET_VALUE_KEY_INFORMATION set;
    REG_DELETE_KEY_INFORMATION remove;
    REG_POST_OPERATION_INFORMATION post;
    bool is_set = post_class == RegNtPostSetValueKey;

    RtlInitUnicodeString(&path, L"\\REGISTRY\\MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run");
    RtlInitUnicodeString(&name, L"Updater");
    RtlZeroMemory(&set, sizeof set);
    RtlZeroMemory(&remove, sizeof remove);
    RtlZeroMemory(&post, sizeof post);
    set.Object = &path;
    set.ValueName = &name;
    set.Type = 1;
    set.Data = (PVOID)L"evil";
    set.DataSize = 10;
    remove.Object = &path;
    post.Object = &path;
    post.PreInformation = is_set ? (PVOID)&set : (PVOID)&remove;
    if (export_registered.registry == NULL) {
        return;
    }
    (void)((registry_routine_t)export_registered.registry)(NULL, (PVOID)(ULONG_PTR)pre_class, post.PreInformation);
    post.CallContext = is_set ? set.CallContext : remove.CallContext;
    (void)((registry_routine_t)export_registered.registry)(NULL, (PVOID)(ULONG_PTR)post_class, &post);
    export_fired_count++;
}

void export_fire_round(uint32_t round, bool leaves_process)
{
    fake_process_t *child = export_add_process(FIRST_CHILD_ID + round * 16);

    fire_process(child, true);
    fire_thread(child, true);
    fire_image(child->id);
    fire_handle(child, false, false);
    fire_handle(child, true, false);
    fire_handle(child, false, true);
    fire_registry(RegNtPreSetValueKey, RegNtPostSetValueKey);
    fire_registry(RegNtPreDeleteKey, RegNtPostDeleteKey);
    fire_thread(child, false);
    if (!leaves_process) {
        fire_process(child, false);
        child->id = 0;
    }
}
