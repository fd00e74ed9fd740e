#include "name_match.h"

/* A file name is 255 characters at most; nothing longer is searched for a backslash. */
#define BASE_NAME_LIMIT 256u

/* IRQL: as the text allows. */
bool mon_name_equals(mon_name_t name, mon_name_t upper)
{
    if (name.length != upper.length) {
        return false;
    }
    for (uint32_t index = 0; index < name.length; index++) {
        if (mon_upper(name.chars[index]) != upper.chars[index]) {
            return false;
        }
    }
    return true;
}

/* IRQL: as the text allows. */
bool mon_name_contains(mon_name_t name, mon_name_t upper)
{
    for (uint32_t start = 0; start + upper.length <= name.length; start++) {
        if (mon_upper(name.chars[start]) == upper.chars[0] && mon_name_equals((mon_name_t){name.chars + start, upper.length}, upper)) {
            return true;
        }
    }
    return false;
}

/* Whether the pattern's character is a component of its own. IRQL: any. */
static bool is_wildcard(mon_name_t pattern, uint32_t index)
{
    bool starts_component = index > 0 && pattern.chars[index - 1] == '\\';
    bool ends_component = index + 1 == pattern.length || pattern.chars[index + 1] == '\\';

    return pattern.chars[index] == '*' && starts_component && ends_component;
}

/* IRQL: as the text allows. */
bool mon_path_matches(mon_name_t path, mon_name_t upper_pattern)
{
    uint32_t at = 0;

    for (uint32_t index = 0; index < upper_pattern.length; index++) {
        uint32_t start = at;

        if (upper_pattern.chars[index] != '*' || !is_wildcard(upper_pattern, index)) {
            if (at >= path.length || mon_upper(path.chars[at]) != upper_pattern.chars[index]) {
                return false;
            }
            at++;
            continue;
        }
        while (at < path.length && path.chars[at] != '\\') {
            at++;
        }
        if (at == start) {
            return false;
        }
    }
    return true;
}

/* IRQL: as the text allows. */
mon_name_t mon_base_name(mon_name_t path)
{
    uint32_t length = 0;

    while (length < path.length && length < BASE_NAME_LIMIT && path.chars[path.length - length - 1] != '\\') {
        length++;
    }
    return (mon_name_t){length == 0 ? NULL : path.chars + (path.length - length), length};
}
