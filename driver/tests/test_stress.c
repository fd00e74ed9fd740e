/* Volume: rates, many writers, a day's events, a full drain. Counted, never timed: how fast it is, driver/measure says. */
#include <pthread.h>
#include "event_load.h"

/* Sanitized builds do a part of the work. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || !defined(__OPTIMIZE__)
#define PART 20u
#else
#define PART 1u
#endif

#define POLL_INTERVAL_US 50000u

/* One second: 1,000 creations and exits and 10,000 image loads, a reader polling 20 times. */
static void run_second(fixture_t *fixture, drain_t *drain, uint32_t second)
{
    for (uint32_t index = 0; index < 1000; index++) {
        sim_process_create_t create = a_process_create(8000 + (second * 1000 + index) % 50000 * 4);
        sim_image_load_t load = an_image_load(create.process_id, TEXT(L"\\Device\\HarddiskVolume3\\Windows\\System32\\ole32.dll"));

        CHECK(sim_fire_process_create(&create));
        for (uint32_t image = 0; image < 10; image++) {
            sim_fire_image_load(&load);
        }
        CHECK(sim_fire_process_exit(create.process_id, 0));
        sim_advance_time_us(1000);
        if (index % (POLL_INTERVAL_US / 1000) == 0) {
            poll_once(fixture, drain);
        }
    }
}

static void check_nothing_refused(fixture_t *fixture)
{
    MON_CALLBACK_STATISTICS statistics = statistics_of(fixture);

    for (uint32_t kind = 0; kind < MON_KIND_COUNT; kind++) {
        CHECK_EQUAL(statistics.kinds[kind].ring_full_count, 0);
        CHECK_EQUAL(statistics.kinds[kind].rate_limited_count, 0);
    }
}

static void sustained_rate(void)
{
    fixture_t fixture;
    drain_t drain = {0};
    const uint32_t seconds = PART == 1 ? 60 : 3;

    fixture_start(&fixture);
    for (uint32_t second = 0; second < seconds; second++) {
        run_second(&fixture, &drain, second);
    }
    poll_once(&fixture, &drain);
    CHECK_EQUAL(drain.counts[MON_KIND_PROCESS_CREATE - MON_KIND_FIRST], seconds * 1000u);
    CHECK_EQUAL(drain.counts[MON_KIND_IMAGE_LOAD - MON_KIND_FIRST], seconds * 10000u);
    check_nothing_refused(&fixture);
    printf("# %u seconds, %llu events, ring peak %llu of %llu bytes\n", seconds, (unsigned long long)drain.total,
        (unsigned long long)statistics_of(&fixture).ring_peak_bytes, (unsigned long long)statistics_of(&fixture).ring_size_bytes);
    fixture_stop(&fixture);
}

/* A minute of a busy machine: 20 events a second, and a poll. */
static void run_minute(fixture_t *fixture, drain_t *drain, uint32_t minute)
{
    for (uint32_t index = 0; index < 120; index++) {
        fire_life(8000 + (minute * 120 + index) % 50000 * 4);
        sim_advance_time_us(500000);
    }
    /* The round over the running processes goes on in step. */
    sim_settle();
    poll_once(fixture, drain);
}

/* What must not grow. */
typedef struct footprint {
    uint64_t pool_bytes;
    uint64_t allocations;
    uint64_t cached_processes;
} footprint_t;

static footprint_t footprint_of(fixture_t *fixture)
{
    sim_balance_t balance;

    (void)settle_scans(fixture, 1);
    sim_get_balance(&balance);
    return (footprint_t){balance.pool_bytes, sim_allocation_count(), statistics_of(fixture).cached_process_count};
}

/* 24 hours, as fast as they can be made. */
static void a_day_is_flat(void)
{
    fixture_t fixture;
    drain_t drain = {0};
    footprint_t start = {0};
    footprint_t now;
    const uint32_t minutes = 24 * 60 / PART;

    fixture_start(&fixture);
    for (uint32_t minute = 0; minute < minutes; minute++) {
        run_minute(&fixture, &drain, minute);
        if (minute == 10) {
            start = footprint_of(&fixture);
        }
    }
    now = footprint_of(&fixture);
    drain_all(&fixture, &drain);
    CHECK_EQUAL(now.pool_bytes, start.pool_bytes);
    CHECK_EQUAL(now.allocations, start.allocations);
    CHECK(now.cached_processes <= start.cached_processes + 1);
    CHECK_EQUAL(statistics_of(&fixture).issued_sequence, drain.total);
    check_nothing_refused(&fixture);
    printf("# %u hours, %llu events, pool %llu bytes\n", minutes / 60, (unsigned long long)drain.total, (unsigned long long)now.pool_bytes);
    fixture_stop(&fixture);
}

typedef struct writer {
    uint32_t actor;
    uint32_t rounds;
} writer_t;

static void *write_events(void *argument)
{
    const writer_t *writer = argument;
    sim_image_load_t load = an_image_load(writer->actor, TEXT(L"\\Device\\HarddiskVolume3\\Windows\\System32\\ole32.dll"));
    sim_handle_operation_t open = a_handle_create(writer->actor, TARGET);

    for (uint32_t round = 0; round < writer->rounds; round++) {
        sim_fire_image_load(&load);
        sim_fire_handle(&open);
    }
    return NULL;
}

enum { WRITERS = 4 };

static void start_writers(fixture_t *fixture, uint32_t rounds, writer_t writers[WRITERS], pthread_t threads[WRITERS])
{
    MON_CALLBACK_CONFIG config = a_config();

    config.ring_size_bytes = MON_RING_MAX_BYTES;
    apply(fixture, &config);
    for (uint32_t index = 0; index < WRITERS; index++) {
        sim_process_create_t create = a_process_create(3000 + index * 4);

        CHECK(sim_fire_process_create(&create));
        writers[index] = (writer_t){.actor = create.process_id, .rounds = rounds};
    }
    for (uint32_t index = 0; index < WRITERS; index++) {
        CHECK_EQUAL(pthread_create(&threads[index], NULL, write_events, &writers[index]), 0);
    }
}

/* Writers on all processors, a ring that holds what they make, and a reader that keeps up as it can: nothing is lost. */
static void concurrent_writers(void)
{
    fixture_t fixture;
    writer_t writers[WRITERS];
    pthread_t threads[WRITERS];
    drain_t drain = {0};
    const uint32_t rounds = 30000 / PART;

    fixture_start(&fixture);
    start_writers(&fixture, rounds, writers, threads);
    for (uint32_t turn = 0; turn < 200; turn++) {
        poll_once(&fixture, &drain);
        rest();
    }
    for (uint32_t index = 0; index < WRITERS; index++) {
        pthread_join(threads[index], NULL);
    }
    drain_all(&fixture, &drain);
    CHECK_EQUAL(statistics_of(&fixture).counters.image_loads, (uint64_t)WRITERS * rounds);
    CHECK_EQUAL(drain.counts[MON_KIND_IMAGE_LOAD - MON_KIND_FIRST], (uint64_t)WRITERS * rounds);
    CHECK_EQUAL(drain.counts[MON_KIND_HANDLE_CREATE - MON_KIND_FIRST], (uint64_t)WRITERS * rounds);
    check_nothing_refused(&fixture);
    fixture_stop(&fixture);
}

static void drains_everything(void)
{
    fixture_t fixture;
    drain_t drain = {0};

    fixture_start(&fixture);
    prepare_mixed(&fixture);
    for (uint32_t round = 0; round < 5; round++) {
        fire_mixed(100000 / PART);
        drain_all(&fixture, &drain);
        CHECK_EQUAL(drain.total, (round + 1) * (100000 / PART));
    }
    check_nothing_refused(&fixture);
    fixture_stop(&fixture);
}

static const test_case_t cases[] = {
    {"CB-S01 CB-S02 1,000 process creations and 10,000 image loads a second for 60 s: no drop", sustained_rate},
    {"CB-S03 24 hours of events leave pool, cache and ring flat", a_day_is_flat},
    {"four concurrent writers on all processors lose nothing", concurrent_writers},
    {"100,000 mixed events at once are drained whole and in order", drains_everything},
};
SUITE(stress_suite, cases);
