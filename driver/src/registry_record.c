#include "registry_record.h"
#include "monitor.h"
#include "process_facts.h"

/* IRQL: PASSIVE_LEVEL. */
static void write_change(const mon_identity_t *actor, const mon_registry_change_t *change)
{
    uint32_t text_bytes = change->path.length_bytes + change->value_name.length_bytes + change->new_name.length_bytes +
        change->hive_file.length_bytes + change->data.length_bytes;
    mon_registry_operation_record_t *record = (mon_registry_operation_record_t *)mon_ring_reserve(
        &mon_state.ring, MON_KIND_REGISTRY_OPERATION, sizeof *record, text_bytes);
    mon_text_writer_t writer;

    if (record == NULL) {
        return;
    }
    record->header.present_mask = MON_REGISTRY_OPERATION_HAS_MONOTONIC_US | MON_REGISTRY_OPERATION_HAS_THREAD_ID;
    record->process_id = actor->process_id;
    record->thread_id = (uint32_t)(ULONG_PTR)PsGetCurrentThreadId();
    record->operation = change->operation;
    if (actor->start_time != 0) {
        record->process_start_us = mon_time_to_unix_us(actor->start_time);
        record->header.present_mask |= MON_REGISTRY_OPERATION_HAS_PROCESS_START_US;
    }
    if (change->has_data) {
        record->data_type = change->data_type;
        record->data_length_bytes = change->data_length_bytes;
        record->header.present_mask |= MON_REGISTRY_OPERATION_HAS_DATA_TYPE | MON_REGISTRY_OPERATION_HAS_DATA_LENGTH_BYTES;
    }
    writer = (mon_text_writer_t){.record = &record->header};
    mon_text_put(&writer, &record->key_path, &change->path, MON_REGISTRY_OPERATION_HAS_KEY_PATH);
    mon_text_put(&writer, &record->value_name, &change->value_name, MON_REGISTRY_OPERATION_HAS_VALUE_NAME);
    mon_text_put(&writer, &record->new_name, &change->new_name, MON_REGISTRY_OPERATION_HAS_NEW_NAME);
    mon_text_put(&writer, &record->hive_file, &change->hive_file, MON_REGISTRY_OPERATION_HAS_HIVE_FILE);
    mon_text_put(&writer, &record->data, &change->data, MON_REGISTRY_OPERATION_HAS_DATA);
    mon_ring_commit(&mon_state.ring, &record->header);
}

/* IRQL: PASSIVE_LEVEL. */
void mon_registry_report(const mon_config_t *config, const mon_registry_change_t *change)
{
    mon_identity_t actor = mon_identity_of_caller();
    mon_cache_note_t note = {
        .counter = MON_PROFILE_REGISTRY_OPERATION, .rate_limit = config->values.process_rate_limit, .now = mon_time_now()};

    if (mon_cache_note(mon_state.cache, &actor, &note)) {
        write_change(&actor, change);
    } else {
        mon_ring_refuse_rate_limited(&mon_state.ring, MON_KIND_REGISTRY_OPERATION);
    }
}

/* IRQL: PASSIVE_LEVEL. */
mon_text_t mon_registry_kernel_text(PCUNICODE_STRING name)
{
    if (name == NULL) {
        return (mon_text_t){0};
    }
    if ((ULONG_PTR)name < mon_routines.first_kernel_address || (ULONG_PTR)name->Buffer < mon_routines.first_kernel_address) {
        mon_count(&mon_state.counters.unread_registry_data);
        return (mon_text_t){0};
    }
    return mon_text_of(name, MON_PATH_MAX_BYTES);
}

/* IRQL: PASSIVE_LEVEL. */
mon_text_t mon_registry_first_bytes(
    const void *data, uint32_t length_bytes, uint32_t limit_bytes, uint8_t buffer[MON_REGISTRY_USER_DATA_BYTES])
{
    mon_text_t text = {.bytes = data, .length_bytes = length_bytes > limit_bytes ? limit_bytes : length_bytes, .is_present = true};
    SIZE_T copied = 0;

    if (text.length_bytes == 0 || data == NULL) {
        return (mon_text_t){.is_present = length_bytes == 0};
    }
    if ((ULONG_PTR)data >= mon_routines.first_kernel_address) {
        return text;
    }
    text.bytes = buffer;
    text.length_bytes = text.length_bytes > MON_REGISTRY_USER_DATA_BYTES ? MON_REGISTRY_USER_DATA_BYTES : text.length_bytes;
    if (mon_routines.copy_memory == NULL ||
        !NT_SUCCESS(mon_routines.copy_memory(buffer, (PVOID)(ULONG_PTR)data, text.length_bytes, MON_MM_COPY_MEMORY_VIRTUAL, &copied))) {
        mon_count(&mon_state.counters.unread_registry_data);
        return (mon_text_t){0};
    }
    text.length_bytes = (uint32_t)copied;
    return text;
}
