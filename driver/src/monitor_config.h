/*
 * The policy in force. A callback enters, gets the configuration it keeps using until it leaves, and so also counts as
 * "in flight": a new configuration is put in force without stopping callbacks, and unload waits until the last has left.
 */
#ifndef MON_MONITOR_CONFIG_H
#define MON_MONITOR_CONFIG_H

#include "mon_ioctl.h"
#include "ntcompat.h"

#define MON_PATTERN_MAX_CHARS (MON_REGISTRY_PREFIX_MAX_BYTES / 2)
#define MON_PATTERN_MAX_COUNT (MON_REGISTRY_PREFIX_MAX_COUNT + 16u)
#define MON_IMAGE_NAME_MAX_CHARS (MON_IMAGE_NAME_MAX_BYTES / 2)

/* Upper case, so that a comparison folds one side only. */
typedef struct mon_pattern {
    uint32_t length_chars;
    /* Characters it has in common with the pattern before it, which need not be compared again. */
    uint32_t common_chars;
    uint16_t text[MON_PATTERN_MAX_CHARS];
} mon_pattern_t;

typedef struct mon_image_name {
    uint32_t length_chars;
    uint16_t text[MON_IMAGE_NAME_MAX_CHARS];
} mon_image_name_t;

typedef struct mon_config {
    /* Callbacks that use this copy now. */
    int64_t user_count;
    MON_CALLBACK_CONFIG values;
    uint32_t pattern_count;
    uint32_t image_name_count;
    mon_pattern_t patterns[MON_PATTERN_MAX_COUNT];
    mon_image_name_t image_names[MON_IMAGE_NAME_MAX_COUNT];
} mon_config_t;

typedef struct mon_config_store {
    mon_config_t *copies;
    uint32_t active;
    bool is_open;
    /* One SET_CONFIG at a time. */
    uint32_t writer;
} mon_config_store_t;

/* Allocates both copies and puts the defaults in force; closed to callbacks. IRQL: PASSIVE_LEVEL. */
NTSTATUS mon_config_initialize(mon_config_store_t *store);

/* IRQL: PASSIVE_LEVEL. */
void mon_config_free(mon_config_store_t *store);

/* Lets callbacks in. IRQL: PASSIVE_LEVEL. */
void mon_config_open(mon_config_store_t *store);

/* Keeps new callbacks out and waits until those in flight have left. IRQL: PASSIVE_LEVEL. */
void mon_config_close(mon_config_store_t *store);

/* The configuration, until mon_config_leave; NULL when the store is closed. IRQL: <= DISPATCH_LEVEL. */
const mon_config_t *mon_config_enter(mon_config_store_t *store);

/* IRQL: <= DISPATCH_LEVEL. */
static inline void mon_config_leave(const mon_config_t *config)
{
    (void)__atomic_sub_fetch(&((mon_config_t *)(ULONG_PTR)config)->user_count, 1, __ATOMIC_RELEASE);
}

/* Callbacks in flight. IRQL: any. */
uint64_t mon_config_user_count(const mon_config_store_t *store);

/*
 * Checks a SET_CONFIG input of that many bytes, field by field, and puts it in force. STATUS_INFO_LENGTH_MISMATCH,
 * STATUS_REVISION_MISMATCH or STATUS_INVALID_PARAMETER when it is refused, STATUS_DEVICE_BUSY while another is applied or
 * an earlier ring is still being drained, STATUS_INSUFFICIENT_RESOURCES without memory. Nothing changes then.
 * IRQL: PASSIVE_LEVEL.
 */
NTSTATUS mon_config_apply(mon_config_store_t *store, const uint8_t *input, uint32_t input_bytes);

/* Checks and unpacks the input into a configuration; the store is not touched. IRQL: PASSIVE_LEVEL. */
NTSTATUS mon_config_parse(mon_config_t *config, const uint8_t *input, uint32_t input_bytes);

#endif
