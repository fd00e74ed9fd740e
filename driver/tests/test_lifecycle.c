/* Load and unload, again and again and while callbacks run. */
#include <pthread.h>
#include <string.h>
#include "fixture.h"

static void *fire_one(void *argument)
{
    sim_process_create_t create = a_process_create(3000);

    (void)argument;
    (void)sim_fire_process_create(&create);
    return NULL;
}

static void *unload(void *argument)
{
    (void)argument;
    sim_unload_driver();
    return NULL;
}

static bool has_no_link(void)
{
    sim_balance_t balance;

    sim_get_balance(&balance);
    return balance.links == 0;
}

static void unload_waits_for_callbacks(void)
{
    fixture_t fixture;
    pthread_t firing;
    pthread_t unloading;
    sim_balance_t balance;

    fixture_start(&fixture);
    Mon_CbClose(fixture.client);
    sim_hold_callbacks(true);
    pthread_create(&firing, NULL, fire_one, NULL);
    WAIT_UNTIL(sim_callbacks_held() == 1);
    pthread_create(&unloading, NULL, unload, NULL);
    /* Its link is the first that goes: now it waits for the callback. */
    WAIT_UNTIL(has_no_link());
    for (uint32_t turn = 0; turn < 20; turn++) {
        rest();
    }
    sim_get_balance(&balance);
    CHECK(balance.pool_blocks != 0);
    sim_hold_callbacks(false);
    pthread_join(firing, NULL);
    pthread_join(unloading, NULL);
    sim_reset();
}

typedef struct producer {
    uint32_t first_id;
    bool must_stop;
} producer_t;

static void *produce(void *argument)
{
    producer_t *producer = argument;
    sim_image_load_t load = an_image_load(EXPLORER, TEXT(L"\\x\\dstorage.dll"));

    while (!__atomic_load_n(&producer->must_stop, __ATOMIC_RELAXED)) {
        sim_process_create_t create = a_process_create(producer->first_id);

        (void)sim_fire_process_create(&create);
        sim_fire_image_load(&load);
        (void)sim_fire_process_exit(producer->first_id, 0);
    }
    return NULL;
}

static void unloads_while_events_come(void)
{
    for (uint32_t round = 0; round < 20; round++) {
        fixture_t fixture;
        producer_t producers[2] = {{.first_id = 3000}, {.first_id = 4000}};
        pthread_t threads[2];

        fixture_start(&fixture);
        for (uint32_t index = 0; index < 2; index++) {
            pthread_create(&threads[index], NULL, produce, &producers[index]);
        }
        WAIT_UNTIL(statistics_of(&fixture).counters.image_loads > 50);
        Mon_CbClose(fixture.client);
        sim_unload_driver();
        for (uint32_t index = 0; index < 2; index++) {
            __atomic_store_n(&producers[index].must_stop, true, __ATOMIC_RELAXED);
            pthread_join(threads[index], NULL);
        }
        sim_reset();
    }
}

static void every_load_has_its_own_id(void)
{
    MON_CALLBACK_STATISTICS statistics[2];

    for (uint32_t round = 0; round < 2; round++) {
        fixture_t fixture;

        fixture_start(&fixture);
        statistics[round] = statistics_of(&fixture);
        fixture_stop(&fixture);
    }
    CHECK(memcmp(statistics[0].boot_id, statistics[1].boot_id, 16) != 0);
    CHECK(memcmp(statistics[0].boot_id, statistics[0].boot_id + 8, 8) != 0);
    CHECK_EQUAL(statistics[0].capabilities, MON_CAPABILITY_CALLBACKS);
    CHECK_EQUAL(statistics[0].layout_fingerprint, MON_LAYOUT_FINGERPRINT);
}

/* One read; a reader that keeps reading might never catch up with the producer. */
static uint64_t read_some(fixture_t *fixture, uint64_t ack)
{
    static uint8_t batch[1024 * 1024];
    MON_GET_EVENTS_INPUT input = {.ack_through_sequence = ack};
    mon_batch_header_t header;
    uint32_t bytes;

    CHECK_EQUAL(Mon_CbGetEvents(fixture->client, &input, batch, sizeof batch, &bytes), MON_CB_OK);
    memcpy(&header, batch, sizeof header);
    CHECK(header.record_count == 0 || header.first_sequence == ack + 1);
    return header.record_count == 0 ? ack : header.last_sequence;
}

static void config_changes_under_load(void)
{
    fixture_t fixture;
    producer_t producer = {.first_id = 3000};
    pthread_t thread;
    MON_CALLBACK_CONFIG config = a_config();
    uint64_t last = 0;
    uint64_t before;

    fixture_start(&fixture);
    pthread_create(&thread, NULL, produce, &producer);
    for (uint32_t round = 0; round < 200; round++) {
        config.ring_size_bytes = round % 2 == 0 ? MON_RING_MIN_BYTES * 4 : MON_RING_DEFAULT_BYTES;
        config.command_line_limit_bytes = round;
        (void)Mon_CbSetConfig(fixture.client, &config, sizeof config);
        last = read_some(&fixture, last);
    }
    __atomic_store_n(&producer.must_stop, true, __ATOMIC_RELAXED);
    pthread_join(thread, NULL);
    (void)settle_scans(&fixture, 127);
    do {
        before = last;
        last = read_some(&fixture, last);
    } while (last != before);
    CHECK_EQUAL(last, statistics_of(&fixture).issued_sequence);
    fixture_stop(&fixture);
}

static const test_case_t cases[] = {
    {"CB-T08 unload waits for the callback in flight", unload_waits_for_callbacks},
    {"CB-T08 unloads while events come from two processors", unloads_while_events_come},
    {"every load has its own random boot id", every_load_has_its_own_id},
    {"a configuration and ring size change under load loses nothing", config_changes_under_load},
};
SUITE(lifecycle_suite, cases);
