/* The callbacks together with profile, scan and the reader. */
#include <stdlib.h>
#include <string.h>
#include "fixture.h"

static void create_makes_profile(void)
{
    fixture_t fixture;
    sim_process_create_t create = a_process_create(3000);

    fixture_start(&fixture);
    CHECK(sim_fire_process_create(&create));
    /* The new process, and its creator for the child it now has. */
    CHECK_EQUAL(statistics_of(&fixture).cached_process_count, 2);
    fixture_stop(&fixture);
}

static void profile_counts_the_life(void)
{
    fixture_t fixture;
    sim_process_create_t create = a_process_create(3000);
    sim_process_create_t child = a_process_create(3004);
    sim_image_load_t related = an_image_load(3000, TEXT(L"\\Device\\HarddiskVolume3\\Game\\dstorage.dll"));
    sim_image_load_t impostor = an_image_load(3000, TEXT(L"\\Device\\HarddiskVolume3\\Game\\version.dll"));
    sim_handle_operation_t open = a_handle_create(3000, TARGET);
    sim_handle_operation_t duplicate = a_handle_duplicate(3000, TARGET);
    sim_registry_operation_t set = a_value_set(3000);
    MON_PROCESS_PROFILE_EVENT profile;

    fixture_start(&fixture);
    CHECK(sim_fire_process_create(&create));
    sim_fire_thread_create(EXPLORER, 1004, 3000, 3008, 0);
    sim_fire_thread_create(3000, 3008, 3000, 3012, 0);
    sim_fire_thread_create(3000, 3008, TARGET, 2012, 0);
    child.creator_id = 3000;
    CHECK(sim_fire_process_create(&child));
    sim_fire_image_load(&related);
    sim_fire_image_load(&impostor);
    sim_fire_handle(&open);
    sim_fire_handle(&duplicate);
    sim_fire_registry(&set);
    CHECK(sim_fire_process_exit(3000, 0));
    profile = read_only(&fixture, MON_KIND_PROCESS_PROFILE).body.process_profile;
    CHECK_EQUAL(profile.ThreadCreates, 1);
    CHECK_EQUAL(profile.RemoteThreadCreates, 1);
    CHECK_EQUAL(profile.Children, 1);
    CHECK_EQUAL(profile.ImageLoads, 2);
    CHECK_EQUAL(profile.IoRingImageLoads, 1);
    CHECK_EQUAL(profile.HandleCreates, 1);
    CHECK_EQUAL(profile.HandleDuplicates, 1);
    CHECK_EQUAL(profile.RegistryOperations, 1);
    /* One remote thread 15, one suspicious image 10, one I/O ring image 5, one duplicate 1. */
    CHECK_EQUAL(profile.AnomalyScore, 31);
    fixture_stop(&fixture);
}

static void anomaly_score_is_capped(void)
{
    fixture_t fixture;
    sim_process_create_t create = a_process_create(3000);
    sim_ioring_t ring = {.process_id = 3000, .granted_access = 0x1F0003, .buffer_count = 1, .buffers = 2};
    sim_image_load_t impostor = an_image_load(3000, NO_TEXT);
    sim_handle_operation_t duplicate = a_handle_duplicate(3000, TARGET);

    fixture_start(&fixture);
    CHECK(sim_fire_process_create(&create));
    for (uint32_t index = 0; index < 12; index++) {
        sim_add_ioring(&ring);
        sim_fire_thread_create(3000, 3008, TARGET, 2012, 0);
        sim_fire_image_load(&impostor);
        sim_fire_handle(&duplicate);
    }
    sim_advance_time_us(600000);
    WAIT_UNTIL(statistics_of(&fixture).scan_completed_count == 1);
    CHECK(sim_fire_process_exit(3000, 0));
    CHECK_EQUAL(read_only(&fixture, MON_KIND_PROCESS_PROFILE).body.process_profile.AnomalyScore, 100);
    fixture_stop(&fixture);
}

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

static void knows_loaders_by_name(void)
{
    static struct {
        MON_CALLBACK_CONFIG config;
        uint16_t length;
        uint16_t text[8];
    } input;
    fixture_t fixture;
    sim_process_create_t create = a_process_create(3000);
    sim_image_load_t load = an_image_load(TARGET, TEXT(L"\\x\\ring.exe"));

    fixture_start(&fixture);
    input.config = a_config();
    input.config.flags |= MON_CONFIG_RUNTIME_LIBRARIES_RELATED;
    input.config.image_name_count = 1;
    input.length = sizeof input.text;
    memcpy(input.text, L"Ring.exe", sizeof input.text);
    input.config.size_bytes = sizeof input.config + 2 + sizeof input.text;
    CHECK_EQUAL(Mon_CbSetConfig(fixture.client, &input, input.config.size_bytes), MON_CB_OK);
    create.image = TEXT(L"\\x\\RING.exe");
    CHECK(sim_fire_process_create(&create));
    CHECK(sim_fire_process_exit(3000, 0));
    CHECK_EQUAL(read_only(&fixture, MON_KIND_PROCESS_PROFILE).body.process_profile.IoRingImageLoads, 1);
    create.image = TEXT(L"\\x\\ioringtest.exe");
    CHECK(sim_fire_process_create(&create));
    CHECK(sim_fire_process_exit(3000, 0));
    CHECK_EQUAL(read_only(&fixture, MON_KIND_PROCESS_PROFILE).body.process_profile.IoRingImageLoads, 1);
    sim_fire_image_load(&load);
    CHECK_EQUAL(read_only(&fixture, MON_KIND_IMAGE_LOAD).body.image_load.IsIoRingRelated, 1);
    load.path = TEXT(L"\\Windows\\System32\\KernelBase.dll");
    sim_fire_image_load(&load);
    CHECK_EQUAL(read_only(&fixture, MON_KIND_IMAGE_LOAD).body.image_load.IsIoRingRelated, 1);
    fixture_stop(&fixture);
}

static void duplicate_names_all_roles(void)
{
    fixture_t fixture;
    sim_process_create_t broker = a_process_create(3000);
    sim_process_create_t receiver = a_process_create(3004);
    sim_handle_operation_t operation = a_handle_duplicate(3000, TARGET);
    MON_CB_EVENT event;

    fixture_start(&fixture);
    CHECK(sim_fire_process_create(&broker));
    CHECK(sim_fire_process_create(&receiver));
    operation.source_id = EXPLORER;
    operation.recipient_id = 3004;
    operation.granted_access = 0x1FFFFF;
    sim_fire_handle(&operation);
    event = read_only(&fixture, MON_KIND_HANDLE_DUPLICATE);
    CHECK_EQUAL(event.body.handle.roles.ActorProcessId, 3000);
    CHECK_EQUAL(event.body.handle.roles.HandleOwnerProcessId, EXPLORER);
    CHECK_EQUAL(event.body.handle.roles.RecipientProcessId, 3004);
    CHECK_EQUAL(event.body.handle.roles.ObjectProcessId, TARGET);
    CHECK_EQUAL(event.body.handle.roles.GrantedAccess, 0x1FFFFF);
    fixture_stop(&fixture);
}

/* Nobody reads; the ring fills, refuses, and a late reader can account for every event. */
static void late_reader_accounts_for_everything(void)
{
    fixture_t fixture;
    MON_CALLBACK_CONFIG config = a_config();
    MON_CALLBACK_STATISTICS statistics;
    reading_t reading;
    uint64_t lost = 0;

    fixture_start(&fixture);
    config.ring_size_bytes = MON_RING_MIN_BYTES;
    apply(&fixture, &config);
    for (uint32_t index = 0; index < 4000; index++) {
        sim_process_create_t create = a_process_create(4000 + index * 4);
        sim_image_load_t load = an_image_load(create.process_id, TEXT(L"\\Device\\HarddiskVolume3\\Windows\\System32\\ole32.dll"));
        sim_handle_operation_t open = a_handle_create(create.process_id, TARGET);
        sim_registry_operation_t set = a_value_set(create.process_id);

        CHECK(sim_fire_process_create(&create));
        sim_fire_thread_create(EXPLORER, 1004, create.process_id, create.process_id + 4, 0);
        sim_fire_image_load(&load);
        sim_fire_handle(&open);
        sim_fire_registry(&set);
        CHECK(sim_fire_process_exit(create.process_id, 0));
        sim_advance_time_us(2000);
    }
    sim_advance_time_us(600000);
    (void)settle_scans(&fixture, 0);
    read_all(&fixture, &reading);
    statistics = statistics_of(&fixture);
    for (uint32_t kind = 0; kind < MON_KIND_COUNT; kind++) {
        CHECK_EQUAL(reading.counts[kind] + reading.declared[kind], statistics.kinds[kind].observed_count);
        lost += reading.declared[kind];
    }
    CHECK_EQUAL(statistics.kinds[0].observed_count, 4000);
    CHECK_EQUAL(statistics.issued_sequence, reading.count);
    CHECK(lost > 10000);
    /* Low priority went first. */
    CHECK(reading.declared[MON_KIND_IMAGE_LOAD - MON_KIND_FIRST] > reading.declared[MON_KIND_PROCESS_CREATE - MON_KIND_FIRST]);
    free_reading(&reading);
    fixture_stop(&fixture);
}

static void old_identity_is_not_taken_for_a_new_one(void)
{
    fixture_t fixture;
    sim_process_create_t create = a_process_create(3000);
    sim_image_load_t load = an_image_load(3000, TEXT(L"\\x\\y.dll"));
    reading_t reading;

    fixture_start(&fixture);
    CHECK(sim_fire_process_create(&create));
    sim_fire_image_load(&load);
    CHECK(sim_fire_process_exit(3000, 0));
    sim_advance_time_us(10);
    CHECK(sim_fire_process_create(&create));
    CHECK(sim_fire_process_exit(3000, 0));
    read_all(&fixture, &reading);
    CHECK_EQUAL(reading.events[reading.count - 1].body.process_profile.ImageLoads, 0);
    free_reading(&reading);
    fixture_stop(&fixture);
}

static void cache_evicts_the_oldest(void)
{
    fixture_t fixture;
    MON_CALLBACK_CONFIG config = a_config();
    MON_CALLBACK_STATISTICS statistics;

    fixture_start(&fixture);
    config.flags = 0;
    apply(&fixture, &config);
    for (uint32_t index = 0; index < 5000; index++) {
        sim_process_create_t create = a_process_create(4000 + index * 4);

        CHECK(sim_fire_process_create(&create));
    }
    statistics = statistics_of(&fixture);
    CHECK(statistics.cached_process_count <= 4096);
    CHECK(statistics.cached_process_count > 4090);
    CHECK_EQUAL(statistics.cached_process_count + statistics.cache_eviction_count, 5001);
    fixture_stop(&fixture);
}

static const test_case_t cases[] = {
    {"CB-I01 a process creation makes a profile", create_makes_profile},
    {"CB-I02 a process exit exports what the profile counted", profile_counts_the_life},
    {"CB-I02 the anomaly score ends at 100", anomaly_score_is_capped},
    {"CB-I03 an I/O ring image triggers a scan that enumerates the handles", image_triggers_scan},
    {"CB-I03 a scan names each violation, and says when the build's offsets are unknown", scan_names_violations},
    {"CB-I03 a scan on a build without I/O rings says so", old_build_has_no_rings},
    {"CB-I03 a process that waits for its scan is not queued again", scans_once_per_process},
    {"CB-I03 nothing is said of a process that ended before its scan", says_nothing_of_a_process_that_is_gone},
    {"CB-I03 a full scan queue refuses and counts", refuses_scans_when_the_queue_is_full},
    {"knows I/O ring programs and libraries by name and by configuration", knows_loaders_by_name},
    {"CB-I04 a duplication across processes names actor, source, recipient and object", duplicate_names_all_roles},
    {"CB-I05 a late reader accounts for every event: issued = read + declared lost, by kind", late_reader_accounts_for_everything},
    {"a process id that is used again starts a new profile", old_identity_is_not_taken_for_a_new_one},
    {"the process cache holds 4096 and counts what it evicts", cache_evicts_the_oldest},
};
SUITE(integration_suite, cases);
