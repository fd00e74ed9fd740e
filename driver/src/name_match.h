/*
 * Comparisons of names, bounded by their lengths. Case is folded for ASCII letters: the names compared with are ours, and
 * the kernel's own matcher is missing where the driver is tested.
 */
#ifndef MON_NAME_MATCH_H
#define MON_NAME_MATCH_H

#include "ntcompat.h"

/* A counted name that is not owned; chars may be NULL when length is 0. */
typedef struct mon_name {
    const uint16_t *chars;
    uint32_t length;
} mon_name_t;

/* A literal in upper case. */
#define MON_NAME_INITIALIZER(literal) {(const uint16_t *)(literal), sizeof(literal) / sizeof(WCHAR) - 1}
#define MON_NAME(literal) ((mon_name_t)MON_NAME_INITIALIZER(literal))

/* IRQL: any. */
static inline uint16_t mon_upper(uint16_t character)
{
    /* One comparison: what is below 'a' wraps and is too large. */
    return (uint16_t)((uint16_t)(character - 'a') < 26u ? character - 32 : character);
}

/* IRQL: any. */
static inline void mon_fold_upper(uint16_t *chars, uint32_t length)
{
    for (uint32_t index = 0; index < length; index++) {
        chars[index] = mon_upper(chars[index]);
    }
}

/* The string's text; empty for NULL and for a string without a buffer. IRQL: any at which the text may be touched. */
static inline mon_name_t mon_name_of(PCUNICODE_STRING string)
{
    if (string == NULL || string->Buffer == NULL) {
        return (mon_name_t){NULL, 0};
    }
    return (mon_name_t){(const uint16_t *)string->Buffer, string->Length / 2u};
}

/* IRQL: as above. */
bool mon_name_equals(mon_name_t name, mon_name_t upper);

/*
 * Compares the path with a pattern, in which a component "*" stands for any one component; their first start characters,
 * none of them a wildcard, are known to be equal. Returns the place in the pattern at which the path differs: the
 * pattern's length when the path starts with it. end: how far the path was taken. IRQL: as above.
 */
uint32_t mon_path_match(mon_name_t path, mon_name_t upper_pattern, uint32_t start, uint32_t *end);

/* How many characters two patterns have in common before they differ or a wildcard comes. IRQL: any. */
uint32_t mon_pattern_common_length(mon_name_t left, mon_name_t right);

/* What follows the last backslash. IRQL: as above. */
mon_name_t mon_base_name(mon_name_t path);

#endif
