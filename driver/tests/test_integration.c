/* The callbacks together with profile, names and the reader. */
#include <stdlib.h>
#include <string.h>
#include "event_load.h"

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
    sim_ioring_t ring = {.process_id = 3000, .granted_access = 0x1F0003, .buffer_count = 1, .buffers = SIM_BUFFERS_USER};
    sim_image_load_t impostor = an_image_load(3000, NO_TEXT);
    sim_handle_operation_t duplicate = a_handle_duplicate(3000, TARGET);

    fixture_start(&fixture);
    show_reference_ring(&fixture);
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

/* What the default ring is sized for: ten seconds of a busy machine, 2,000 events a second, with nobody reading. */
static void volume_it_is_sized_for(void)
{
    fixture_t fixture;
    MON_CALLBACK_CONFIG config = a_config();
    MON_CALLBACK_STATISTICS statistics;
    drain_t drain = {0};
    const uint32_t lives = 10 * 250;

    fixture_start(&fixture);
    config.flags &= ~MON_CONFIG_SCANS;
    apply(&fixture, &config);
    CHECK_EQUAL(statistics_of(&fixture).ring_size_bytes, MON_RING_DEFAULT_BYTES);
    for (uint32_t index = 0; index < lives; index++) {
        fire_life(4000 + index * 4);
        sim_advance_time_us(4000);
    }
    statistics = statistics_of(&fixture);
    for (uint32_t kind = 0; kind < MON_KIND_COUNT; kind++) {
        CHECK_EQUAL(statistics.kinds[kind].ring_full_count + statistics.kinds[kind].rate_limited_count, 0);
        CHECK_EQUAL(statistics.kinds[kind].written_count, statistics.kinds[kind].observed_count);
    }
    drain_all(&fixture, &drain);
    CHECK_EQUAL(drain.total, lives * 8);
    printf("# %u events without a reader, ring peak %llu of %llu bytes\n", lives * 8, (unsigned long long)statistics.ring_peak_bytes,
        (unsigned long long)statistics.ring_size_bytes);
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
        fire_life(4000 + index * 4);
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

static void respects_callback_mask(void)
{
    fixture_t fixture;
    sim_process_create_t create = a_process_create(3000);
    sim_image_load_t load = an_image_load(EXPLORER, TEXT(L"\\x\\y.dll"));
    sim_handle_operation_t handle = a_handle_create(EXPLORER, TARGET);
    sim_registry_operation_t set = a_value_set(EXPLORER);
    MON_CALLBACK_CONFIG config = a_config();
    MON_CALLBACK_STATISTICS statistics;

    fixture_start(&fixture);
    config.callback_mask = 0;
    apply(&fixture, &config);
    CHECK(sim_fire_process_create(&create));
    CHECK(sim_fire_process_exit(3000, 0));
    sim_fire_thread_create(EXPLORER, 1004, TARGET, 2008, 0);
    sim_fire_image_load(&load);
    sim_fire_handle(&handle);
    sim_fire_registry(&set);
    statistics = statistics_of(&fixture);
    CHECK_EQUAL(statistics.issued_sequence, 0);
    CHECK_EQUAL(statistics.counters.process_creations, 1);
    CHECK_EQUAL(statistics.counters.image_loads, 1);
    CHECK_EQUAL(statistics.counters.registry_operations, 1);
    fixture_stop(&fixture);
}

static const test_case_t cases[] = {
    {"CB-I01 a process creation makes a profile", create_makes_profile},
    {"CB-I02 a process exit exports what the profile counted", profile_counts_the_life},
    {"CB-I02 the anomaly score ends at 100", anomaly_score_is_capped},
    {"knows I/O ring programs and libraries by name and by configuration", knows_loaders_by_name},
    {"CB-I04 a duplication across processes names actor, source, recipient and object", duplicate_names_all_roles},
    {"CB-I05 the volume that the ring is sized for is held without a drop, though nobody reads", volume_it_is_sized_for},
    {"CB-I05 a late reader accounts for every event: issued = read + declared lost, by kind", late_reader_accounts_for_everything},
    {"counts but does not record what the callback mask leaves out", respects_callback_mask},
};
SUITE(integration_suite, cases);
