/* The ring through the driver: wrap, shares, limits, losses, resize. */
#include <stdlib.h>
#include <string.h>
#include "fixture.h"

static uint8_t batch[512 * 1024];

static void small_ring(fixture_t *fixture)
{
    MON_CALLBACK_CONFIG config = a_config();

    config.ring_size_bytes = MON_RING_MIN_BYTES;
    config.flags = MON_CONFIG_DEFAULT_KEYS;
    apply(fixture, &config);
}

/* A driver image with a path of so many characters: records of every size. */
static void fire_image(uint32_t path_chars)
{
    static uint16_t path[1024];
    sim_image_load_t load = an_image_load(0, (sim_text_t){path, path_chars * 2});

    for (uint32_t index = 0; index < path_chars; index++) {
        path[index] = (uint16_t)('a' + index % 26);
    }
    sim_fire_image_load(&load);
}

static void wraps_at_every_offset(void)
{
    fixture_t fixture;
    reading_t reading;

    fixture_start(&fixture);
    small_ring(&fixture);
    for (uint32_t turn = 0; turn < 4000; turn++) {
        uint32_t chars = turn * 37 % 1024;

        fire_image(chars);
        fire_image(1);
        read_all(&fixture, &reading);
        CHECK_EQUAL(reading.count, 2);
        for (uint32_t index = 0; index < (chars < 259 ? chars : 259); index++) {
            CHECK_EQUAL(reading.events[0].body.image_load.ImageFileName[index], 'a' + index % 26);
        }
        free_reading(&reading);
    }
    CHECK_EQUAL(statistics_of(&fixture).ring_used_bytes, 0);
    fixture_stop(&fixture);
}

static void keeps_room_for_what_matters(void)
{
    fixture_t fixture;
    MON_CALLBACK_STATISTICS statistics;
    uint64_t low;

    fixture_start(&fixture);
    small_ring(&fixture);
    for (uint32_t index = 0; index < 2000; index++) {
        fire_image(100);
    }
    statistics = statistics_of(&fixture);
    low = statistics.ring_used_bytes;
    /* A gap record may come on top: it has a share of its own. */
    CHECK(low <= MON_RING_MIN_BYTES / 4 * 3 + 256);
    CHECK(low > MON_RING_MIN_BYTES / 4 * 3 - 1024);
    for (uint32_t index = 0; index < 2000; index++) {
        sim_registry_operation_t set = a_value_set(EXPLORER);

        sim_fire_registry(&set);
    }
    statistics = statistics_of(&fixture);
    CHECK(statistics.ring_used_bytes > low);
    CHECK(statistics.ring_used_bytes <= MON_RING_MIN_BYTES / 10 * 9 + 512);
    for (uint32_t index = 0; index < 2000; index++) {
        sim_handle_operation_t duplicate = a_handle_duplicate(EXPLORER, TARGET);

        sim_fire_handle(&duplicate);
    }
    statistics = statistics_of(&fixture);
    CHECK(statistics.kinds[MON_KIND_HANDLE_DUPLICATE - MON_KIND_FIRST].written_count > 100);
    CHECK(statistics.ring_used_bytes <= MON_RING_MIN_BYTES - 4096 + 512);
    fixture_stop(&fixture);
}

static void declares_one_loss_a_second(void)
{
    fixture_t fixture;
    mon_batch_header_t header;
    MON_CALLBACK_STATISTICS statistics;

    fixture_start(&fixture);
    small_ring(&fixture);
    for (uint32_t index = 0; index < 5000; index++) {
        fire_image(100);
        sim_advance_time_us(1000);
    }
    statistics = statistics_of(&fixture);
    CHECK(statistics.kinds[MON_KIND_GAP - MON_KIND_FIRST].written_count >= 4);
    CHECK(statistics.kinds[MON_KIND_GAP - MON_KIND_FIRST].written_count <= 6);
    read_batch(&fixture, MON_GET_EVENTS_DECLARE_LOSSES, batch, sizeof batch, &header);
    statistics = statistics_of(&fixture);
    CHECK_EQUAL(statistics.kinds[MON_KIND_IMAGE_LOAD - MON_KIND_FIRST].declared_count,
        statistics.kinds[MON_KIND_IMAGE_LOAD - MON_KIND_FIRST].ring_full_count);
    fixture_stop(&fixture);
}

static void gap_says_when_and_why(void)
{
    fixture_t fixture;
    MON_CALLBACK_CONFIG config = a_config();
    reading_t reading;
    const MON_CB_EVENT *gap;
    int64_t first_us;

    fixture_start(&fixture);
    config.kind_rate_limits[MON_KIND_IMAGE_LOAD - MON_KIND_FIRST] = 10;
    apply(&fixture, &config);
    for (uint32_t index = 0; index < 10; index++) {
        fire_image(10);
    }
    first_us = (sim_time() - 116444736000000000) / 10;
    fire_image(10);
    sim_advance_time_us(500);
    fire_image(10);
    sim_advance_time_us(100);
    fire_image(10);
    read_all(&fixture, &reading);
    /* The first loss is declared with the next event, the others when the reader asks for all. */
    CHECK_EQUAL(reading.count, 12);
    gap = &reading.events[10];
    CHECK_EQUAL(gap->body.gap.Kind, MON_KIND_IMAGE_LOAD);
    CHECK_EQUAL(gap->body.gap.LostCount, 1);
    CHECK_EQUAL(gap->body.gap.Reason, MON_GAP_REASON_RATE_LIMITED);
    CHECK_EQUAL(gap->body.gap.FirstTimeUs, first_us);
    CHECK_EQUAL(gap->body.gap.LastTimeUs, first_us);
    gap = &reading.events[11];
    CHECK_EQUAL(gap->body.gap.LostCount, 2);
    CHECK_EQUAL(gap->body.gap.FirstTimeUs, first_us + 500);
    CHECK_EQUAL(gap->body.gap.LastTimeUs, first_us + 600);
    free_reading(&reading);
    /* The next second has its own allowance. */
    sim_advance_time_us(1000000);
    fire_image(10);
    (void)read_only(&fixture, MON_KIND_IMAGE_LOAD);
    fixture_stop(&fixture);
}

/* One process above its rate loses its own events, of every kind, and nobody else's. */
static void limits_one_process(void)
{
    fixture_t fixture;
    MON_CALLBACK_CONFIG config = a_config();
    sim_handle_operation_t open = a_handle_create(EXPLORER, TARGET);
    sim_handle_operation_t duplicate = a_handle_duplicate(EXPLORER, TARGET);
    sim_registry_operation_t set = a_value_set(EXPLORER);
    sim_image_load_t load = an_image_load(EXPLORER, TEXT(L"\\x\\y.dll"));
    sim_process_create_t create = a_process_create(3000);
    reading_t reading;
    uint64_t lost = 0;

    fixture_start(&fixture);
    config.process_rate_limit = 3;
    config.flags = MON_CONFIG_DEFAULT_KEYS;
    apply(&fixture, &config);
    for (uint32_t index = 0; index < 4; index++) {
        sim_fire_handle(&open);
    }
    sim_fire_handle(&duplicate);
    sim_fire_registry(&set);
    sim_fire_image_load(&load);
    sim_fire_thread_create(EXPLORER, 1004, EXPLORER, 1012, 0);
    CHECK(sim_fire_process_create(&create));
    open.actor_id = TARGET;
    open.object_id = EXPLORER;
    sim_fire_handle(&open);
    read_all(&fixture, &reading);
    CHECK_EQUAL(reading.counts[MON_KIND_HANDLE_CREATE - MON_KIND_FIRST], 4);
    for (uint32_t kind = 0; kind < MON_KIND_COUNT; kind++) {
        lost += reading.declared[kind];
    }
    CHECK_EQUAL(lost, 6);
    free_reading(&reading);
    sim_advance_time_us(1000000);
    open = a_handle_create(EXPLORER, TARGET);
    sim_fire_handle(&open);
    (void)read_only(&fixture, MON_KIND_HANDLE_CREATE);
    fixture_stop(&fixture);
}

static void resize_keeps_what_is_written(void)
{
    fixture_t fixture;
    MON_CALLBACK_CONFIG config = a_config();
    reading_t reading;

    fixture_start(&fixture);
    fire_image(10);
    fire_image(20);
    config.ring_size_bytes = MON_RING_MIN_BYTES;
    apply(&fixture, &config);
    fire_image(30);
    config.ring_size_bytes = MON_RING_MIN_BYTES * 2;
    CHECK_EQUAL(Mon_CbSetConfig(fixture.client, &config, sizeof config), MON_CB_BUSY);
    read_all(&fixture, &reading);
    CHECK_EQUAL(reading.count, 3);
    free_reading(&reading);
    apply(&fixture, &config);
    CHECK_EQUAL(statistics_of(&fixture).ring_size_bytes, MON_RING_MIN_BYTES * 2);
    config.ring_size_bytes = 0;
    apply(&fixture, &config);
    CHECK_EQUAL(statistics_of(&fixture).ring_size_bytes, MON_RING_MIN_BYTES * 2);
    fixture_stop(&fixture);
}

static void resize_survives_a_rewind(void)
{
    fixture_t fixture;
    MON_CALLBACK_CONFIG config = a_config();
    mon_batch_header_t header;

    fixture_start(&fixture);
    fire_image(10);
    read_batch(&fixture, 0, batch, sizeof batch, &header);
    config.ring_size_bytes = MON_RING_MIN_BYTES;
    apply(&fixture, &config);
    fire_image(10);
    read_batch(&fixture, 0, batch, sizeof batch, &header);
    CHECK_EQUAL(header.first_sequence, 2);
    read_batch(&fixture, MON_GET_EVENTS_REWIND, batch, sizeof batch, &header);
    CHECK_EQUAL(header.first_sequence, 1);
    CHECK_EQUAL(header.record_count, 2);
    fixture_stop(&fixture);
}

static const test_case_t cases[] = {
    {"the ring wraps at every offset and keeps every byte", wraps_at_every_offset},
    {"a full ring refuses images and threads first and keeps room for creations, exits and duplicates", keeps_room_for_what_matters},
    {"losses are declared once a second, and all of them when asked", declares_one_loss_a_second},
    {"a gap says which kind was lost, how many, when and why", gap_says_when_and_why},
    {"a process above its rate loses its own events and nobody else's", limits_one_process},
    {"a new ring size keeps what is written, and one resize is finished before the next", resize_keeps_what_is_written},
    {"a session that starts again reads the old ring before the new one", resize_survives_a_rewind},
};
SUITE(ring_suite, cases);
