/*
 * CB-S01 and CB-S02 in real time: for ten seconds one thread fires 1,000 process creations and 10,000 image loads a second,
 * another one reads every 50 ms. Prints what was reached, what was dropped and how full the ring became. Fails when events
 * are unaccounted for; a drop on a machine that is too busy to read is printed, not failed.
 */
#include <pthread.h>
#include <stdlib.h>
#include <time.h>
#include "../tests/event_load.h"

#define SECONDS 10u
#define TICKS_PER_SECOND 100u
#define CREATES_PER_TICK 10u
#define IMAGES_PER_CREATE 10u
#define POLL_INTERVAL_NS 50000000

static double now_seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void sleep_until(double time)
{
    double left = time - now_seconds();

    if (left > 0) {
        struct timespec pause = {.tv_sec = (time_t)left, .tv_nsec = (long)((left - (double)(time_t)left) * 1e9)};

        nanosleep(&pause, NULL);
    }
}

static void fire_tick(uint32_t tick)
{
    for (uint32_t index = 0; index < CREATES_PER_TICK; index++) {
        sim_process_create_t create = a_process_create(8000 + (tick * CREATES_PER_TICK + index) % 50000 * 4);
        sim_image_load_t load = an_image_load(create.process_id, TEXT(L"\\Device\\HarddiskVolume3\\Windows\\System32\\ole32.dll"));

        CHECK(sim_fire_process_create(&create));
        for (uint32_t image = 0; image < IMAGES_PER_CREATE; image++) {
            sim_fire_image_load(&load);
        }
        CHECK(sim_fire_process_exit(create.process_id, 0));
    }
}

static void *fire(void *argument)
{
    double start = now_seconds();
    double *took_seconds = argument;

    for (uint32_t tick = 0; tick < SECONDS * TICKS_PER_SECOND; tick++) {
        sleep_until(start + (double)tick / TICKS_PER_SECOND);
        fire_tick(tick);
    }
    *took_seconds = now_seconds() - start;
    return NULL;
}

typedef struct reader {
    fixture_t *fixture;
    drain_t drain;
    bool must_stop;
} reader_t;

static void *read_events(void *argument)
{
    reader_t *reader = argument;
    struct timespec pause = {.tv_nsec = POLL_INTERVAL_NS};

    while (!__atomic_load_n(&reader->must_stop, __ATOMIC_RELAXED)) {
        poll_once(reader->fixture, &reader->drain);
        nanosleep(&pause, NULL);
    }
    return NULL;
}

int main(void)
{
    fixture_t fixture;
    reader_t reader = {.fixture = &fixture};
    pthread_t threads[2];
    MON_CALLBACK_STATISTICS statistics;
    double took_seconds = 0;
    uint64_t dropped = 0;

    fixture_start(&fixture);
    CHECK_EQUAL(pthread_create(&threads[0], NULL, read_events, &reader), 0);
    CHECK_EQUAL(pthread_create(&threads[1], NULL, fire, &took_seconds), 0);
    pthread_join(threads[1], NULL);
    __atomic_store_n(&reader.must_stop, true, __ATOMIC_RELAXED);
    pthread_join(threads[0], NULL);
    drain_all(&fixture, &reader.drain);
    statistics = statistics_of(&fixture);
    for (uint32_t kind = 0; kind < MON_KIND_COUNT; kind++) {
        dropped += statistics.kinds[kind].ring_full_count;
        CHECK_EQUAL(statistics.kinds[kind].observed_count, statistics.kinds[kind].written_count + statistics.kinds[kind].ring_full_count);
        CHECK_EQUAL(statistics.kinds[kind].written_count, reader.drain.counts[kind]);
    }
    CHECK_EQUAL(statistics.counters.process_creations, SECONDS * TICKS_PER_SECOND * CREATES_PER_TICK);
    CHECK_EQUAL(statistics.counters.image_loads, SECONDS * TICKS_PER_SECOND * CREATES_PER_TICK * IMAGES_PER_CREATE);
    printf("# CB-S01 CB-S02 in real time: %.1f s, %.0f creations and %.0f image loads a second, %llu events dropped, ring peak %llu of %llu bytes\n",
        took_seconds, (double)statistics.counters.process_creations / took_seconds, (double)statistics.counters.image_loads / took_seconds,
        (unsigned long long)dropped, (unsigned long long)statistics.ring_peak_bytes, (unsigned long long)statistics.ring_size_bytes);
    fixture_stop(&fixture);
    return EXIT_SUCCESS;
}
