/*
 * Registry operations whose key has its name only before the operation: deletes, renames and everything done to whole
 * hives. The path is taken then, carried in a slot, and the record is written after. Hive operations are rare and say
 * much wherever they happen, so they are recorded whatever keys are watched.
 */
#ifndef MON_REGISTRY_CARRY_H
#define MON_REGISTRY_CARRY_H

#include "monitor_config.h"

/* One bit for each class; of the first notifications of such operations, and of the second. */
#define MON_REGISTRY_CLASS_BIT(class) (1ull << (class))
#define MON_REGISTRY_CARRIED_REQUESTS                                                                                                    \
    (MON_REGISTRY_CLASS_BIT(RegNtPreDeleteKey) | MON_REGISTRY_CLASS_BIT(RegNtPreRenameKey) | MON_REGISTRY_CLASS_BIT(RegNtPreLoadKey) |    \
        MON_REGISTRY_CLASS_BIT(RegNtPreUnLoadKey) | MON_REGISTRY_CLASS_BIT(RegNtPreRestoreKey) | MON_REGISTRY_CLASS_BIT(RegNtPreReplaceKey))
#define MON_REGISTRY_CARRIED_OUTCOMES                                                                                                    \
    (MON_REGISTRY_CLASS_BIT(RegNtPostDeleteKey) | MON_REGISTRY_CLASS_BIT(RegNtPostRenameKey) |                                            \
        MON_REGISTRY_CLASS_BIT(RegNtPostLoadKey) | MON_REGISTRY_CLASS_BIT(RegNtPostUnLoadKey) |                                           \
        MON_REGISTRY_CLASS_BIT(RegNtPostRestoreKey) | MON_REGISTRY_CLASS_BIT(RegNtPostReplaceKey))

/* IRQL: PASSIVE_LEVEL. */
void mon_registry_carry_request(const mon_config_t *config, REG_NOTIFY_CLASS class, PVOID information);

/* IRQL: PASSIVE_LEVEL. */
void mon_registry_carry_outcome(const mon_config_t *config, REG_NOTIFY_CLASS class, const REG_POST_OPERATION_INFORMATION *info);

#endif
