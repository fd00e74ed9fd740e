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

static sim_ioring_t a_ring(uint32_t process_id)
{
    return (sim_ioring_t){.process_id = process_id, .granted_access = 0x1F0003, .buffer_count = 2, .buffers = SIM_BUFFERS_KERNEL};
}

static MON_IORING_SCAN_EVENT scan_target(fixture_t *fixture)
{
    sim_image_load_t load = an_image_load(TARGET, TEXT(L"\\Device\\HarddiskVolume3\\Windows\\System32\\DStorage.dll"));

    sim_fire_image_load(&load);
    return scan_of(fixture);
}

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

static MON_IORING_SCAN_EVENT scan_ring(sim_ioring_t ring)
{
    fixture_t fixture;
    MON_IORING_SCAN_EVENT scan;

    fixture_start(&fixture);
    show_reference_ring(&fixture);
    sim_add_ioring(&ring);
    scan = scan_target(&fixture);
    CHECK_EQUAL(scan.HandleCount, 1);
    fixture_stop(&fixture);
    return scan;
}

static void scan_names_violations(void)
{
    const sim_ioring_t plain = a_ring(TARGET);
    static const struct {
        uint32_t buffers;
        uint32_t buffer_count;
        uint32_t flags;
    } cases[] = {
        {SIM_BUFFERS_USER, 2, 0x01},
        {SIM_BUFFERS_KERNEL, 0, 0x02},
        {SIM_BUFFERS_NONE, 2, 0x02},
        {SIM_BUFFERS_USER_ENTRY, 2, 0x04},
        {SIM_BUFFERS_KERNEL, 70000, 0x10},
        {SIM_BUFFERS_UNALIGNED, 2, 0x10},
    };

    for (uint32_t index = 0; index < sizeof cases / sizeof cases[0]; index++) {
        sim_ioring_t ring = plain;
        MON_IORING_SCAN_EVENT scan;

        ring.buffers = cases[index].buffers;
        ring.buffer_count = cases[index].buffer_count;
        scan = scan_ring(ring);
        CHECK_EQUAL(scan.ViolationFlags, cases[index].flags);
        CHECK_EQUAL(scan.Inspection, MON_SCAN_INSPECTION_INSPECTED);
    }
}

static void unreadable_table_is_not_clean(void)
{
    sim_ioring_t ring = a_ring(TARGET);
    MON_IORING_SCAN_EVENT scan;

    ring.buffers = SIM_BUFFERS_UNMAPPED;
    scan = scan_ring(ring);
    CHECK_EQUAL(scan.ViolationFlags, 0x08);
    CHECK_EQUAL(scan.Inspection, MON_SCAN_INSPECTION_NOT_INSPECTED);
    CHECK_EQUAL(scan.InspectionReason, MON_SCAN_INSPECTION_REASON_UNREADABLE);
}

static void check_not_inspected(const MON_IORING_SCAN_EVENT *scan, uint8_t reason)
{
    CHECK_EQUAL(scan->Inspection, MON_SCAN_INSPECTION_NOT_INSPECTED);
    CHECK_EQUAL(scan->InspectionReason, reason);
    CHECK_EQUAL(scan->ViolationFlags, 0);
    CHECK_EQUAL(scan->InspectedHandleCount, 0);
}

static void rings_that_cannot_be_read(void)
{
    sim_ioring_t ring = a_ring(TARGET);
    MON_IORING_SCAN_EVENT scan;

    ring.is_unreadable = true;
    scan = scan_ring(ring);
    check_not_inspected(&scan, MON_SCAN_INSPECTION_REASON_UNREADABLE);
    ring = a_ring(TARGET);
    ring.is_changing = true;
    scan = scan_ring(ring);
    check_not_inspected(&scan, MON_SCAN_INSPECTION_REASON_IMPLAUSIBLE);
    ring = a_ring(TARGET);
    ring.object_bytes = 0x40;
    scan = scan_ring(ring);
    check_not_inspected(&scan, MON_SCAN_INSPECTION_REASON_IMPLAUSIBLE);
}

/* The owner closes its ring and makes small objects between the listing and the look. */
static void reused_handle_is_refused(void)
{
    fixture_t fixture;
    sim_ioring_t ring = a_ring(TARGET);
    MON_IORING_SCAN_EVENT scan;

    fixture_start(&fixture);
    show_reference_ring(&fixture);
    sim_add_ioring(&ring);
    sim_reuse_handles_after_listing(TARGET);
    scan = scan_target(&fixture);
    CHECK_EQUAL(scan.HandleCount, 1);
    check_not_inspected(&scan, MON_SCAN_INSPECTION_REASON_OBJECT_CHANGED);
    fixture_stop(&fixture);
}

/* Opening and closing a handle runs the type's procedures; the one refuses here, and the other would end the run. */
static void makes_no_handle_of_a_ring(void)
{
    fixture_t fixture;
    sim_ioring_t ring = a_ring(TARGET);

    fixture_start(&fixture);
    sim_refuse_ring_opens(true);
    show_reference_ring(&fixture);
    sim_add_ioring(&ring);
    CHECK_EQUAL(scan_target(&fixture).InspectedHandleCount, 1);
    fixture_stop(&fixture);
}

static void without_a_reference_ring(void)
{
    fixture_t fixture;
    sim_ioring_t ring = a_ring(TARGET);
    MON_IORING_SCAN_EVENT scan;

    fixture_start(&fixture);
    ring.buffers = SIM_BUFFERS_USER;
    sim_add_ioring(&ring);
    scan = scan_target(&fixture);
    CHECK_EQUAL(scan.HandleCount, 1);
    check_not_inspected(&scan, MON_SCAN_INSPECTION_REASON_NO_REFERENCE_RING);
    fixture_stop(&fixture);
}

/* A wrong entry in the table of layouts: the client's ring gives it away, and nobody is accused. */
static void wrong_layout_is_found_out(void)
{
    fixture_t fixture;
    sim_ioring_t own = {.process_id = COLLECTOR, .buffer_count = 13, .buffers = SIM_BUFFERS_KERNEL, .layout_shift = 8};
    sim_ioring_t ring = a_ring(TARGET);
    MON_SCAN_REQUEST request = {.size_bytes = sizeof request,
        .version = MON_ABI_VERSION,
        .flags = MON_SCAN_REQUEST_REFERENCE,
        .reference_buffer_count = 13};
    sim_file_t *file;
    MON_IORING_SCAN_EVENT scan;
    uint32_t returned;

    fixture_start(&fixture);
    sim_add_ioring(&own);
    file = sim_open(SIM_WRITE);
    CHECK_EQUAL(sim_device_control(file, IOCTL_MONITOR_CB_REQUEST_SCAN, &request, sizeof request, NULL, 0, &returned), STATUS(0xC000003E));
    sim_close(file);
    CHECK_EQUAL(statistics_of(&fixture).ring_reference_state, MON_RING_REFERENCE_LAYOUT_DIFFERS);
    ring.layout_shift = 8;
    sim_add_ioring(&ring);
    scan = scan_target(&fixture);
    check_not_inspected(&scan, MON_SCAN_INSPECTION_REASON_LAYOUT_DIFFERS);
    sim_remove_iorings(COLLECTOR);
    show_reference_ring(&fixture);
    fixture_stop(&fixture);
}

/* Loads the driver again, on another Windows than before. */
static void reload(fixture_t *fixture)
{
    CHECK_EQUAL(sim_load_driver(), 0);
    CHECK_EQUAL(Mon_CbOpen(MON_CB_OPEN_READ | MON_CB_OPEN_WRITE, &fixture->client), MON_CB_OK);
    CHECK_EQUAL(Mon_CbShowReferenceRing(fixture->client), MON_CB_NOT_SUPPORTED);
}

static void unload(fixture_t *fixture)
{
    Mon_CbClose(fixture->client);
    sim_unload_driver();
}

static void unknown_build(void)
{
    static const uint32_t unknown[] = {22000, 22620, 22632, 26099, 26201};

    for (uint32_t index = 0; index < sizeof unknown / sizeof unknown[0]; index++) {
        fixture_t fixture;
        sim_ioring_t ring = a_ring(TARGET);
        MON_IORING_SCAN_EVENT scan;

        fixture_start(&fixture);
        unload(&fixture);
        sim_set_build(unknown[index]);
        reload(&fixture);
        CHECK_EQUAL(statistics_of(&fixture).ring_reference_state, MON_RING_REFERENCE_UNKNOWN_BUILD);
        ring.buffers = SIM_BUFFERS_USER;
        sim_add_ioring(&ring);
        scan = scan_target(&fixture);
        CHECK_EQUAL(scan.HandleCount, 1);
        CHECK_EQUAL(scan.Inspection, MON_SCAN_INSPECTION_UNKNOWN_BUILD);
        CHECK_EQUAL(scan.ViolationFlags, 0);
        fixture_stop(&fixture);
    }
}

static void newer_builds_are_in_the_table(void)
{
    fixture_t fixture;
    sim_ioring_t ring = a_ring(TARGET);

    sim_reset();
    sim_set_build(26100);
    CHECK_EQUAL(sim_load_driver(), 0);
    CHECK(sim_fire_process_create(&(sim_process_create_t){.process_id = COLLECTOR, .creator_id = 4}));
    CHECK(sim_fire_process_create(&(sim_process_create_t){.process_id = TARGET, .creator_id = 4}));
    sim_set_client(COLLECTOR);
    CHECK_EQUAL(Mon_CbOpen(MON_CB_OPEN_READ | MON_CB_OPEN_WRITE, &fixture.client), MON_CB_OK);
    show_reference_ring(&fixture);
    sim_add_ioring(&ring);
    fixture_stop(&fixture);
}

static void exiting_process_is_left_alone(void)
{
    fixture_t fixture;
    sim_ioring_t ring = a_ring(TARGET);
    MON_IORING_SCAN_EVENT scan;

    fixture_start(&fixture);
    show_reference_ring(&fixture);
    sim_add_ioring(&ring);
    sim_begin_exit(TARGET);
    scan = scan_target(&fixture);
    check_not_inspected(&scan, MON_SCAN_INSPECTION_REASON_PROCESS_EXITING);
    fixture_stop(&fixture);
}

static void too_many_rings(void)
{
    fixture_t fixture;
    sim_ioring_t ring = a_ring(TARGET);
    MON_IORING_SCAN_EVENT scan;

    fixture_start(&fixture);
    show_reference_ring(&fixture);
    for (uint32_t index = 0; index < 65; index++) {
        sim_add_ioring(&ring);
    }
    scan = scan_target(&fixture);
    CHECK_EQUAL(scan.HandleCount, 65);
    CHECK_EQUAL(scan.InspectedHandleCount, 64);
    CHECK_EQUAL(scan.Inspection, MON_SCAN_INSPECTION_NOT_INSPECTED);
    CHECK_EQUAL(scan.InspectionReason, MON_SCAN_INSPECTION_REASON_TOO_MANY);
    fixture_stop(&fixture);
}

static void failed_listing_is_not_clean(void)
{
    fixture_t fixture;
    MON_IORING_SCAN_EVENT scan;

    /* A Windows without such a type. */
    fixture_start(&fixture);
    sim_set_build(19045);
    scan = scan_target(&fixture);
    CHECK_EQUAL(scan.Status, STATUS(0xC00000BB));
    check_not_inspected(&scan, MON_SCAN_INSPECTION_REASON_ENUMERATION_FAILED);
    fixture_stop(&fixture);
}

static void missing_routine_is_said(void)
{
    static const char *const routines[] = {
        "MmCopyMemory", "ObGetObjectType", "PsAcquireProcessExitSynchronization", "PsReleaseProcessExitSynchronization"};

    for (uint32_t index = 0; index < sizeof routines / sizeof routines[0]; index++) {
        fixture_t fixture;
        sim_ioring_t ring = a_ring(TARGET);
        MON_IORING_SCAN_EVENT scan;

        fixture_start(&fixture);
        unload(&fixture);
        sim_hide_routine(routines[index]);
        reload(&fixture);
        sim_add_ioring(&ring);
        scan = scan_target(&fixture);
        check_not_inspected(&scan, MON_SCAN_INSPECTION_REASON_ROUTINE_MISSING);
        fixture_stop(&fixture);
    }
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
    {"CB-I03 a scan names each violation", scan_names_violations},
    {"a table of buffers that cannot be read is neither clean nor tampering", unreadable_table_is_not_clean},
    {"a ring that cannot be read, changes or has another size is not inspected, and the record says why", rings_that_cannot_be_read},
    {"a handle that is reused between listing and look is refused by its type", reused_handle_is_refused},
    {"inspecting makes no handle of a ring, so its open and close procedures never run", makes_no_handle_of_a_ring},
    {"without a reference ring nothing is inspected, and the record says so", without_a_reference_ring},
    {"a wrong entry in the table of layouts costs the inspection and accuses nobody", wrong_layout_is_found_out},
    {"a build that is not in the table of layouts is said to be unknown", unknown_build},
    {"24H2 is in the table of layouts", newer_builds_are_in_the_table},
    {"a process that is ending is not attached to", exiting_process_is_left_alone},
    {"more rings than one scan looks at are said to be too many", too_many_rings},
    {"a failed listing of handles is not a clean result", failed_listing_is_not_clean},
    {"a kernel without a routine that a safe look needs is said so", missing_routine_is_said},
    {"CB-I03 a process that waits for its scan is not queued again", scans_once_per_process},
    {"CB-I03 nothing is said of a process that ended before its scan", says_nothing_of_a_process_that_is_gone},
    {"CB-I03 a later process with the same id is not taken for the one to be scanned", takes_no_later_process_for_the_one_meant},
    {"CB-I03 a full scan queue refuses and counts", refuses_scans_when_the_queue_is_full},
};
SUITE(scan_suite, cases);
