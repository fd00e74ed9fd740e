#include "monitor_config.h"
#include "name_match.h"

/* Keys that decide what starts with the machine or a logon, and those that govern I/O rings. */
static const WCHAR *const default_keys[] = {
    L"\\REGISTRY\\MACHINE\\SOFTWARE\\MICROSOFT\\WINDOWS\\CURRENTVERSION\\RUN",
    L"\\REGISTRY\\MACHINE\\SOFTWARE\\WOW6432NODE\\MICROSOFT\\WINDOWS\\CURRENTVERSION\\RUN",
    L"\\REGISTRY\\USER\\*\\SOFTWARE\\MICROSOFT\\WINDOWS\\CURRENTVERSION\\RUN",
    L"\\REGISTRY\\MACHINE\\SOFTWARE\\MICROSOFT\\WINDOWS NT\\CURRENTVERSION\\WINLOGON",
    L"\\REGISTRY\\MACHINE\\SOFTWARE\\MICROSOFT\\WINDOWS NT\\CURRENTVERSION\\IMAGE FILE EXECUTION OPTIONS",
    L"\\REGISTRY\\MACHINE\\SOFTWARE\\MICROSOFT\\WINDOWS NT\\CURRENTVERSION\\SILENTPROCESSEXIT",
    L"\\REGISTRY\\MACHINE\\SOFTWARE\\MICROSOFT\\WINDOWS NT\\CURRENTVERSION\\SCHEDULE\\TASKCACHE",
    L"\\REGISTRY\\MACHINE\\SYSTEM\\*\\SERVICES",
    L"\\REGISTRY\\MACHINE\\SYSTEM\\*\\CONTROL\\LSA",
    L"\\REGISTRY\\MACHINE\\SYSTEM\\*\\CONTROL\\SESSION MANAGER\\APPCERTDLLS",
    L"\\REGISTRY\\MACHINE\\SYSTEM\\*\\CONTROL\\SESSION MANAGER\\I/O SYSTEM",
    L"\\REGISTRY\\MACHINE\\SYSTEM\\*\\CONTROL\\SESSION MANAGER\\IORING",
    L"\\REGISTRY\\MACHINE\\SYSTEM\\*\\CONTROL\\FEATUREMANAGEMENT\\OVERRIDES",
};
#define DEFAULT_KEY_COUNT (sizeof default_keys / sizeof default_keys[0])
_Static_assert(DEFAULT_KEY_COUNT + MON_REGISTRY_PREFIX_MAX_COUNT <= MON_PATTERN_MAX_COUNT, "every pattern has a place");

/* IRQL: any. */
static bool is_ring_size(uint32_t size_bytes)
{
    bool is_power = (size_bytes & (size_bytes - 1)) == 0;

    return size_bytes == 0 || (is_power && size_bytes >= MON_RING_MIN_BYTES && size_bytes <= MON_RING_MAX_BYTES);
}

/* IRQL: any. */
static bool are_rates_valid(const MON_CALLBACK_CONFIG *values)
{
    for (uint32_t index = 0; index < MON_KIND_COUNT; index++) {
        if (values->kind_rate_limits[index] > MON_RATE_LIMIT_MAX) {
            return false;
        }
    }
    /* Refusing gap records would hide the losses they declare. */
    return values->kind_rate_limits[MON_KIND_GAP - MON_KIND_FIRST] == 0 && values->process_rate_limit <= MON_RATE_LIMIT_MAX;
}

/* IRQL: any. */
static bool is_sweep_interval(uint32_t interval_ms)
{
    return interval_ms == 0 || (interval_ms >= MON_SWEEP_INTERVAL_MIN_MS && interval_ms <= MON_SWEEP_INTERVAL_MAX_MS);
}

/* IRQL: any. */
static bool are_values_valid(const MON_CALLBACK_CONFIG *values)
{
    return (values->callback_mask & ~MON_CONFIG_ALL_CALLBACKS) == 0 && (values->flags & ~MON_CONFIG_KNOWN_FLAGS) == 0 &&
        is_ring_size(values->ring_size_bytes) && values->scan_delay_ms <= MON_SCAN_DELAY_MAX_MS && are_rates_valid(values) &&
        values->command_line_limit_bytes <= MON_COMMAND_LINE_MAX_BYTES && values->registry_data_limit_bytes <= MON_REGISTRY_DATA_MAX_BYTES &&
        values->registry_prefix_count <= MON_REGISTRY_PREFIX_MAX_COUNT && values->image_name_count <= MON_IMAGE_NAME_MAX_COUNT &&
        is_sweep_interval(values->sweep_interval_ms);
}

typedef struct text_cursor {
    const uint8_t *bytes;
    uint32_t left_bytes;
} text_cursor_t;

/* Takes one counted text and folds it into target. False when it is not whole, empty, odd or too long. IRQL: any. */
static bool take_text(text_cursor_t *cursor, uint16_t *target, uint32_t max_bytes, uint32_t *length_chars)
{
    uint16_t length_bytes;

    if (cursor->left_bytes < sizeof length_bytes) {
        return false;
    }
    memcpy(&length_bytes, cursor->bytes, sizeof length_bytes);
    cursor->bytes += sizeof length_bytes;
    cursor->left_bytes -= (uint32_t)sizeof length_bytes;
    if (length_bytes == 0 || length_bytes % 2 != 0 || length_bytes > max_bytes || length_bytes > cursor->left_bytes) {
        return false;
    }
    memcpy(target, cursor->bytes, length_bytes);
    cursor->bytes += length_bytes;
    cursor->left_bytes -= length_bytes;
    *length_chars = length_bytes / 2u;
    mon_fold_upper(target, *length_chars);
    return true;
}

/* IRQL: any. */
static bool take_texts(mon_config_t *config, text_cursor_t *cursor)
{
    for (uint32_t index = 0; index < config->values.registry_prefix_count; index++) {
        mon_pattern_t *pattern = &config->patterns[index];

        if (!take_text(cursor, pattern->text, MON_REGISTRY_PREFIX_MAX_BYTES, &pattern->length_chars)) {
            return false;
        }
    }
    for (uint32_t index = 0; index < config->values.image_name_count; index++) {
        mon_image_name_t *name = &config->image_names[index];

        if (!take_text(cursor, name->text, MON_IMAGE_NAME_MAX_BYTES, &name->length_chars)) {
            return false;
        }
    }
    return cursor->left_bytes == 0;
}

/* IRQL: any. */
static void add_default_keys(mon_config_t *config)
{
    for (uint32_t index = 0; index < DEFAULT_KEY_COUNT; index++) {
        mon_pattern_t *pattern = &config->patterns[config->pattern_count++];

        pattern->length_chars = 0;
        for (const WCHAR *from = default_keys[index]; *from != 0; from++) {
            pattern->text[pattern->length_chars++] = *from;
        }
    }
}

/* IRQL: any. */
static mon_name_t name_of(const mon_pattern_t *pattern)
{
    return (mon_name_t){pattern->text, pattern->length_chars};
}

/* IRQL: any. */
static void find_common_parts(mon_config_t *config)
{
    for (uint32_t index = 0; index < config->pattern_count; index++) {
        mon_pattern_t *pattern = &config->patterns[index];

        pattern->common_chars = index == 0 ? 0 : mon_pattern_common_length(name_of(pattern - 1), name_of(pattern));
    }
}

/* IRQL: PASSIVE_LEVEL. */
NTSTATUS mon_config_parse(mon_config_t *config, const uint8_t *input, uint32_t input_bytes)
{
    text_cursor_t cursor;

    if (input_bytes < sizeof config->values) {
        return STATUS_INFO_LENGTH_MISMATCH;
    }
    memcpy(&config->values, input, sizeof config->values);
    if (config->values.version != MON_ABI_VERSION) {
        return STATUS_REVISION_MISMATCH;
    }
    if (config->values.size_bytes != input_bytes) {
        return STATUS_INFO_LENGTH_MISMATCH;
    }
    if (!are_values_valid(&config->values)) {
        return STATUS_INVALID_PARAMETER;
    }
    cursor = (text_cursor_t){.bytes = input + sizeof config->values, .left_bytes = input_bytes - (uint32_t)sizeof config->values};
    if (!take_texts(config, &cursor)) {
        return STATUS_INVALID_PARAMETER;
    }
    config->pattern_count = config->values.registry_prefix_count;
    config->image_name_count = config->values.image_name_count;
    if ((config->values.flags & MON_CONFIG_DEFAULT_KEYS) != 0) {
        add_default_keys(config);
    }
    find_common_parts(config);
    return STATUS_SUCCESS;
}
