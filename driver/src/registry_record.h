/* What the registry callback found, and its record. */
#ifndef MON_REGISTRY_RECORD_H
#define MON_REGISTRY_RECORD_H

#include "monitor_config.h"
#include "record_text.h"

typedef struct mon_registry_change {
    uint8_t operation;
    bool has_data;
    uint32_t data_type;
    uint32_t data_length_bytes;
    mon_text_t path;
    mon_text_t value_name;
    mon_text_t new_name;
    mon_text_t hive_file;
    mon_text_t data;
} mon_registry_change_t;

/* User data is copied through the stack. */
#define MON_REGISTRY_USER_DATA_BYTES 256u

/* The first bytes of a value. Kernel memory is used in place; user memory is copied to the buffer. IRQL: PASSIVE_LEVEL. */
mon_text_t mon_registry_first_bytes(
    const void *data, uint32_t length_bytes, uint32_t limit_bytes, uint8_t buffer[MON_REGISTRY_USER_DATA_BYTES]);

/* A name that should lie in kernel memory; left out, and counted as unread, when it does not. IRQL: PASSIVE_LEVEL. */
mon_text_t mon_registry_kernel_text(PCUNICODE_STRING name);

/* Counts the change in the caller's profile and writes it, unless the caller is over its rate. IRQL: PASSIVE_LEVEL. */
void mon_registry_report(const mon_config_t *config, const mon_registry_change_t *change);

#endif
