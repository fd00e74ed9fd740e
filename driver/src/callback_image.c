/*
 * Image-load callback: images mapped into processes, and drivers (process id 0). It copies, compares two or three names
 * and returns.
 */
#include "kernel_callbacks.h"
#include "image_place.h"
#include "process_facts.h"
#include "record_text.h"

/* DirectStorage's libraries: on Windows 11 they work through I/O rings, and little else loads them. */
static const mon_name_t related_names[] = {MON_NAME_INITIALIZER(L"DSTORAGE.DLL"), MON_NAME_INITIALIZER(L"DSTORAGECORE.DLL"), MON_NAME_INITIALIZER(L"IORING.DLL")};

/* They hold the I/O ring calls, but nearly every process loads them. */
static const mon_name_t runtime_names[] = {MON_NAME_INITIALIZER(L"KERNELBASE.DLL"), MON_NAME_INITIALIZER(L"NTDLL.DLL")};

/* Names an impostor takes because a search for a library ends at the nearest one. */
static const mon_name_t system_names[] = {MON_NAME_INITIALIZER(L"NTDLL.DLL"), MON_NAME_INITIALIZER(L"KERNEL32.DLL"), MON_NAME_INITIALIZER(L"KERNELBASE.DLL"),
    MON_NAME_INITIALIZER(L"ADVAPI32.DLL"), MON_NAME_INITIALIZER(L"USER32.DLL"), MON_NAME_INITIALIZER(L"VERSION.DLL"), MON_NAME_INITIALIZER(L"WINHTTP.DLL"), MON_NAME_INITIALIZER(L"CRYPTBASE.DLL")};

#define COUNT_OF(array) ((uint32_t)(sizeof(array) / sizeof((array)[0])))
#define INTEGRITY_SYSTEM 0x4000u

/* IRQL: PASSIVE_LEVEL. */
static bool is_one_of(mon_name_t name, const mon_name_t *names, uint32_t count)
{
    for (uint32_t index = 0; index < count; index++) {
        if (mon_name_equals(name, names[index])) {
            return true;
        }
    }
    return false;
}

/* IRQL: PASSIVE_LEVEL. */
bool MonCbCheckIoRingDll(const mon_config_t *config, PCUNICODE_STRING image_name)
{
    mon_name_t base_name = mon_base_name(mon_name_of(image_name));

    if (is_one_of(base_name, related_names, COUNT_OF(related_names))) {
        return true;
    }
    if ((config->values.flags & MON_CONFIG_RUNTIME_LIBRARIES_RELATED) != 0 && is_one_of(base_name, runtime_names, COUNT_OF(runtime_names))) {
        return true;
    }
    for (uint32_t index = 0; index < config->image_name_count; index++) {
        if (mon_name_equals(base_name, (mon_name_t){config->image_names[index].text, config->image_names[index].length_chars})) {
            return true;
        }
    }
    return false;
}

/* IRQL: PASSIVE_LEVEL. */
uint8_t MonCbDetectSuspiciousImage(PCUNICODE_STRING image_name, const IMAGE_INFO *image_info, uint32_t process_id, uint32_t integrity_level)
{
    mon_name_t path = mon_name_of(image_name);

    if (path.length == 0) {
        return MON_SUSPICIOUS_IMAGE_REASON_NO_NAME;
    }
    if (process_id != 0 && mon_is_kernel_address((uint64_t)(ULONG_PTR)image_info->ImageBase)) {
        return MON_SUSPICIOUS_IMAGE_REASON_KERNEL_ADDRESS_IN_USER_PROCESS;
    }
    if (is_one_of(mon_base_name(path), system_names, COUNT_OF(system_names)) &&
        !mon_is_in_system_directory(path)) {
        return MON_SUSPICIOUS_IMAGE_REASON_SYSTEM_NAME_ELSEWHERE;
    }
    if (integrity_level >= INTEGRITY_SYSTEM && mon_is_below_user_directory(path)) {
        return MON_SUSPICIOUS_IMAGE_REASON_USER_WRITABLE_PATH;
    }
    return MON_SUSPICIOUS_IMAGE_REASON_NONE;
}

typedef struct image_load {
    mon_identity_t process;
    mon_text_t path;
    uint64_t base;
    uint64_t size_bytes;
    uint8_t reason;
    uint8_t signature_level;
    bool is_related;
} image_load_t;

/* Who mapped the image into a process that is not its own. IRQL: any. */
static void put_mapper(mon_image_load_record_t *record)
{
    mon_identity_t mapper = mon_identity_of_caller();

    record->mapper_process_id = mapper.process_id;
    record->mapper_thread_id = (uint32_t)(ULONG_PTR)PsGetCurrentThreadId();
    record->header.present_mask |= MON_IMAGE_LOAD_HAS_MAPPER_PROCESS_ID | MON_IMAGE_LOAD_HAS_MAPPER_THREAD_ID;
    if (mapper.start_time != 0) {
        record->mapper_start_us = mon_time_to_unix_us(mapper.start_time);
        record->header.present_mask |= MON_IMAGE_LOAD_HAS_MAPPER_START_US;
    }
}

/* IRQL: PASSIVE_LEVEL. */
static void write_load(const image_load_t *load)
{
    mon_image_load_record_t *record =
        (mon_image_load_record_t *)mon_ring_reserve(&mon_state.ring, MON_KIND_IMAGE_LOAD, sizeof *record, load->path.length_bytes);
    mon_text_writer_t writer;

    if (record == NULL) {
        return;
    }
    record->header.present_mask = MON_IMAGE_LOAD_HAS_MONOTONIC_US | MON_IMAGE_LOAD_HAS_IMAGE_BASE | MON_IMAGE_LOAD_HAS_IMAGE_SIZE_BYTES |
        MON_IMAGE_LOAD_HAS_IS_IORING_RELATED | MON_IMAGE_LOAD_HAS_SUSPICIOUS_REASON;
    record->process_id = load->process.process_id;
    record->image_base = load->base;
    record->image_size_bytes = load->size_bytes;
    record->is_ioring_related = load->is_related;
    record->suspicious_reason = load->reason;
    if (load->process.start_time != 0) {
        record->process_start_us = mon_time_to_unix_us(load->process.start_time);
        record->header.present_mask |= MON_IMAGE_LOAD_HAS_PROCESS_START_US;
    }
    if (load->process.process_id != 0 && (uint32_t)(ULONG_PTR)PsGetCurrentProcessId() != load->process.process_id) {
        put_mapper(record);
    } else if (load->process.process_id != 0) {
        record->thread_id = (uint32_t)(ULONG_PTR)PsGetCurrentThreadId();
        record->header.present_mask |= MON_IMAGE_LOAD_HAS_THREAD_ID;
    }
    if (load->signature_level != 0) {
        record->signature_level = load->signature_level;
        record->header.present_mask |= MON_IMAGE_LOAD_HAS_SIGNATURE_LEVEL;
    }
    writer = (mon_text_writer_t){.record = &record->header};
    mon_text_put(&writer, &record->image_path, &load->path, MON_IMAGE_LOAD_HAS_IMAGE_PATH);
    mon_ring_commit(&mon_state.ring, &record->header);
}

/* Counts the load in its process's profile; false when the process is over its rate. IRQL: <= DISPATCH_LEVEL. */
static bool note_load(const mon_config_t *config, const image_load_t *load)
{
    mon_cache_note_t note = {.counter = MON_PROFILE_IMAGE_LOAD, .rate_limit = config->values.process_rate_limit};
    mon_cache_note_t extra = {0};

    if (load->process.process_id == 0) {
        return true;
    }
    note.now = note.rate_limit != 0 ? mon_time_now() : 0;
    if (load->is_related) {
        extra.counter = MON_PROFILE_IORING_IMAGE_LOAD;
        (void)mon_cache_note(mon_state.cache, &load->process, &extra);
    }
    if (load->reason != MON_SUSPICIOUS_IMAGE_REASON_NONE) {
        extra.counter = MON_PROFILE_SUSPICIOUS_IMAGE_LOAD;
        (void)mon_cache_note(mon_state.cache, &load->process, &extra);
    }
    return mon_cache_note(mon_state.cache, &load->process, &note);
}

/* IRQL: PASSIVE_LEVEL. */
static void MonCbOnImageLoad(const mon_config_t *config, PCUNICODE_STRING image_name, HANDLE process_id, const IMAGE_INFO *image_info)
{
    image_load_t load = {
        .process = mon_identity_of_id(process_id),
        .path = mon_text_of(image_name, MON_PATH_MAX_BYTES),
        .base = (uint64_t)(ULONG_PTR)image_info->ImageBase,
        .size_bytes = image_info->ImageSize,
        .signature_level = (uint8_t)MON_IMAGE_SIGNATURE_LEVEL(image_info->Properties),
        .is_related = MonCbCheckIoRingDll(config, image_name),
    };
    uint32_t integrity_level = mon_cache_integrity(mon_state.cache, &load.process);

    load.reason = MonCbDetectSuspiciousImage(image_name, image_info, load.process.process_id, integrity_level);
    if (mon_is_kernel_address(load.base) && (config->values.flags & MON_CONFIG_KERNEL_ADDRESSES) == 0) {
        load.base = 0;
    }
    if (note_load(config, &load)) {
        write_load(&load);
    } else {
        mon_ring_refuse_rate_limited(&mon_state.ring, MON_KIND_IMAGE_LOAD);
    }
    if (load.is_related && load.process.process_id != 0) {
        MonCbScheduleScan(config, &load.process, MON_SCAN_TRIGGER_IMAGE_LOAD);
    }
}

/* IRQL: PASSIVE_LEVEL. */
void NTAPI MonCbImageLoadNotify(PUNICODE_STRING full_image_name, HANDLE process_id, PIMAGE_INFO image_info)
{
    const mon_config_t *config = mon_config_enter(&mon_state.config);

    if (config == NULL) {
        return;
    }
    mon_count(&mon_state.counters.image_loads);
    if ((config->values.callback_mask & (1u << MON_CALLBACK_IMAGE)) != 0) {
        MonCbOnImageLoad(config, full_image_name, process_id, image_info);
    }
    mon_config_leave(config);
}
