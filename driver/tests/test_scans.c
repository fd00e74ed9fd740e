/* Scans for I/O rings: what asks for one, what it finds, and when nothing is said. */
#include "scan_steps.h"

static void image_triggers_scan(void)
{
    fixture_t fixture;
    sim_ioring_t ring = a_ring(TARGET);
    MON_IORING_SCAN_EVENT scan;

    fixture_start(&fixture);
    show_reference_ring(&fixture);
    sim_add_handles(TARGET, 1000);
    for (uint32_t index = 0; index < 3; index++) {
        sim_add_ioring(&ring);
    }
    scan = scan_target(&fixture);
    CHECK_EQUAL(scan.ProcessId, TARGET);
    CHECK_EQUAL(scan.Trigger, MON_SCAN_TRIGGER_IMAGE_LOAD);
    CHECK_EQUAL(scan.Status, 0);
    CHECK_EQUAL(scan.HandleCount, 3);
    CHECK_EQUAL(scan.InspectedHandleCount, 3);
    CHECK_EQUAL(scan.Inspection, MON_SCAN_INSPECTION_INSPECTED);
    CHECK_EQUAL(scan.InspectionReason, MON_SCAN_INSPECTION_REASON_NONE);
    CHECK_EQUAL(scan.AccessMask, 0x1F0003);
    CHECK_EQUAL(scan.RegisteredBufferCount, 2);
    CHECK_EQUAL(scan.ViolationFlags, 0);
    fixture_stop(&fixture);
}

static void scans_once_per_process(void)
{
    fixture_t fixture;
    sim_process_create_t create = a_process_create(3000);
    sim_image_load_t load = an_image_load(3000, TEXT(L"\\x\\dstorage.dll"));
    MON_CALLBACK_STATISTICS statistics;

    fixture_start(&fixture);
    CHECK(sim_fire_process_create(&create));
    sim_fire_image_load(&load);
    sim_fire_image_load(&load);
    statistics = statistics_of(&fixture);
    CHECK_EQUAL(statistics.scan_request_count, 3);
    CHECK_EQUAL(statistics.scan_coalesced_count, 2);
    CHECK_EQUAL(scan_of(&fixture).Trigger, MON_SCAN_TRIGGER_PROCESS_CREATE);
    fixture_stop(&fixture);
}

static void says_nothing_of_a_process_that_is_gone(void)
{
    fixture_t fixture;
    sim_process_create_t create = a_process_create(3000);
    reading_t reading;

    fixture_start(&fixture);
    CHECK(sim_fire_process_create(&create));
    CHECK(sim_fire_process_exit(3000, 0));
    sim_advance_time_us(1);
    CHECK(sim_fire_process_create(&create));
    CHECK(sim_fire_process_exit(3000, 0));
    sim_advance_time_us(600000);
    WAIT_UNTIL(statistics_of(&fixture).scan_completed_count == 2);
    read_all(&fixture, &reading);
    CHECK_EQUAL(reading.counts[MON_KIND_IORING_SCAN - MON_KIND_FIRST], 0);
    free_reading(&reading);
    fixture_stop(&fixture);
}

/* The id is used again by a process that lives: the first one's scan must not tell of the second. */
static void takes_no_later_process_for_the_one_meant(void)
{
    fixture_t fixture;
    sim_process_create_t create = a_process_create(3000);
    reading_t reading;

    fixture_start(&fixture);
    CHECK(sim_fire_process_create(&create));
    CHECK(sim_fire_process_exit(3000, 0));
    sim_advance_time_us(1);
    CHECK(sim_fire_process_create(&create));
    sim_advance_time_us(600000);
    WAIT_UNTIL(statistics_of(&fixture).scan_completed_count == 2);
    read_all(&fixture, &reading);
    CHECK_EQUAL(reading.counts[MON_KIND_IORING_SCAN - MON_KIND_FIRST], 1);
    free_reading(&reading);
    fixture_stop(&fixture);
}

static void refuses_scans_when_the_queue_is_full(void)
{
    fixture_t fixture;
    MON_CALLBACK_CONFIG config = a_config();
    MON_CALLBACK_STATISTICS statistics;

    fixture_start(&fixture);
    config.scan_delay_ms = 60000;
    apply(&fixture, &config);
    sim_hold_workers(true);
    for (uint32_t index = 0; index < 2000; index++) {
        sim_process_create_t create = a_process_create(4000 + index * 4);

        CHECK(sim_fire_process_create(&create));
    }
    statistics = statistics_of(&fixture);
    CHECK_EQUAL(statistics.scan_request_count, 2000);
    CHECK_EQUAL(statistics.scan_pending_count, 256);
    CHECK_EQUAL(statistics.scan_refused_count, 2000 - 256);
    sim_hold_workers(false);
    /* With more than half of the queue waiting, the delay is given up. */
    statistics = settle_scans(&fixture, 127);
    CHECK_EQUAL(statistics.scan_pending_count, 127);
    CHECK_EQUAL(statistics.scan_completed_count, 256 - 127);
    fixture_stop(&fixture);
}

static const test_case_t cases[] = {
    {"CB-I03 an I/O ring image triggers a scan that enumerates the handles", image_triggers_scan},
    {"CB-I03 a process that waits for its scan is not queued again", scans_once_per_process},
    {"CB-I03 nothing is said of a process that ended before its scan", says_nothing_of_a_process_that_is_gone},
    {"CB-I03 a later process with the same id is not taken for the one to be scanned", takes_no_later_process_for_the_one_meant},
    {"CB-I03 a full scan queue refuses and counts", refuses_scans_when_the_queue_is_full},
};
SUITE(scan_suite, cases);
