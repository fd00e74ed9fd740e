/* The driver's longest ways under its locks, one after another, to be counted by lock_hold.c. */
#include <stdlib.h>
#include "../tests/event_load.h"
#include "lock_hold.h"

#define CANCELLED 0xC0000120u

static uint8_t batch[512 * 1024];

static void fire_each_kind(void)
{
    sim_process_create_t create = a_process_create(3000);
    sim_image_load_t related = an_image_load(3000, TEXT(L"\\x\\dstorage.dll"));
    sim_handle_operation_t duplicate = a_handle_duplicate(3000, TARGET);

    fire_life(3000);
    CHECK(sim_fire_process_create(&create));
    sim_fire_image_load(&related);
    sim_fire_handle(&duplicate);
    CHECK(sim_fire_process_exit(3000, 0));
}

static void read_everything(fixture_t *fixture)
{
    reading_t reading;

    read_all(fixture, &reading);
    free_reading(&reading);
}

static void set_ring(fixture_t *fixture, uint32_t bytes, uint32_t rate_limit)
{
    MON_CALLBACK_CONFIG config = a_config();

    config.ring_size_bytes = bytes;
    for (uint32_t kind = 0; kind < MON_KIND_COUNT - 1; kind++) {
        config.kind_rate_limits[kind] = rate_limit;
    }
    apply(fixture, &config);
}

/* Events of every kind, a scan, a reader that waits. */
static void ordinary(fixture_t *fixture)
{
    MON_GET_EVENTS_INPUT input = {.size_bytes = sizeof input, .version = MON_ABI_VERSION, .wait_timeout_ms = 60000};
    sim_request_t *request;
    sim_file_t *file;

    lock_hold_measure(true);
    for (uint32_t round = 0; round < 20; round++) {
        fire_each_kind();
    }
    sim_advance_time_us(1000000);
    (void)settle_scans(fixture, 0);
    read_everything(fixture);
    Mon_CbClose(fixture->client);
    file = sim_open(SIM_READ);
    request = sim_start_control(file, IOCTL_MONITOR_CB_GET_EVENTS, &input, sizeof input, batch, sizeof batch);
    sim_settle();
    fire_each_kind();
    CHECK_EQUAL(sim_wait(request, NULL), 0);
    do {
        request = sim_start_control(file, IOCTL_MONITOR_CB_GET_EVENTS, &input, sizeof input, batch, sizeof batch);
        sim_settle();
        sim_cancel(request);
    } while ((uint32_t)sim_wait(request, NULL) != CANCELLED);
    lock_hold_measure(false);
    sim_close(file);
    CHECK_EQUAL(Mon_CbOpen(MON_CB_OPEN_READ | MON_CB_OPEN_WRITE, &fixture->client), MON_CB_OK);
}

/* A small ring: its end is marked, it overflows, losses of every kind and reason are declared one by one and at once. */
static void full_ring(fixture_t *fixture)
{
    read_everything(fixture);
    set_ring(fixture, MON_RING_MIN_BYTES, 0);
    read_everything(fixture);
    for (uint32_t part = 0; part < 3; part++) {
        /* Rate limits first, so that every kind has losses of both reasons. */
        set_ring(fixture, 0, part == 0 ? 1 : 0);
        for (uint32_t index = 0; index < 2000; index++) {
            fire_each_kind();
        }
        lock_hold_measure(true);
        for (uint32_t round = 0; round < 25; round++) {
            sim_advance_time_us(1100000);
            fire_each_kind();
        }
        lock_hold_measure(false);
    }
    sim_advance_time_us(1000000);
    (void)settle_scans(fixture, 0);
    lock_hold_measure(true);
    read_everything(fixture);
    for (uint32_t round = 0; round < 100; round++) {
        fire_each_kind();
        read_everything(fixture);
    }
    lock_hold_measure(false);
}

/* A full cache gives up its oldest. */
static void full_cache(void)
{
    for (uint32_t index = 0; index < 4200; index++) {
        sim_process_create_t create = a_process_create(8000 + index * 4);

        lock_hold_measure(index > 4150);
        CHECK(sim_fire_process_create(&create));
    }
    lock_hold_measure(true);
    for (uint32_t index = 4100; index < 4200; index++) {
        CHECK(sim_fire_process_exit(8000 + index * 4, 0));
    }
    lock_hold_measure(false);
}

static void resize(fixture_t *fixture)
{
    fire_each_kind();
    lock_hold_measure(true);
    set_ring(fixture, MON_RING_MIN_BYTES * 2, 1000);
    fire_each_kind();
    read_everything(fixture);
    lock_hold_measure(false);
}

/* A process over its own rate. */
static void over_its_rate(fixture_t *fixture)
{
    MON_CALLBACK_CONFIG config = a_config();

    config.process_rate_limit = 1;
    apply(fixture, &config);
    lock_hold_measure(true);
    fire_each_kind();
}

int main(void)
{
    fixture_t fixture;

    lock_hold_begin();
    fixture_start(&fixture);
    ordinary(&fixture);
    full_ring(&fixture);
    resize(&fixture);
    full_cache();
    over_its_rate(&fixture);
    fixture_stop(&fixture);
    lock_hold_measure(false);
    lock_hold_print();
    return EXIT_SUCCESS;
}
