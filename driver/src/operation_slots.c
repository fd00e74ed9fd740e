#include "operation_slots.h"
#include "pool.h"

#define CLAIM_ATTEMPTS 8u
#define STALE_100NS (60 * 10000000LL)

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

/* IRQL: any. */
static bool try_claim(mon_operation_slot_t *slot, int64_t now, uint64_t *claimed)
{
    uint64_t state = __atomic_load_n(&slot->state, __ATOMIC_ACQUIRE);
    bool is_claimed = (state & 1) != 0;

    if (is_claimed && now - __atomic_load_n(&slot->claim_time, __ATOMIC_RELAXED) < STALE_100NS) {
        return false;
    }
    *claimed = state + (is_claimed ? 2 : 1);
    if (!__atomic_compare_exchange_n(&slot->state, &state, *claimed, false, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED)) {
        return false;
    }
    __atomic_store_n(&slot->claim_time, now, __ATOMIC_RELAXED);
    return true;
}

/* IRQL: <= DISPATCH_LEVEL. */
void *mon_slots_claim(mon_operation_slots_t *slots, int64_t now, void **token)
{
    for (uint32_t attempt = 0; attempt < CLAIM_ATTEMPTS; attempt++) {
        uint32_t index = __atomic_fetch_add(&slots->next, 1, __ATOMIC_RELAXED) & (slots->count - 1);
        mon_operation_slot_t *slot = mon_slot_at(slots, index);
        uint64_t claimed;

        if (try_claim(slot, now, &claimed)) {
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

    return slot != NULL && __atomic_compare_exchange_n(&slot->state, &claimed, claimed + 1, false, __ATOMIC_RELEASE, __ATOMIC_RELAXED);
}
