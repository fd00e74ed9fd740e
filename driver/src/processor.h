/* What only the processor can tell. One small file for each architecture in arch/; nothing else in src depends on one. */
#ifndef MON_PROCESSOR_H
#define MON_PROCESSOR_H

#include <stdbool.h>
#include <stdint.h>

/* A random number made by the processor; false when it makes none. IRQL: any. */
bool mon_processor_random(uint64_t *value);

/* A counter that runs fast, of no unit. IRQL: any. */
uint64_t mon_processor_counter(void);

#endif
