/* Names of registry keys, as the kernel has them, and which of them are watched. */
#ifndef MON_REGISTRY_PATH_H
#define MON_REGISTRY_PATH_H

#include "monitor_config.h"
#include "name_match.h"

/* Which registration asks; names are given out to it. IRQL: any. */
extern LARGE_INTEGER mon_registry_cookie;

/* The name of a key object, or NULL. To be given back with mon_registry_release_path. IRQL: PASSIVE_LEVEL. */
PCUNICODE_STRING mon_registry_take_path(PVOID key);

/* The same for a watched key; NULL, counted and nothing to give back, for any other. IRQL: PASSIVE_LEVEL. */
PCUNICODE_STRING mon_registry_take_watched_path(const mon_config_t *config, PVOID key);

/* Accepts NULL. IRQL: PASSIVE_LEVEL. */
void mon_registry_release_path(PCUNICODE_STRING path);

#endif
