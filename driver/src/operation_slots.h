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

typedef struct mon_operation_slots mon_operation_slots_t;

/* count: a power of two, at most 4096. NULL without memory. IRQL: PASSIVE_LEVEL. */
mon_operation_slots_t *mon_slots_create(uint32_t count, uint32_t item_bytes);

/* IRQL: PASSIVE_LEVEL. */
void mon_slots_free(mon_operation_slots_t *slots);

/* A slot's memory and its token; NULL when all places looked at are taken. IRQL: <= DISPATCH_LEVEL. */
void *mon_slots_claim(mon_operation_slots_t *slots, int64_t now, void **token);

/* The memory of a token; NULL for NULL and for a slot that was taken over. IRQL: <= DISPATCH_LEVEL. */
void *mon_slots_find(mon_operation_slots_t *slots, void *token);

/* Gives the slot back. False when it was taken over: then what was read from it is not to be used. IRQL: <= DISPATCH_LEVEL. */
bool mon_slots_release(mon_operation_slots_t *slots, void *token);

#endif
