/* Volume: rates, many writers, a day's events, and how fast a client drains. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "fixture.h"

/* Sanitized builds do a part of the work: they look for errors, not for speed. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || !defined(__OPTIMIZE__)
#define PART 20u
#define IS_MEASURED false
#else
#define PART 1u
#define IS_MEASURED true
#endif

#define POLL_INTERVAL_US 50000u

static uint8_t batch[4 * 1024 * 1024];

typedef struct drain {
    uint64_t ack;
    uint64_t counts[MON_KIND_COUNT];
    uint64_t total;
} drain_t;

/* One poll of a reader: everything that is there, acknowledged with the next call. */
static void poll_once(fixture_t *fixture, drain_t *drain)
{
    MON_GET_EVENTS_INPUT input = {.ack_through_sequence = drain->ack};
    MON_CB_ITERATOR iterator;
    MON_CB_EVENT event;
    uint32_t bytes;

    CHECK_EQUAL(Mon_CbGetEvents(fixture->client, &input, batch, sizeof batch, &bytes), MON_CB_OK);
    CHECK_EQUAL(Mon_CbIterate(batch, bytes, &iterator), MON_CB_OK);
    while (iterator.remaining_records != 0) {
        CHECK_EQUAL(Mon_CbNext(&iterator, &event), MON_CB_OK);
        CHECK_EQUAL(event.sequence, drain->ack + 1);
        drain->ack = event.sequence;
        drain->counts[event.kind - MON_KIND_FIRST]++;
        drain->total++;
    }
}

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

/* 24 hours of a busy machine, 20 events a second, as fast as they can be made. */
static void a_day_is_flat(void)
{
    fixture_t fixture;
    drain_t drain = {0};
    sim_balance_t start = {0};
    sim_balance_t now;
    uint64_t allocations = 0;
    uint64_t cached = 0;
    const uint32_t minutes = 24 * 60 / PART;

    fixture_start(&fixture);
    for (uint32_t minute = 0; minute < minutes; minute++) {
        for (uint32_t index = 0; index < 120; index++) {
            sim_process_create_t create = a_process_create(8000 + (minute * 120 + index) % 50000 * 4);
            sim_image_load_t load = an_image_load(create.process_id, TEXT(L"\\Device\\HarddiskVolume3\\Windows\\System32\\ole32.dll"));
            sim_handle_operation_t open = a_handle_create(create.process_id, TARGET);
            sim_registry_operation_t set = a_value_set(create.process_id);

            CHECK(sim_fire_process_create(&create));
            sim_fire_thread_create(EXPLORER, 1004, create.process_id, create.process_id + 4, 0);
            sim_fire_image_load(&load);
            sim_fire_handle(&open);
            sim_fire_registry(&set);
            sim_fire_thread_exit(create.process_id, create.process_id + 4);
            CHECK(sim_fire_process_exit(create.process_id, 0));
            sim_advance_time_us(500000);
        }
        poll_once(&fixture, &drain);
        if (minute == 10) {
            (void)settle_scans(&fixture, 1);
            sim_get_balance(&start);
            allocations = sim_allocation_count();
            cached = statistics_of(&fixture).cached_process_count;
        }
    }
    (void)settle_scans(&fixture, 1);
    poll_once(&fixture, &drain);
    poll_once(&fixture, &drain);
    sim_get_balance(&now);
    CHECK_EQUAL(now.pool_bytes, start.pool_bytes);
    CHECK_EQUAL(sim_allocation_count(), allocations);
    CHECK(statistics_of(&fixture).cached_process_count <= cached + 1);
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

/* Writers on all processors, a ring that holds what they make, and a reader that keeps up as it can: nothing is lost. */
static void concurrent_writers(void)
{
    enum { WRITERS = 4 };
    fixture_t fixture;
    writer_t writers[WRITERS];
    pthread_t threads[WRITERS];
    MON_CALLBACK_STATISTICS statistics;
    drain_t drain = {0};
    MON_CALLBACK_CONFIG config = a_config();
    const uint32_t rounds = 30000 / PART;

    fixture_start(&fixture);
    config.ring_size_bytes = MON_RING_MAX_BYTES;
    apply(&fixture, &config);
    for (uint32_t index = 0; index < WRITERS; index++) {
        sim_process_create_t create = a_process_create(3000 + index * 4);

        CHECK(sim_fire_process_create(&create));
        writers[index] = (writer_t){.actor = create.process_id, .rounds = rounds};
    }
    for (uint32_t index = 0; index < WRITERS; index++) {
        pthread_create(&threads[index], NULL, write_events, &writers[index]);
    }
    for (uint32_t turn = 0; turn < 200; turn++) {
        poll_once(&fixture, &drain);
        rest();
    }
    for (uint32_t index = 0; index < WRITERS; index++) {
        pthread_join(threads[index], NULL);
    }
    statistics = statistics_of(&fixture);
    while (drain.ack < statistics.issued_sequence) {
        poll_once(&fixture, &drain);
    }
    CHECK_EQUAL(statistics.image_loads, (uint64_t)WRITERS * rounds);
    for (uint32_t kind = 0; kind < MON_KIND_COUNT; kind++) {
        CHECK_EQUAL(statistics.kinds[kind].written_count, statistics.kinds[kind].observed_count);
    }
    CHECK_EQUAL(drain.counts[MON_KIND_IMAGE_LOAD - MON_KIND_FIRST], (uint64_t)WRITERS * rounds);
    CHECK_EQUAL(drain.counts[MON_KIND_HANDLE_CREATE - MON_KIND_FIRST], (uint64_t)WRITERS * rounds);
    CHECK_EQUAL(drain.ack, statistics.issued_sequence);
    fixture_stop(&fixture);
}

static double cpu_seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void fire_mixed(uint32_t count)
{
    for (uint32_t index = 0; index < count; index += 10) {
        sim_process_create_t create = a_process_create(3000);
        sim_image_load_t load = an_image_load(3000, TEXT(L"\\Device\\HarddiskVolume3\\Windows\\System32\\ole32.dll"));
        sim_handle_operation_t open = a_handle_create(3000, TARGET);
        sim_registry_operation_t set = a_value_set(3000);

        CHECK(sim_fire_process_create(&create));
        for (uint32_t image = 0; image < 4; image++) {
            sim_fire_image_load(&load);
        }
        sim_fire_handle(&open);
        sim_fire_registry(&set);
        sim_fire_thread_create(EXPLORER, 1004, 3000, 3008, 0);
        CHECK(sim_fire_process_exit(3000, 0));
        sim_advance_time_us(1);
    }
}

static void drains_fast(void)
{
    fixture_t fixture;
    MON_CALLBACK_CONFIG config = a_config();
    double best = 0;

    fixture_start(&fixture);
    config.flags = MON_CONFIG_DEFAULT_KEYS;
    config.ring_size_bytes = MON_RING_MAX_BYTES;
    apply(&fixture, &config);
    for (uint32_t round = 0; round < 5; round++) {
        drain_t drain = {.ack = statistics_of(&fixture).issued_sequence};
        double before;
        double rate;

        fire_mixed(100000 / PART);
        before = cpu_seconds();
        while (drain.ack < statistics_of(&fixture).issued_sequence) {
            poll_once(&fixture, &drain);
        }
        rate = (double)drain.total / (cpu_seconds() - before);
        best = rate > best ? rate : best;
        poll_once(&fixture, &drain);
        CHECK_EQUAL(drain.total, 100000 / PART);
    }
    printf("# drained %.0f events per CPU-second\n", best);
    CHECK(!IS_MEASURED || best > 2000000);
    fixture_stop(&fixture);
}

static const test_case_t cases[] = {
    {"CB-S01 CB-S02 1,000 process creations and 10,000 image loads a second for 60 s: no drop", sustained_rate},
    {"CB-S03 24 hours of events leave pool, cache and ring flat", a_day_is_flat},
    {"four concurrent writers on all processors lose nothing", concurrent_writers},
    {"100,000 mixed events are drained at more than 2,000,000 a CPU-second", drains_fast},
};
SUITE(stress_suite, cases);
