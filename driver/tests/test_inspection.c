/* Looking into I/O rings: what is found, and what is said when nobody could look. */
#include "scan_steps.h"

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

static const test_case_t cases[] = {
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
};
SUITE(inspection_suite, cases);
