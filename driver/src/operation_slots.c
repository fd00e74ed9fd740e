#include "operation_slots.h"
#include "pool.h"

#define CLAIM_ATTEMPTS 8u

/* IRQL: PASSIVE_LEVEL. */
mon_operation_slots_t *mon_slots_create(uint32_t count, uint32_t item_bytes)
{
    uint32_t stride_bytes = ((uint32_t)sizeof(mon_operation_slot_t) + item_bytes + 7u) & ~7u;
    mon_operation_slots_t *slots = mon_pool_allocate(sizeof *slots + (SIZE_T)count * stride_bytes);

    if (slots != NULL) {
        slots->count = count;
        slots->stride_bytes = stride_bytes;
    }
    return slots;
}

/* IRQL: PASSIVE_LEVEL. */
void mon_slots_free(mon_operation_slots_t *slots)
{
    mon_pool_free(slots);
}

/* IRQL: <= DISPATCH_LEVEL. */
void *mon_slots_claim(mon_operation_slots_t *slots, int64_t now, void **token)
{
    for (uint32_t attempt = 0; attempt < CLAIM_ATTEMPTS; attempt++) {
        uint32_t index = __atomic_fetch_add(&slots->next, 1, __ATOMIC_RELAXED) & (slots->count - 1);
        mon_operation_slot_t *slot = mon_slot_at(slots, index);
        uint64_t state;

        if (mon_slot_begin_claim(slot, now, &state)) {
            uint64_t claimed = mon_slot_finish_claim(slot, now, state);

            *token = (void *)(ULONG_PTR)(claimed << MON_SLOT_INDEX_BITS | (index + 1));
            return slot + 1;
        }
    }
    *token = NULL;
    return NULL;
}

/* IRQL: <= DISPATCH_LEVEL. */
void *mon_slots_find(mon_operation_slots_t *slots, void *token)
{
    uint64_t claimed = 0;
    mon_operation_slot_t *slot = mon_slot_of(slots, token, &claimed);

    if (slot == NULL || __atomic_load_n(&slot->state, __ATOMIC_ACQUIRE) != claimed) {
        return NULL;
    }
    return slot + 1;
}

/* IRQL: <= DISPATCH_LEVEL. */
bool mon_slots_release(mon_operation_slots_t *slots, void *token)
{
    uint64_t claimed = 0;
    mon_operation_slot_t *slot = mon_slot_of(slots, token, &claimed);

    return slot != NULL && __atomic_compare_exchange_n(&slot->state, &claimed, mon_slot_released(claimed), false, __ATOMIC_RELEASE, __ATOMIC_RELAXED);
}
