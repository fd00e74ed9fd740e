#include "registry_path.h"
#include "monitor.h"

LARGE_INTEGER mon_registry_cookie;

/* IRQL: PASSIVE_LEVEL. */
static bool is_watched(const mon_config_t *config, mon_name_t path)
{
    /* Where the pattern before differed. What that has in common with this one is as good, or as bad, for both. */
    uint32_t difference = 0;

    for (uint32_t index = 0; index < config->pattern_count; index++) {
        const mon_pattern_t *pattern = &config->patterns[index];
        uint32_t end;

        if (difference < pattern->common_chars) {
            continue;
        }
        difference = mon_path_match(path, (mon_name_t){pattern->text, pattern->length_chars}, pattern->common_chars, &end);
        if (difference == pattern->length_chars) {
            return true;
        }
    }
    return false;
}

/* IRQL: PASSIVE_LEVEL. */
PCUNICODE_STRING mon_registry_take_path(PVOID key)
{
    PCUNICODE_STRING path = NULL;
    NTSTATUS status = STATUS_NOT_SUPPORTED;

    if (key == NULL) {
        return NULL;
    }
    if (mon_routines.key_name_ex != NULL && mon_routines.release_key_name != NULL) {
        status = mon_routines.key_name_ex(&mon_registry_cookie, key, NULL, &path, 0);
    } else if (mon_routines.key_name != NULL) {
        status = mon_routines.key_name(&mon_registry_cookie, key, NULL, &path);
    }
    return NT_SUCCESS(status) ? path : NULL;
}

/* IRQL: PASSIVE_LEVEL. */
void mon_registry_release_path(PCUNICODE_STRING path)
{
    if (path != NULL && mon_routines.key_name_ex != NULL && mon_routines.release_key_name != NULL) {
        mon_routines.release_key_name(path);
    }
}

/* IRQL: PASSIVE_LEVEL. */
PCUNICODE_STRING mon_registry_take_watched_path(const mon_config_t *config, PVOID key)
{
    PCUNICODE_STRING path = mon_registry_take_path(key);

    if (path != NULL && is_watched(config, mon_name_of(path))) {
        return path;
    }
    mon_registry_release_path(path);
    mon_count(&mon_state.counters.filtered_registry_operations);
    return NULL;
}
