/* Scans that a client asks for, reference rings, and the round over all running processes. */
#include "fixture.h"

static int32_t request(const MON_SCAN_REQUEST *input, uint32_t input_bytes)
{
    sim_file_t *file = sim_open(SIM_WRITE);
    uint32_t returned;
    int32_t status = sim_device_control(file, IOCTL_MONITOR_CB_REQUEST_SCAN, input, input_bytes, NULL, 0, &returned);

    CHECK_EQUAL(returned, 0);
    sim_close(file);
    return status;
}

static MON_SCAN_REQUEST a_request(uint32_t process_id)
{
    return (MON_SCAN_REQUEST){.size_bytes = sizeof(MON_SCAN_REQUEST), .version = MON_ABI_VERSION, .process_id = process_id};
}

static MON_SCAN_REQUEST a_reference(uint32_t buffer_count)
{
    MON_SCAN_REQUEST input = a_request(0);

    input.flags = MON_SCAN_REQUEST_REFERENCE;
    input.reference_buffer_count = buffer_count;
    return input;
}

static void scans_on_request(void)
{
    fixture_t fixture;
    sim_ioring_t ring = {.process_id = TARGET, .buffer_count = 1, .buffers = SIM_BUFFERS_KERNEL};
    MON_IORING_SCAN_EVENT scan;

    fixture_start(&fixture);
    show_reference_ring(&fixture);
    sim_add_ioring(&ring);
    CHECK_EQUAL(Mon_CbRequestScan(fixture.client, TARGET), MON_CB_OK);
    (void)settle_scans(&fixture, 0);
    scan = read_only(&fixture, MON_KIND_IORING_SCAN).body.ioring_scan;
    CHECK_EQUAL(scan.ProcessId, TARGET);
    CHECK_EQUAL(scan.Trigger, MON_SCAN_TRIGGER_REQUEST);
    CHECK_EQUAL(scan.InspectedHandleCount, 1);
    fixture_stop(&fixture);
}

static void refuses_what_is_no_request(void)
{
    fixture_t fixture;
    MON_SCAN_REQUEST input = a_request(TARGET);
    uint8_t longer[sizeof input + 8] = {0};

    fixture_start(&fixture);
    for (uint32_t bytes = 0; bytes < sizeof longer; bytes++) {
        if (bytes != sizeof input) {
            CHECK_EQUAL(request((const MON_SCAN_REQUEST *)longer, bytes), STATUS(0xC0000004));
        }
    }
    input.size_bytes = 8;
    CHECK_EQUAL(request(&input, sizeof input), STATUS(0xC0000004));
    input = a_request(TARGET);
    input.version++;
    CHECK_EQUAL(request(&input, sizeof input), STATUS(0xC0000059));
    input = a_request(TARGET);
    input.flags = 2;
    CHECK_EQUAL(request(&input, sizeof input), STATUS(0xC000000D));
    input = a_request(TARGET);
    input.reserved = 1;
    CHECK_EQUAL(request(&input, sizeof input), STATUS(0xC000000D));
    input = a_request(TARGET);
    input.reference_buffer_count = 1;
    CHECK_EQUAL(request(&input, sizeof input), STATUS(0xC000000D));
    input = a_request(0);
    CHECK_EQUAL(request(&input, sizeof input), STATUS(0xC000000D));
    input = a_request(99996);
    CHECK_EQUAL(request(&input, sizeof input), STATUS(0xC000000B));
    input = a_reference(1);
    input.process_id = TARGET;
    CHECK_EQUAL(request(&input, sizeof input), STATUS(0xC000000D));
    input = a_reference(0);
    CHECK_EQUAL(request(&input, sizeof input), STATUS(0xC000000D));
    /* One that would do, but for its number. */
    sim_add_ioring(&(sim_ioring_t){
        .process_id = COLLECTOR, .buffer_count = MON_REFERENCE_BUFFER_MAX_COUNT + 1, .buffers = SIM_BUFFERS_KERNEL});
    input = a_reference(MON_REFERENCE_BUFFER_MAX_COUNT + 1);
    CHECK_EQUAL(request(&input, sizeof input), STATUS(0xC000000D));
    CHECK_EQUAL(Mon_CbRequestScan(fixture.client, 0), MON_CB_INVALID);
    CHECK_EQUAL(Mon_CbRequestScan(fixture.client, 99996), MON_CB_INVALID);
    CHECK_EQUAL(Mon_CbRequestScan(NULL, TARGET), MON_CB_INVALID);
    CHECK_EQUAL(statistics_of(&fixture).scan_request_count, 0);
    fixture_stop(&fixture);
}

static void needs_write_access(void)
{
    fixture_t fixture;
    MON_SCAN_REQUEST input = a_request(TARGET);
    sim_file_t *file;
    uint32_t returned;

    fixture_start(&fixture);
    file = sim_open(SIM_READ);
    CHECK_EQUAL(sim_device_control(file, IOCTL_MONITOR_CB_REQUEST_SCAN, &input, sizeof input, NULL, 0, &returned), STATUS(0xC0000022));
    sim_close(file);
    fixture_stop(&fixture);
}

static void full_queue_is_busy(void)
{
    fixture_t fixture;
    MON_CALLBACK_CONFIG config = a_config();

    fixture_start(&fixture);
    config.scan_delay_ms = 60000;
    apply(&fixture, &config);
    sim_hold_workers(true);
    for (uint32_t index = 0; index < 256; index++) {
        sim_process_create_t create = a_process_create(4000 + index * 4);

        CHECK(sim_fire_process_create(&create));
    }
    CHECK_EQUAL(Mon_CbRequestScan(fixture.client, TARGET), MON_CB_BUSY);
    /* One that waits already is not refused. */
    CHECK_EQUAL(Mon_CbRequestScan(fixture.client, 4000), MON_CB_OK);
    CHECK_EQUAL(statistics_of(&fixture).scan_coalesced_count, 1);
    sim_hold_workers(false);
    fixture_stop(&fixture);
}

static void reference_ring_must_be_the_only_one(void)
{
    fixture_t fixture;
    sim_ioring_t ring = {.process_id = COLLECTOR, .buffer_count = 5, .buffers = SIM_BUFFERS_KERNEL};
    MON_SCAN_REQUEST input = a_reference(5);

    fixture_start(&fixture);
    CHECK_EQUAL(request(&input, sizeof input), STATUS(0xC000000D));
    sim_add_ioring(&ring);
    sim_add_ioring(&ring);
    CHECK_EQUAL(request(&input, sizeof input), STATUS(0xC000000D));
    CHECK_EQUAL(statistics_of(&fixture).ring_reference_state, MON_RING_REFERENCE_NONE);
    sim_remove_iorings(COLLECTOR);
    sim_add_ioring(&ring);
    CHECK_EQUAL(request(&input, sizeof input), 0);
    /* A ring that is not as its maker says is no proof of anything. */
    input.reference_buffer_count = 6;
    CHECK_EQUAL(request(&input, sizeof input), STATUS(0xC000003E));
    CHECK_EQUAL(statistics_of(&fixture).ring_reference_state, MON_RING_REFERENCE_LAYOUT_DIFFERS);
    fixture_stop(&fixture);
}

/* Lets time pass in the worker's own steps of an eighth of a second. */
static void pass_seconds(uint32_t seconds)
{
    for (uint32_t step = 0; step < seconds * 8; step++) {
        sim_advance_time_us(125000);
        sim_settle();
    }
}

static uint64_t sweeps_read(fixture_t *fixture)
{
    reading_t reading;
    uint64_t count = 0;

    read_all(fixture, &reading);
    for (uint32_t index = 0; index < reading.count; index++) {
        if (reading.events[index].kind == MON_KIND_IORING_SCAN) {
            CHECK_EQUAL(reading.events[index].body.ioring_scan.Trigger, MON_SCAN_TRIGGER_SWEEP);
            count++;
        }
    }
    free_reading(&reading);
    return count;
}

static void processes_that_were_there_are_scanned(void)
{
    fixture_t fixture;
    sim_ioring_t ring = {.process_id = TARGET, .buffer_count = 1, .buffers = SIM_BUFFERS_KERNEL};

    fixture_start(&fixture);
    show_reference_ring(&fixture);
    sim_add_ioring(&ring);
    pass_seconds(1);
    CHECK_EQUAL(statistics_of(&fixture).swept_process_count, 0);
    pass_seconds(4);
    CHECK_EQUAL(statistics_of(&fixture).sweep_count, 1);
    CHECK_EQUAL(statistics_of(&fixture).swept_process_count, 3);
    CHECK_EQUAL(sweeps_read(&fixture), 3);
    fixture_stop(&fixture);
}

static void later_rounds_tell_what_changed(void)
{
    fixture_t fixture;
    sim_ioring_t ring = {.process_id = TARGET, .buffer_count = 1, .buffers = SIM_BUFFERS_KERNEL};
    MON_IORING_SCAN_EVENT scan;

    fixture_start(&fixture);
    show_reference_ring(&fixture);
    pass_seconds(5);
    CHECK_EQUAL(sweeps_read(&fixture), 3);
    pass_seconds(60);
    CHECK_EQUAL(statistics_of(&fixture).sweep_count, 2);
    CHECK_EQUAL(sweeps_read(&fixture), 0);
    /* Made later than any scan, by a process that loaded nothing that tells. */
    sim_add_ioring(&ring);
    pass_seconds(60);
    scan = read_only(&fixture, MON_KIND_IORING_SCAN).body.ioring_scan;
    CHECK_EQUAL(scan.ProcessId, TARGET);
    CHECK_EQUAL(scan.HandleCount, 1);
    pass_seconds(60);
    CHECK_EQUAL(sweeps_read(&fixture), 0);
    sim_remove_iorings(TARGET);
    pass_seconds(60);
    CHECK_EQUAL(read_only(&fixture, MON_KIND_IORING_SCAN).body.ioring_scan.HandleCount, 0);
    CHECK_EQUAL(statistics_of(&fixture).sweep_count, 5);
    fixture_stop(&fixture);
}

static void rounds_are_slow(void)
{
    fixture_t fixture;
    uint64_t before;

    fixture_start(&fixture);
    for (uint32_t index = 0; index < 100; index++) {
        sim_process_create_t create = a_process_create(4000 + index * 4);

        CHECK(sim_fire_process_create(&create));
    }
    /* Their own scans first: what waits is skipped by the round. */
    pass_seconds(2);
    before = statistics_of(&fixture).swept_process_count;
    pass_seconds(5);
    CHECK(statistics_of(&fixture).swept_process_count <= before + 40);
    CHECK(statistics_of(&fixture).swept_process_count >= before + 30);
    /* A long sleep is not caught up with. */
    before = statistics_of(&fixture).swept_process_count;
    sim_advance_time_us(3600000000);
    sim_settle();
    CHECK(statistics_of(&fixture).swept_process_count <= before + 1);
    fixture_stop(&fixture);
}

static void what_waits_is_not_swept(void)
{
    fixture_t fixture;
    MON_CALLBACK_CONFIG config = a_config();
    sim_process_create_t create = a_process_create(4000);

    fixture_start(&fixture);
    config.scan_delay_ms = 60000;
    apply(&fixture, &config);
    CHECK(sim_fire_process_create(&create));
    pass_seconds(5);
    CHECK_EQUAL(statistics_of(&fixture).sweep_count, 1);
    CHECK_EQUAL(statistics_of(&fixture).swept_process_count, 3);
    CHECK_EQUAL(statistics_of(&fixture).scan_pending_count, 1);
    fixture_stop(&fixture);
}

static void rounds_by_policy(void)
{
    fixture_t fixture;
    MON_CALLBACK_CONFIG config = a_config();

    fixture_start(&fixture);
    config.flags &= ~MON_CONFIG_SCANS;
    apply(&fixture, &config);
    pass_seconds(10);
    CHECK_EQUAL(statistics_of(&fixture).swept_process_count, 0);
    config.flags |= MON_CONFIG_SCANS;
    config.sweep_interval_ms = 0;
    apply(&fixture, &config);
    pass_seconds(100);
    CHECK_EQUAL(statistics_of(&fixture).sweep_count, 1);
    config.sweep_interval_ms = 10000;
    apply(&fixture, &config);
    pass_seconds(25);
    CHECK_EQUAL(statistics_of(&fixture).sweep_count, 4);
    fixture_stop(&fixture);
}

static const test_case_t cases[] = {
    {"CB_REQUEST_SCAN scans a process, with the trigger request", scans_on_request},
    {"CB_REQUEST_SCAN refuses every request that is none", refuses_what_is_no_request},
    {"CB_REQUEST_SCAN needs write access", needs_write_access},
    {"CB_REQUEST_SCAN says busy when the queue is full, and coalesces", full_queue_is_busy},
    {"a reference ring must be its process's only one and as its maker says", reference_ring_must_be_the_only_one},
    {"processes that were there before the driver are scanned in a round", processes_that_were_there_are_scanned},
    {"later rounds find rings made later, and tell only what has changed", later_rounds_tell_what_changed},
    {"a round looks at eight processes a second at most, and never catches up", rounds_are_slow},
    {"a process that waits for its scan is not looked at in a round too", what_waits_is_not_swept},
    {"the policy says whether and how often there are rounds", rounds_by_policy},
};
SUITE(scan_request_suite, cases);
