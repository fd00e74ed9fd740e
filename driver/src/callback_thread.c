/*
 * Thread callback. Registered with the routine whose callback runs in the creator's context: the creator is whoever
 * runs, which is what makes a thread created in another process recognisable. The extended routine runs its callback in
 * the new thread and cannot tell.
 */
#include "kernel_callbacks.h"
#include "process_facts.h"

/* A record that has no start address to give says so by leaving it out. IRQL: PASSIVE_LEVEL. */
static uint64_t start_address_for(const mon_config_t *config, HANDLE thread_id, bool is_remote)
{
    uint64_t address = 0;

    if (is_remote || (config->values.flags & MON_CONFIG_ALL_START_ADDRESSES) != 0) {
        address = KeGetCurrentIrql() == PASSIVE_LEVEL ? mon_thread_start_address(thread_id) : 0;
    }
    if (mon_is_kernel_address(address) && (config->values.flags & MON_CONFIG_KERNEL_ADDRESSES) == 0) {
        address = 0;
    }
    return address;
}

typedef struct thread_creation {
    mon_identity_t actor;
    mon_identity_t object;
    uint32_t actor_thread_id;
    uint32_t object_thread_id;
    uint64_t start_address;
} thread_creation_t;

/* IRQL: <= DISPATCH_LEVEL. */
static void write_creation(const thread_creation_t *creation)
{
    mon_thread_create_record_t *record =
        (mon_thread_create_record_t *)mon_ring_reserve(&mon_state.ring, MON_KIND_THREAD_CREATE, sizeof *record, 0);

    if (record == NULL) {
        return;
    }
    record->header.present_mask = MON_THREAD_CREATE_HAS_MONOTONIC_US | MON_THREAD_CREATE_HAS_THREAD_ID |
        MON_THREAD_CREATE_HAS_OBJECT_PROCESS_ID | MON_THREAD_CREATE_HAS_OBJECT_THREAD_ID;
    record->process_id = creation->actor.process_id;
    record->thread_id = creation->actor_thread_id;
    record->object_process_id = creation->object.process_id;
    record->object_thread_id = creation->object_thread_id;
    if (creation->actor.start_time != 0) {
        record->process_start_us = mon_time_to_unix_us(creation->actor.start_time);
        record->header.present_mask |= MON_THREAD_CREATE_HAS_PROCESS_START_US;
    }
    if (creation->object.start_time != 0) {
        record->object_start_us = mon_time_to_unix_us(creation->object.start_time);
        record->header.present_mask |= MON_THREAD_CREATE_HAS_OBJECT_START_US;
    }
    if (creation->start_address != 0) {
        record->start_address = creation->start_address;
        record->header.present_mask |= MON_THREAD_CREATE_HAS_START_ADDRESS;
    }
    mon_ring_commit(&mon_state.ring, &record->header);
}

/* IRQL: PASSIVE_LEVEL. */
static void on_thread_create(const mon_config_t *config, HANDLE process_id, HANDLE thread_id)
{
    thread_creation_t creation = {
        .actor = mon_identity_of_caller(),
        .actor_thread_id = (uint32_t)(ULONG_PTR)PsGetCurrentThreadId(),
        .object_thread_id = (uint32_t)(ULONG_PTR)thread_id,
    };
    bool is_own = creation.actor.process_id == (uint32_t)(ULONG_PTR)process_id;
    mon_cache_note_t note = {.counter = MON_PROFILE_THREAD_CREATE, .rate_limit = config->values.process_rate_limit, .now = mon_time_now()};
    bool is_remote;

    creation.object = is_own ? creation.actor : mon_identity_of_other(process_id);
    is_remote = !mon_cache_take_first_thread(mon_state.cache, &creation.object) && !is_own;
    if (is_remote) {
        note.counter = MON_PROFILE_REMOTE_THREAD_CREATE;
    }
    if (!mon_cache_note(mon_state.cache, &creation.actor, &note)) {
        mon_ring_refuse_rate_limited(&mon_state.ring, MON_KIND_THREAD_CREATE);
        return;
    }
    creation.start_address = start_address_for(config, thread_id, is_remote);
    write_creation(&creation);
}

/* IRQL: <= APC_LEVEL. */
static void on_thread_exit(HANDLE process_id, HANDLE thread_id)
{
    mon_identity_t process = mon_identity_of_id(process_id);
    mon_thread_terminate_record_t *record =
        (mon_thread_terminate_record_t *)mon_ring_reserve(&mon_state.ring, MON_KIND_THREAD_TERMINATE, sizeof *record, 0);

    if (record == NULL) {
        return;
    }
    record->header.present_mask = MON_THREAD_TERMINATE_HAS_MONOTONIC_US | MON_THREAD_TERMINATE_HAS_THREAD_ID;
    record->process_id = process.process_id;
    record->thread_id = (uint32_t)(ULONG_PTR)thread_id;
    if (process.start_time != 0) {
        record->process_start_us = mon_time_to_unix_us(process.start_time);
        record->header.present_mask |= MON_THREAD_TERMINATE_HAS_PROCESS_START_US;
    }
    mon_ring_commit(&mon_state.ring, &record->header);
}

/* IRQL: PASSIVE_LEVEL or APC_LEVEL; a start address is asked for at PASSIVE_LEVEL only. */
void NTAPI MonCbThreadNotify(HANDLE process_id, HANDLE thread_id, BOOLEAN is_create)
{
    const mon_config_t *config = mon_config_enter(&mon_state.config);

    if (config == NULL) {
        return;
    }
    mon_count(is_create ? &mon_state.counters.thread_creations : &mon_state.counters.thread_terminations);
    if ((config->values.callback_mask & (1u << MON_CALLBACK_THREAD)) != 0) {
        if (is_create) {
            on_thread_create(config, process_id, thread_id);
        } else {
            on_thread_exit(process_id, thread_id);
        }
    }
    mon_config_leave(config);
}
