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

/* Whether the pattern's character is a component of its own. IRQL: any. */
static bool is_wildcard(mon_name_t pattern, uint32_t index)
{
    bool starts_component = index > 0 && pattern.chars[index - 1] == '\\';
    bool ends_component = index + 1 == pattern.length || pattern.chars[index + 1] == '\\';

    return pattern.chars[index] == '*' && starts_component && ends_component;
}

/* IRQL: as the text allows. */
uint32_t mon_path_match(mon_name_t path, mon_name_t upper_pattern, uint32_t start, uint32_t *end)
{
    uint32_t at = start;
    uint32_t index = start;

    while (index < upper_pattern.length) {
        if (upper_pattern.chars[index] == '*' && is_wildcard(upper_pattern, index)) {
            uint32_t component = at;

            while (at < path.length && path.chars[at] != '\\') {
                at++;
            }
            if (at == component) {
                break;
            }
        } else if (at >= path.length || mon_upper(path.chars[at]) != upper_pattern.chars[index]) {
            break;
        } else {
            at++;
        }
        index++;
    }
    *end = at;
    return index;
}

/* IRQL: any. */
uint32_t mon_pattern_common_length(mon_name_t left, mon_name_t right)
{
    uint32_t length = 0;

    while (length < left.length && length < right.length && left.chars[length] == right.chars[length] && left.chars[length] != '*') {
        length++;
    }
    return length;
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
