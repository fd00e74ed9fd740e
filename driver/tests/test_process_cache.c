/* The process cache, seen from outside. */
#include "fixture.h"

static void old_identity_is_not_taken_for_a_new_one(void)
{
    fixture_t fixture;
    sim_process_create_t create = a_process_create(3000);
    sim_image_load_t load = an_image_load(3000, TEXT(L"\\x\\y.dll"));
    reading_t reading;

    fixture_start(&fixture);
    CHECK(sim_fire_process_create(&create));
    sim_fire_image_load(&load);
    CHECK(sim_fire_process_exit(3000, 0));
    sim_advance_time_us(10);
    CHECK(sim_fire_process_create(&create));
    CHECK(sim_fire_process_exit(3000, 0));
    read_all(&fixture, &reading);
    CHECK_EQUAL(reading.events[reading.count - 1].body.process_profile.ImageLoads, 0);
    free_reading(&reading);
    fixture_stop(&fixture);
}

static void cache_evicts_the_oldest(void)
{
    fixture_t fixture;
    MON_CALLBACK_CONFIG config = a_config();
    MON_CALLBACK_STATISTICS statistics;

    fixture_start(&fixture);
    config.flags = 0;
    apply(&fixture, &config);
    for (uint32_t index = 0; index < 5000; index++) {
        sim_process_create_t create = a_process_create(4000 + index * 4);

        CHECK(sim_fire_process_create(&create));
    }
    statistics = statistics_of(&fixture);
    CHECK(statistics.cached_process_count <= 4096);
    CHECK(statistics.cached_process_count > 4090);
    CHECK_EQUAL(statistics.cached_process_count + statistics.cache_eviction_count, 5001);
    fixture_stop(&fixture);
}

static const test_case_t cases[] = {
    {"a process id that is used again starts a new profile", old_identity_is_not_taken_for_a_new_one},
    {"the process cache holds 4096 and counts what it evicts", cache_evicts_the_oldest},
};
SUITE(process_cache_suite, cases);
