/* Non-paged, non-executable, zeroed memory under one tag. Never used from a callback. */
#ifndef MON_POOL_H
#define MON_POOL_H

#include "ntcompat.h"

/* "MonW" as it stands in memory. */
#define MON_POOL_TAG 0x576E6F4Du

/* NULL without memory. Uses the old allocator because the new one is missing before Windows 10 2004. IRQL: PASSIVE_LEVEL. */
static inline void *mon_pool_allocate(SIZE_T bytes)
{
    void *memory = ExAllocatePoolWithTag(NonPagedPoolNx, bytes, MON_POOL_TAG);

    if (memory != NULL) {
        RtlZeroMemory(memory, bytes);
    }
    return memory;
}

/* Accepts NULL. IRQL: PASSIVE_LEVEL. */
static inline void mon_pool_free(void *memory)
{
    if (memory != NULL) {
        ExFreePoolWithTag(memory, MON_POOL_TAG);
    }
}

#endif
