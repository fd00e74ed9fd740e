#include "kernel_routines.h"
#include "monitor.h"
#include "pool.h"

#define MILLISECOND_100NS 10000
#define ENTER_ATTEMPTS 16u

static const MON_CALLBACK_CONFIG default_values = {
    .size_bytes = sizeof(MON_CALLBACK_CONFIG),
    .version = MON_ABI_VERSION,
    .callback_mask = MON_CONFIG_ALL_CALLBACKS,
    .flags = MON_CONFIG_DEFAULT_FLAGS,
    .ring_size_bytes = MON_RING_DEFAULT_BYTES,
    .scan_delay_ms = 500,
    .command_line_limit_bytes = MON_COMMAND_LINE_MAX_BYTES,
    .registry_data_limit_bytes = 64,
    .sweep_interval_ms = MON_SWEEP_INTERVAL_DEFAULT_MS,
};

/* IRQL: PASSIVE_LEVEL. */
NTSTATUS mon_config_initialize(mon_config_store_t *store)
{
    RtlZeroMemory(store, sizeof *store);
    store->copies = mon_pool_allocate(2 * sizeof(mon_config_t));
    if (store->copies == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    return mon_config_parse(&store->copies[0], (const uint8_t *)&default_values, sizeof default_values);
}

/* IRQL: PASSIVE_LEVEL. */
void mon_config_free(mon_config_store_t *store)
{
    mon_pool_free(store->copies);
    store->copies = NULL;
}

/* IRQL: PASSIVE_LEVEL. */
void mon_config_open(mon_config_store_t *store)
{
    __atomic_store_n(&store->is_open, true, __ATOMIC_SEQ_CST);
}

/* Waits until no callback uses the copy. Callbacks are short, so it looks once a millisecond. IRQL: PASSIVE_LEVEL. */
static void wait_for_users(const mon_config_t *config)
{
    LARGE_INTEGER interval = {.QuadPart = -MILLISECOND_100NS};

    while (__atomic_load_n(&config->user_count, __ATOMIC_ACQUIRE) != 0) {
        (void)KeDelayExecutionThread(KernelMode, FALSE, &interval);
    }
}

/* IRQL: PASSIVE_LEVEL. */
void mon_config_close(mon_config_store_t *store)
{
    __atomic_store_n(&store->is_open, false, __ATOMIC_SEQ_CST);
    wait_for_users(&store->copies[0]);
    wait_for_users(&store->copies[1]);
}

/*
 * Counts itself in first and looks again after: whoever closes the store or takes the copy out of force does so first and
 * looks at the count after, so one of the two sees the other. A copy changes a few times a day; two rounds in a row that
 * both meet a change do not happen, and the loop is bounded all the same.
 */
const mon_config_t *mon_config_enter(mon_config_store_t *store)
{
    for (uint32_t attempt = 0; attempt < ENTER_ATTEMPTS; attempt++) {
        uint32_t active = __atomic_load_n(&store->active, __ATOMIC_SEQ_CST);
        mon_config_t *config = &store->copies[active];

        (void)__atomic_add_fetch(&config->user_count, 1, __ATOMIC_SEQ_CST);
        if (!__atomic_load_n(&store->is_open, __ATOMIC_SEQ_CST)) {
            mon_config_leave(config);
            return NULL;
        }
        if (__atomic_load_n(&store->active, __ATOMIC_SEQ_CST) == active) {
            return config;
        }
        mon_config_leave(config);
    }
    return NULL;
}

/* IRQL: any. */
uint64_t mon_config_user_count(const mon_config_store_t *store)
{
    return (uint64_t)(__atomic_load_n(&store->copies[0].user_count, __ATOMIC_RELAXED) +
        __atomic_load_n(&store->copies[1].user_count, __ATOMIC_RELAXED));
}

/* Parses into the copy that is not in force, then exchanges the two. IRQL: PASSIVE_LEVEL. */
static NTSTATUS exchange(mon_config_store_t *store, const uint8_t *input, uint32_t input_bytes)
{
    mon_config_t *spare = &store->copies[1 - store->active];
    NTSTATUS status;

    wait_for_users(spare);
    status = mon_config_parse(spare, input, input_bytes);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    if (spare->values.ring_size_bytes != 0) {
        status = mon_ring_resize(&mon_state.ring, spare->values.ring_size_bytes);
        if (!NT_SUCCESS(status)) {
            return status;
        }
    }
    mon_ring_set_rate_limits(&mon_state.ring, spare->values.kind_rate_limits);
    __atomic_store_n(&store->active, 1 - store->active, __ATOMIC_SEQ_CST);
    return STATUS_SUCCESS;
}

/* IRQL: PASSIVE_LEVEL. */
NTSTATUS mon_config_apply(mon_config_store_t *store, const uint8_t *input, uint32_t input_bytes)
{
    NTSTATUS status;

    if (__atomic_exchange_n(&store->writer, 1, __ATOMIC_ACQUIRE) != 0) {
        return STATUS_DEVICE_BUSY;
    }
    status = exchange(store, input, input_bytes);
    __atomic_store_n(&store->writer, 0, __ATOMIC_RELEASE);
    return status;
}
