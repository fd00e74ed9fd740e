#include "registry_carry.h"
#include "monitor.h"
#include "registry_path.h"
#include "registry_record.h"

#define SLOT_PATH_MAX_BYTES 1024u

typedef struct registry_request {
    uint32_t path_bytes;
    bool is_path_cut;
    uint8_t path[SLOT_PATH_MAX_BYTES];
} registry_request_t;
_Static_assert(sizeof(registry_request_t) <= MON_REGISTRY_SLOT_BYTES, "the slots are large enough");

/* Every information structure of these starts with the key object; where the rest lies differs. */
typedef struct carried_operation {
    REG_NOTIFY_CLASS request_class;
    REG_NOTIFY_CLASS outcome_class;
    uint8_t operation;
    bool is_of_hive;
    uint16_t context_offset;
    /* Of a UNICODE_STRING pointer with the part of the path below the key, and with the hive's file; 0 for none. */
    uint16_t name_offset;
    uint16_t file_offset;
} carried_operation_t;

static const carried_operation_t operations[] = {
    {RegNtPreDeleteKey, RegNtPostDeleteKey, MON_REGISTRY_OPERATION_TYPE_DELETE_KEY, false,
        offsetof(REG_DELETE_KEY_INFORMATION, CallContext), 0, 0},
    {RegNtPreRenameKey, RegNtPostRenameKey, MON_REGISTRY_OPERATION_TYPE_RENAME_KEY, false,
        offsetof(REG_RENAME_KEY_INFORMATION, CallContext), 0, 0},
    {RegNtPreLoadKey, RegNtPostLoadKey, MON_REGISTRY_OPERATION_TYPE_LOAD_HIVE, true, offsetof(REG_LOAD_KEY_INFORMATION, CallContext),
        offsetof(REG_LOAD_KEY_INFORMATION, KeyName), offsetof(REG_LOAD_KEY_INFORMATION, SourceFile)},
    {RegNtPreUnLoadKey, RegNtPostUnLoadKey, MON_REGISTRY_OPERATION_TYPE_UNLOAD_HIVE, true,
        offsetof(REG_UNLOAD_KEY_INFORMATION, CallContext), 0, 0},
    {RegNtPreRestoreKey, RegNtPostRestoreKey, MON_REGISTRY_OPERATION_TYPE_RESTORE_HIVE, true,
        offsetof(REG_RESTORE_KEY_INFORMATION, CallContext), 0, 0},
    {RegNtPreReplaceKey, RegNtPostReplaceKey, MON_REGISTRY_OPERATION_TYPE_REPLACE_HIVE, true,
        offsetof(REG_REPLACE_KEY_INFORMATION, CallContext), 0, offsetof(REG_REPLACE_KEY_INFORMATION, NewFileName)},
};
#define OPERATION_COUNT (sizeof operations / sizeof operations[0])

/* The operation of a class that is one of the above. IRQL: any. */
static const carried_operation_t *find_operation(REG_NOTIFY_CLASS class)
{
    uint32_t index = 0;

    while (index + 1 < OPERATION_COUNT && operations[index].request_class != class && operations[index].outcome_class != class) {
        index++;
    }
    return &operations[index];
}

/* The text a member of the information points at; empty for no such member. IRQL: PASSIVE_LEVEL. */
static mon_text_t text_at(const void *information, uint16_t offset)
{
    if (offset == 0 || information == NULL) {
        return (mon_text_t){0};
    }
    return mon_registry_kernel_text(*(const PCUNICODE_STRING *)(const void *)((const uint8_t *)information + offset));
}

/* IRQL: any. */
static void append(registry_request_t *slot, const void *bytes, uint32_t length_bytes)
{
    uint32_t room = SLOT_PATH_MAX_BYTES - slot->path_bytes;
    uint32_t copied = length_bytes < room ? length_bytes : room;

    if (copied != 0) {
        RtlCopyMemory(slot->path + slot->path_bytes, bytes, copied);
    }
    slot->path_bytes += copied;
    slot->is_path_cut |= copied < length_bytes;
}

/* IRQL: PASSIVE_LEVEL. */
void mon_registry_carry_request(const mon_config_t *config, REG_NOTIFY_CLASS class, PVOID information)
{
    const carried_operation_t *operation = find_operation(class);
    PVOID key = *(PVOID *)information;
    PCUNICODE_STRING path = operation->is_of_hive ? mon_registry_take_path(key) : mon_registry_take_watched_path(config, key);
    mon_text_t below = text_at(information, operation->name_offset);
    mon_text_t text = mon_text_of(path, MON_PATH_MAX_BYTES);
    registry_request_t *slot;

    if (path == NULL && !operation->is_of_hive) {
        return;
    }
    slot = mon_slots_claim(mon_state.registry_slots, mon_time_now(), (void **)((uint8_t *)information + operation->context_offset));
    if (slot == NULL) {
        mon_count(&mon_state.counters.operation_slot_shortages);
    } else {
        slot->path_bytes = 0;
        slot->is_path_cut = false;
        append(slot, text.bytes, text.length_bytes);
        if (below.length_bytes != 0) {
            append(slot, L"\\", sizeof(WCHAR));
            append(slot, below.bytes, below.length_bytes);
        }
    }
    mon_registry_release_path(path);
}

/* IRQL: PASSIVE_LEVEL. */
void mon_registry_carry_outcome(const mon_config_t *config, REG_NOTIFY_CLASS class, const REG_POST_OPERATION_INFORMATION *info)
{
    const carried_operation_t *operation = find_operation(class);
    const registry_request_t *slot = mon_slots_find(mon_state.registry_slots, info->CallContext);
    mon_registry_change_t change = {.operation = operation->operation};

    if (slot == NULL) {
        return;
    }
    if (NT_SUCCESS(info->Status)) {
        change.path = (mon_text_t){
            .bytes = slot->path, .length_bytes = slot->path_bytes, .is_present = slot->path_bytes != 0, .is_cut = slot->is_path_cut};
        change.hive_file = text_at(info->PreInformation, operation->file_offset);
        if (class == RegNtPostRenameKey && info->PreInformation != NULL) {
            change.new_name = mon_text_of(((const REG_RENAME_KEY_INFORMATION *)info->PreInformation)->NewName, MON_PATH_MAX_BYTES);
        }
        mon_registry_report(config, &change);
    } else {
        mon_count(&mon_state.counters.failed_registry_operations);
    }
    (void)mon_slots_release(mon_state.registry_slots, info->CallContext);
}
