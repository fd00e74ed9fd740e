/*
 * Small memories that carry what a pre-operation callback saw to its post-operation callback. Allocated once; a claim
 * looks at eight places at most. The token given out fits the kernel's CallContext and says if its slot was taken over
 * in the meantime: a slot whose post-operation never came is claimed again after a minute.
 */
#ifndef MON_OPERATION_SLOTS_H
#define MON_OPERATION_SLOTS_H

#include "ntcompat.h"

/* Sizes of the two sets: handle operations last microseconds, key deletes and renames are rare and carry a path. */
#define MON_HANDLE_SLOT_COUNT 256u
#define MON_HANDLE_SLOT_BYTES 48u
#define MON_REGISTRY_SLOT_COUNT 32u
#define MON_REGISTRY_SLOT_BYTES 1040u

#define MON_SLOT_INDEX_BITS 16u

/*
 * state grows with every step and is never the same twice; its two lowest bits say what the slot is. One that is being
 * claimed has no claim time yet and is nobody else's to take, however old the time it still shows.
 */
#define MON_SLOT_STEP_BITS 3u
#define MON_SLOT_STALE_100NS (60 * 10000000LL)
enum { MON_SLOT_FREE = 0, MON_SLOT_BEING_CLAIMED = 1, MON_SLOT_CLAIMED = 2 };
typedef struct mon_operation_slot {
    uint64_t state;
    int64_t claim_time;
} mon_operation_slot_t;

typedef struct mon_operation_slots {
    uint32_t count;
    uint32_t stride_bytes;
    uint32_t next;
    uint32_t reserved;
} mon_operation_slots_t;

/* IRQL: any. */
static inline mon_operation_slot_t *mon_slot_at(mon_operation_slots_t *slots, uint32_t index)
{
    return (mon_operation_slot_t *)((uint8_t *)(slots + 1) + (SIZE_T)index * slots->stride_bytes);
}

/* IRQL: any. */
static inline mon_operation_slot_t *mon_slot_of(mon_operation_slots_t *slots, void *token, uint64_t *claimed)
{
    uint64_t index = ((ULONG_PTR)token & ((1u << MON_SLOT_INDEX_BITS) - 1)) - 1;

    /* No token: the index wraps and is too large. */
    if (index >= slots->count) {
        return NULL;
    }
    *claimed = (ULONG_PTR)token >> MON_SLOT_INDEX_BITS;
    return mon_slot_at(slots, (uint32_t)index);
}

/* The state after a claimed one's release: free again. IRQL: any. */
static inline uint64_t mon_slot_released(uint64_t claimed)
{
    return (claimed | MON_SLOT_STEP_BITS) + 1;
}

/* First step of a claim: makes a free or a stale slot nobody else's. False when it is neither. IRQL: <= DISPATCH_LEVEL. */
static inline bool mon_slot_begin_claim(mon_operation_slot_t *slot, int64_t now, uint64_t *state)
{
    uint64_t before = __atomic_load_n(&slot->state, __ATOMIC_ACQUIRE);

    *state = before + MON_SLOT_BEING_CLAIMED;
    if ((before & MON_SLOT_STEP_BITS) != MON_SLOT_FREE) {
        if ((before & MON_SLOT_STEP_BITS) != MON_SLOT_CLAIMED ||
            now - __atomic_load_n(&slot->claim_time, __ATOMIC_RELAXED) < MON_SLOT_STALE_100NS) {
            return false;
        }
        *state = mon_slot_released(before) + MON_SLOT_BEING_CLAIMED;
    }
    return __atomic_compare_exchange_n(&slot->state, &before, *state, false, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED);
}

/* Second step: gives the slot its time, and only then lets others judge it by that. Returns its state. IRQL: <= DISPATCH_LEVEL. */
static inline uint64_t mon_slot_finish_claim(mon_operation_slot_t *slot, int64_t now, uint64_t state)
{
    uint64_t claimed = state + MON_SLOT_CLAIMED - MON_SLOT_BEING_CLAIMED;

    __atomic_store_n(&slot->claim_time, now, __ATOMIC_RELAXED);
    __atomic_store_n(&slot->state, claimed, __ATOMIC_RELEASE);
    return claimed;
}

/* count: a power of two, at most 4096. NULL without memory. IRQL: PASSIVE_LEVEL. */
mon_operation_slots_t *mon_slots_create(uint32_t count, uint32_t item_bytes);

/* IRQL: PASSIVE_LEVEL. */
void mon_slots_free(mon_operation_slots_t *slots);

/* A slot's memory and its token; NULL when all places looked at are taken. IRQL: <= DISPATCH_LEVEL. */
void *mon_slots_claim(mon_operation_slots_t *slots, int64_t now, void **token);

/* The memory of a token; NULL for NULL and for a slot that was taken over. IRQL: <= DISPATCH_LEVEL. */
void *mon_slots_find(mon_operation_slots_t *slots, void *token);

/*
 * Copies the slot's first bytes and gives it back; false as above, and when it was taken over meanwhile. Inline, so that
 * the copy of a known size is a few moves. IRQL: <= DISPATCH_LEVEL.
 */
static inline bool mon_slots_take(mon_operation_slots_t *slots, void *token, void *item, uint32_t item_bytes)
{
    uint64_t claimed = 0;
    mon_operation_slot_t *slot = mon_slot_of(slots, token, &claimed);

    if (slot == NULL || __atomic_load_n(&slot->state, __ATOMIC_ACQUIRE) != claimed) {
        return false;
    }
    RtlCopyMemory(item, slot + 1, item_bytes);
    return __atomic_compare_exchange_n(&slot->state, &claimed, mon_slot_released(claimed), false, __ATOMIC_RELEASE, __ATOMIC_RELAXED);
}

/* Gives the slot back. False when it was taken over: then what was read from it is not to be used. IRQL: <= DISPATCH_LEVEL. */
bool mon_slots_release(mon_operation_slots_t *slots, void *token);

#endif
