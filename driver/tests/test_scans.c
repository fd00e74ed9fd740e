/* Scans for I/O rings: what asks for one, what it finds, and when nothing is said. */
#include "fixture.h"

static MON_IORING_SCAN_EVENT scan_of(fixture_t *fixture)
{
    uint64_t before = statistics_of(fixture).scan_completed_count;

    WAIT_UNTIL(statistics_of(fixture).scan_pending_count == 1 || statistics_of(fixture).scan_completed_count > before);
    sim_advance_time_us(600000);
    WAIT_UNTIL(statistics_of(fixture).scan_completed_count > before);
    return read_only(fixture, MON_KIND_IORING_SCAN).body.ioring_scan;
}

static void image_triggers_scan(void)
{
    fixture_t fixture;
    sim_ioring_t ring = {.process_id = TARGET, .granted_access = 0x1F0003, .buffer_count = 2, .buffers = 1};
    sim_image_load_t load = an_image_load(TARGET, TEXT(L"\\Device\\HarddiskVolume3\\Windows\\System32\\DStorage.dll"));
    MON_IORING_SCAN_EVENT scan;

    fixture_start(&fixture);
    sim_add_handles(TARGET, 1000);
    sim_add_ioring(&ring);
    sim_fire_image_load(&load);
    scan = scan_of(&fixture);
    CHECK_EQUAL(scan.ProcessId, TARGET);
    CHECK_EQUAL(scan.Trigger, MON_SCAN_TRIGGER_IMAGE_LOAD);
    CHECK_EQUAL(scan.Status, 0);
    CHECK_EQUAL(scan.HandleCount, 1);
    CHECK_EQUAL(scan.AccessMask, 0x1F0003);
    CHECK_EQUAL(scan.RegisteredBufferCount, 2);
    CHECK_EQUAL(scan.ViolationFlags, 0);
    fixture_stop(&fixture);
}

static uint32_t violations_of(const sim_ioring_t *ring, uint32_t build)
{
    fixture_t fixture;
    sim_image_load_t load = an_image_load(TARGET, TEXT(L"\\x\\dstorage.dll"));
    MON_IORING_SCAN_EVENT scan;

    sim_reset();
    sim_use_manual_time();
    sim_set_build(build);
    CHECK(sim_fire_process_create(&(sim_process_create_t){.process_id = TARGET, .creator_id = 4}));
    CHECK_EQUAL(sim_load_driver(), 0);
    CHECK_EQUAL(Mon_CbOpen(3, &fixture.client), MON_CB_OK);
    sim_add_ioring(ring);
    sim_fire_image_load(&load);
    scan = scan_of(&fixture);
    fixture_stop(&fixture);
    return scan.ViolationFlags;
}

static void scan_names_violations(void)
{
    CHECK_EQUAL(violations_of(&(sim_ioring_t){.process_id = TARGET, .buffer_count = 2, .buffers = 2}, 22621), 0x01);
    CHECK_EQUAL(violations_of(&(sim_ioring_t){.process_id = TARGET, .buffer_count = 0, .buffers = 1}, 22621), 0x02);
    CHECK_EQUAL(violations_of(&(sim_ioring_t){.process_id = TARGET, .buffer_count = 2, .buffers = 3}, 22621), 0x04);
    CHECK_EQUAL(violations_of(&(sim_ioring_t){.process_id = TARGET, .buffer_count = 2, .buffers = 4}, 22621), 0x08);
    CHECK_EQUAL(violations_of(&(sim_ioring_t){.process_id = TARGET, .buffer_count = 70000, .buffers = 1}, 22621), 0x10);
    CHECK_EQUAL(violations_of(&(sim_ioring_t){.process_id = TARGET, .is_unreferencable = true}, 22621), 0x20);
    CHECK_EQUAL(violations_of(&(sim_ioring_t){.process_id = TARGET, .buffer_count = 2, .buffers = 2}, 26100), 0x40);
}

static void old_build_has_no_rings(void)
{
    fixture_t fixture;
    sim_image_load_t load = an_image_load(TARGET, TEXT(L"\\x\\dstorage.dll"));

    fixture_start(&fixture);
    sim_set_build(19045);
    sim_fire_image_load(&load);
    CHECK_EQUAL(scan_of(&fixture).Status, STATUS(0xC00000BB));
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
    {"CB-I03 a scan names each violation, and says when the build's offsets are unknown", scan_names_violations},
    {"CB-I03 a scan on a build without I/O rings says so", old_build_has_no_rings},
    {"CB-I03 a process that waits for its scan is not queued again", scans_once_per_process},
    {"CB-I03 nothing is said of a process that ended before its scan", says_nothing_of_a_process_that_is_gone},
    {"CB-I03 a full scan queue refuses and counts", refuses_scans_when_the_queue_is_full},
};
SUITE(scan_suite, cases);
