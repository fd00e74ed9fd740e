/* Every call that can fail is made to fail once, at each place it is made. */
#include <stdlib.h>
#include <string.h>
#include "fixture.h"

static void each_load_failure_leaves_nothing(void)
{
    uint32_t failures = 0;
    uint32_t survived = 0;

    for (uint32_t nth = 1;; nth++) {
        int32_t status;

        sim_reset();
        sim_fail_nth(nth);
        status = sim_load_driver();
        if (sim_failed_call() == NULL) {
            CHECK_EQUAL(status, 0);
            sim_unload_driver();
            break;
        }
        if (status == 0) {
            /* Only the optional callbacks may fail and leave the driver loaded. */
            CHECK(strcmp(sim_failed_call(), "ObRegisterCallbacks") == 0 || strcmp(sim_failed_call(), "sim_CmRegisterCallbackEx") == 0);
            survived++;
            sim_unload_driver();
        }
        failures++;
    }
    sim_reset();
    CHECK_EQUAL(survived, 2);
    CHECK(failures >= 18);
}

static void optional_callbacks_may_be_missing(void)
{
    for (uint32_t nth = 1;; nth++) {
        MON_CALLBACK_STATISTICS statistics;
        fixture_t fixture;
        uint32_t missing;

        sim_reset();
        sim_fail_nth(nth);
        if (sim_load_driver() != 0) {
            continue;
        }
        if (sim_failed_call() == NULL) {
            sim_unload_driver();
            break;
        }
        missing = strcmp(sim_failed_call(), "ObRegisterCallbacks") == 0 ? MON_CALLBACK_OBJECT : MON_CALLBACK_REGISTRY;
        sim_fail_nth(0);
        CHECK_EQUAL(Mon_CbOpen(MON_CB_OPEN_READ, &fixture.client), MON_CB_OK);
        statistics = statistics_of(&fixture);
        CHECK_EQUAL(statistics.callbacks[missing].is_registered, 0);
        CHECK_EQUAL(statistics.callbacks[missing].status, STATUS(0xC000009A));
        Mon_CbClose(fixture.client);
        sim_unload_driver();
    }
    sim_reset();
}

/* One of everything, up to and including the scan. */
static void do_everything(fixture_t *fixture)
{
    sim_process_create_t create = a_process_create(3000);
    sim_image_load_t load = an_image_load(3000, TEXT(L"\\x\\dstorage.dll"));
    sim_handle_operation_t duplicate = a_handle_duplicate(3000, TARGET);
    sim_registry_operation_t operation = a_value_set(3000);
    sim_ioring_t ring = {.process_id = 3000, .granted_access = 1, .buffer_count = 1, .buffers = SIM_BUFFERS_KERNEL};
    MON_CALLBACK_CONFIG config = a_config();
    MON_SELF_CHECK check;
    uint64_t before = statistics_of(fixture).scan_completed_count;

    config.ring_size_bytes = MON_RING_MIN_BYTES;
    (void)Mon_CbSetConfig(fixture->client, &config, sizeof config);
    (void)Mon_CbShowReferenceRing(fixture->client);
    (void)Mon_CbSelfCheck(fixture->client, &check);
    (void)Mon_CbRequestScan(fixture->client, TARGET);
    create.parent_id = TARGET;
    CHECK(sim_fire_process_create(&create));
    sim_add_ioring(&ring);
    sim_add_handles(3000, 1000);
    sim_fire_thread_create(EXPLORER, 1004, TARGET, 2008, 0x1000);
    sim_fire_image_load(&load);
    sim_fire_handle(&duplicate);
    for (operation.operation = SIM_REGISTRY_CREATE; operation.operation <= SIM_REGISTRY_DELETE_VALUE; operation.operation++) {
        sim_fire_registry(&operation);
    }
    for (operation.operation = SIM_REGISTRY_LOAD; operation.operation <= SIM_REGISTRY_REPLACE; operation.operation++) {
        sim_fire_registry(&operation);
    }
    operation.operation = SIM_REGISTRY_SET;
    operation.is_user_data = true;
    sim_fire_registry(&operation);
    sim_advance_time_us(600000);
    WAIT_UNTIL(statistics_of(fixture).scan_completed_count > before && statistics_of(fixture).scan_pending_count == 0);
    CHECK(sim_fire_process_exit(3000, 0));
}

static void each_runtime_failure_is_survived(void)
{
    uint32_t failures = 0;

    for (uint32_t nth = 1;; nth++) {
        fixture_t fixture;
        reading_t reading;
        bool has_failed;

        fixture_start(&fixture);
        sim_fail_nth(nth);
        do_everything(&fixture);
        has_failed = sim_failed_call() != NULL;
        sim_fail_nth(0);
        read_all(&fixture, &reading);
        /* What cannot be looked up is left out; the event itself is there. */
        CHECK_EQUAL(reading.counts[MON_KIND_PROCESS_CREATE - MON_KIND_FIRST], 1);
        CHECK_EQUAL(reading.counts[MON_KIND_HANDLE_DUPLICATE - MON_KIND_FIRST], 1);
        CHECK_EQUAL(reading.counts[MON_KIND_PROCESS_PROFILE - MON_KIND_FIRST], 1);
        free_reading(&reading);
        /* Unload checks that nothing leaks, whatever failed. */
        fixture_stop(&fixture);
        if (!has_failed) {
            break;
        }
        failures++;
    }
    CHECK(failures >= 25);
}

static const test_case_t cases[] = {
    {"every failure while loading, at each call site, leaves nothing behind", each_load_failure_leaves_nothing},
    {"the object and registry callbacks may fail: the driver stays and its statistics say so", optional_callbacks_may_be_missing},
    {"every failure while running, at each call site, loses no event and leaks nothing", each_runtime_failure_is_survived},
};
SUITE(failure_suite, cases);
