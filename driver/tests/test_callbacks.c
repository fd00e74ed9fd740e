/* The records of the process and image callbacks: what they say and what they leave out. */
#include <string.h>
#include "fixture.h"

static uint8_t batch[256 * 1024];

static bool is_text(const mon_char16_t *text, sim_text_t expected)
{
    return memcmp(text, expected.chars, expected.bytes) == 0 && text[expected.bytes / 2] == 0;
}

static void records_process_create(void)
{
    fixture_t fixture;
    sim_process_create_t create = a_process_create(3000);
    MON_CB_EVENT event;

    fixture_start(&fixture);
    create.parent_id = TARGET;
    create.integrity_level = 0x3000;
    create.is_subsystem = true;
    CHECK(sim_fire_process_create(&create));
    event = read_only(&fixture, MON_KIND_PROCESS_CREATE);
    CHECK_EQUAL(event.event_type, MonCbEvent_ProcessCreate);
    CHECK_EQUAL(event.body.process_create.ProcessId, 3000);
    CHECK_EQUAL(event.body.process_create.ParentProcessId, TARGET);
    CHECK_EQUAL(event.body.process_create.CreatorProcessId, EXPLORER);
    CHECK_EQUAL(event.body.process_create.CreatingThreadId, 1004);
    CHECK_EQUAL(event.body.process_create.CreateTime, sim_time() / 10 * 10);
    CHECK_EQUAL(event.body.process_create.SessionId, 1);
    CHECK_EQUAL(event.body.process_create.IntegrityLevel, 0x3000);
    CHECK_EQUAL(event.body.process_create.IsSubsystemProcess, 1);
    CHECK(is_text(event.body.process_create.ImageFileName, create.image));
    CHECK(is_text(event.body.process_create.CommandLine, create.command_line));
    fixture_stop(&fixture);
}

static void records_start_times_beside_ids(void)
{
    fixture_t fixture;
    sim_process_create_t create = a_process_create(3000);
    const mon_process_create_record_t *record;
    mon_batch_header_t header;
    int64_t start_us;

    fixture_start(&fixture);
    start_us = (sim_time() - 116444736000000000) / 10;
    create.parent_id = 99996;
    CHECK(sim_fire_process_create(&create));
    read_batch(&fixture, 0, batch, sizeof batch, &header);
    record = first_record(batch, MON_KIND_PROCESS_CREATE);
    CHECK_EQUAL(record->process_start_us, start_us);
    CHECK_EQUAL(record->creator_start_us, start_us - 1000000);
    /* A parent that is gone has no start time; 0 is not passed off as one. */
    CHECK_EQUAL(record->header.present_mask & MON_PROCESS_CREATE_HAS_PARENT_START_US, 0);
    CHECK_EQUAL(record->parent_process_id, 99996);
    fixture_stop(&fixture);
}

static void records_process_without_names(void)
{
    fixture_t fixture;
    sim_process_create_t create = a_process_create(3000);
    const mon_process_create_record_t *record;
    mon_batch_header_t header;

    fixture_start(&fixture);
    create.image = NO_TEXT;
    create.command_line = NO_TEXT;
    CHECK(sim_fire_process_create(&create));
    read_batch(&fixture, 0, batch, sizeof batch, &header);
    record = first_record(batch, MON_KIND_PROCESS_CREATE);
    CHECK_EQUAL(record->header.size_bytes, sizeof *record);
    CHECK_EQUAL(record->header.present_mask & (MON_PROCESS_CREATE_HAS_EXECUTABLE | MON_PROCESS_CREATE_HAS_COMMAND_LINE), 0);
    fixture_stop(&fixture);
}

static void denied_creation_is_no_process(void)
{
    fixture_t fixture;
    sim_process_create_t create = a_process_create(3000);
    MON_CALLBACK_STATISTICS statistics;
    reading_t reading;

    fixture_start(&fixture);
    create.denied_status = STATUS(0xC0000022);
    CHECK(sim_fire_process_create(&create));
    statistics = statistics_of(&fixture);
    /* The creator only, for the child it asked for. */
    CHECK_EQUAL(statistics.cached_process_count, 1);
    CHECK_EQUAL(statistics.scan_request_count, 0);
    read_all(&fixture, &reading);
    CHECK_EQUAL(only(&reading, MON_KIND_PROCESS_CREATE)->body.process_create.DeniedStatus, STATUS(0xC0000022));
    CHECK_EQUAL(only(&reading, MON_KIND_PROCESS_TERMINATE)->body.process_terminate.ExitStatus, STATUS(0xC0000022));
    CHECK_EQUAL(reading.counts[MON_KIND_PROCESS_PROFILE - MON_KIND_FIRST], 0);
    free_reading(&reading);
    create.denied_status = 0;
    CHECK(sim_fire_process_create(&create));
    CHECK_EQUAL(read_only(&fixture, MON_KIND_PROCESS_CREATE).body.process_create.DeniedStatus, 0);
    fixture_stop(&fixture);
}

static void says_when_a_name_is_partial(void)
{
    fixture_t fixture;
    sim_process_create_t create = a_process_create(3000);

    fixture_start(&fixture);
    CHECK(sim_fire_process_create(&create));
    CHECK_EQUAL(read_only(&fixture, MON_KIND_PROCESS_CREATE).body.process_create.IsImageFileNamePartial, 0);
    CHECK(sim_fire_process_exit(3000, 0));
    create.process_id = 3004;
    create.has_partial_name = true;
    create.image = TEXT(L"notepad.exe");
    CHECK(sim_fire_process_create(&create));
    CHECK_EQUAL(read_only(&fixture, MON_KIND_PROCESS_CREATE).body.process_create.IsImageFileNamePartial, 1);
    fixture_stop(&fixture);
}

static void cuts_long_command_line(void)
{
    static uint16_t text[32767];
    fixture_t fixture;
    sim_process_create_t create = a_process_create(3000);
    const mon_process_create_record_t *record;
    mon_batch_header_t header;

    fixture_start(&fixture);
    for (uint32_t index = 0; index < 32767; index++) {
        text[index] = 'x';
    }
    create.command_line = (sim_text_t){text, sizeof text};
    CHECK(sim_fire_process_create(&create));
    read_batch(&fixture, 0, batch, sizeof batch, &header);
    record = first_record(batch, MON_KIND_PROCESS_CREATE);
    CHECK_EQUAL(record->command_line.length_bytes, MON_COMMAND_LINE_MAX_BYTES);
    CHECK_EQUAL(record->is_truncated, 1);
    CHECK_EQUAL(record->header.flags, MON_RECORD_FLAG_TRUNCATED);
    fixture_stop(&fixture);
}

static void records_process_exit(void)
{
    fixture_t fixture;
    sim_process_create_t create = a_process_create(3000);
    MON_CB_EVENT event;
    reading_t reading;

    fixture_start(&fixture);
    CHECK(sim_fire_process_create(&create));
    sim_advance_time_us(2500);
    CHECK(sim_fire_process_exit(3000, STATUS(0xC0000005)));
    read_all(&fixture, &reading);
    event = *only(&reading, MON_KIND_PROCESS_TERMINATE);
    CHECK_EQUAL(event.body.process_terminate.ProcessId, 3000);
    CHECK_EQUAL(event.body.process_terminate.ExitStatus, STATUS(0xC0000005));
    CHECK_EQUAL(event.body.process_terminate.TerminateTime, sim_time() / 10 * 10);
    event = *only(&reading, MON_KIND_PROCESS_PROFILE);
    CHECK_EQUAL(event.body.process_profile.ProcessId, 3000);
    CHECK_EQUAL(event.body.process_profile.LifetimeUs, 2500);
    free_reading(&reading);
    fixture_stop(&fixture);
}

static void records_exit_of_unknown_process(void)
{
    fixture_t fixture;
    const mon_process_terminate_record_t *record;
    mon_batch_header_t header;

    fixture_start(&fixture);
    CHECK(sim_fire_process_exit(TARGET, 0));
    read_batch(&fixture, 0, batch, sizeof batch, &header);
    CHECK_EQUAL(header.record_count, 1);
    record = first_record(batch, MON_KIND_PROCESS_TERMINATE);
    CHECK_EQUAL(record->header.present_mask & MON_PROCESS_TERMINATE_HAS_ANOMALY_SCORE, 0);
    fixture_stop(&fixture);
}

static void records_image_load(void)
{
    fixture_t fixture;
    sim_image_load_t load = an_image_load(EXPLORER, TEXT(L"\\Device\\HarddiskVolume3\\Windows\\System32\\ole32.dll"));
    MON_CB_EVENT event;

    fixture_start(&fixture);
    sim_fire_image_load(&load);
    event = read_only(&fixture, MON_KIND_IMAGE_LOAD);
    CHECK_EQUAL(event.body.image_load.ProcessId, EXPLORER);
    CHECK_EQUAL(event.body.image_load.ImageBase, 0x7FFA00000000);
    CHECK_EQUAL(event.body.image_load.ImageSize, 0x1000);
    CHECK_EQUAL(event.body.image_load.SignatureLevel, 12);
    CHECK_EQUAL(event.body.image_load.IsSuspicious, 0);
    CHECK_EQUAL(event.body.image_load.IsIoRingRelated, 0);
    CHECK(is_text(event.body.image_load.ImageFileName, load.path));
    fixture_stop(&fixture);
}

static void masks_driver_base(void)
{
    fixture_t fixture;
    sim_image_load_t load = an_image_load(0, TEXT(L"\\SystemRoot\\System32\\drivers\\example.sys"));
    MON_CALLBACK_CONFIG config = a_config();
    MON_CB_EVENT event;

    fixture_start(&fixture);
    load.base = 0xFFFFF80012340000;
    sim_fire_image_load(&load);
    event = read_only(&fixture, MON_KIND_IMAGE_LOAD);
    CHECK_EQUAL(event.body.image_load.ProcessId, 0);
    CHECK_EQUAL(event.body.image_load.ImageBase, 0);
    config.flags |= MON_CONFIG_KERNEL_ADDRESSES;
    apply(&fixture, &config);
    sim_fire_image_load(&load);
    event = read_only(&fixture, MON_KIND_IMAGE_LOAD);
    CHECK_EQUAL(event.body.image_load.ImageBase, 0xFFFFF80012340000);
    fixture_stop(&fixture);
}

static uint8_t reason_of(fixture_t *fixture, sim_image_load_t load)
{
    sim_fire_image_load(&load);
    return read_only(fixture, MON_KIND_IMAGE_LOAD).body.image_load.SuspiciousReason;
}

static void names_suspicious_images(void)
{
    fixture_t fixture;
    sim_process_create_t service = a_process_create(3000);
    sim_image_load_t misplaced = an_image_load(TARGET, TEXT(L"\\Device\\HarddiskVolume3\\Users\\eve\\VERSION.dll"));
    sim_image_load_t in_place = an_image_load(TARGET, TEXT(L"\\Device\\HarddiskVolume3\\Windows\\System32\\version.dll"));
    sim_image_load_t writable = an_image_load(3000, TEXT(L"\\Device\\HarddiskVolume3\\ProgramData\\plugin.dll"));
    sim_image_load_t kernel_base = an_image_load(TARGET, TEXT(L"\\x\\y.dll"));
    reading_t reading;

    fixture_start(&fixture);
    service.integrity_level = 0x4000;
    CHECK(sim_fire_process_create(&service));
    read_all(&fixture, &reading);
    free_reading(&reading);
    kernel_base.base = 0xFFFFF80000000000;
    CHECK_EQUAL(reason_of(&fixture, an_image_load(TARGET, NO_TEXT)), MON_SUSPICIOUS_IMAGE_REASON_NO_NAME);
    CHECK_EQUAL(reason_of(&fixture, misplaced), MON_SUSPICIOUS_IMAGE_REASON_SYSTEM_NAME_ELSEWHERE);
    CHECK_EQUAL(reason_of(&fixture, in_place), MON_SUSPICIOUS_IMAGE_REASON_NONE);
    CHECK_EQUAL(reason_of(&fixture, writable), MON_SUSPICIOUS_IMAGE_REASON_USER_WRITABLE_PATH);
    CHECK_EQUAL(reason_of(&fixture, kernel_base), MON_SUSPICIOUS_IMAGE_REASON_KERNEL_ADDRESS_IN_USER_PROCESS);
    fixture_stop(&fixture);
}

static void knows_system_directories_exactly(void)
{
    static const struct {
        sim_text_t path;
        bool is_genuine;
    } paths[] = {
        {TEXT(L"\\Device\\HarddiskVolume3\\Windows\\System32\\version.dll"), true},
        {TEXT(L"\\Device\\HarddiskVolume12\\WINDOWS\\SysWOW64\\VERSION.DLL"), true},
        {TEXT(L"\\Device\\HarddiskVolume3\\Windows\\SysArm32\\version.dll"), true},
        {TEXT(L"\\Device\\HarddiskVolume3\\Windows\\SyChpe32\\version.dll"), true},
        {TEXT(L"\\Device\\HarddiskVolume3\\Windows\\WinSxS\\amd64_x_1.0\\version.dll"), true},
        {TEXT(L"\\SystemRoot\\System32\\version.dll"), true},
        {TEXT(L"\\SystemRoot\\WinSxS\\amd64_x_1.0\\version.dll"), true},
        {TEXT(L"\\??\\C:\\Windows\\System32\\version.dll"), true},
        {TEXT(L"\\Device\\HarddiskVolume3\\Users\\x\\System32\\version.dll"), false},
        {TEXT(L"\\Device\\HarddiskVolume3\\Users\\x\\Windows\\System32\\version.dll"), false},
        {TEXT(L"\\Device\\HarddiskVolume3\\Windows\\System3\\version.dll"), false},
        {TEXT(L"\\Device\\HarddiskVolume3\\Windows\\System32x\\version.dll"), false},
        {TEXT(L"\\Device\\HarddiskVolume3\\Windows\\System32\\spool\\version.dll"), false},
        {TEXT(L"\\Device\\HarddiskVolume3\\Windows\\WinSxS\\version.dll"), false},
        {TEXT(L"\\Device\\HarddiskVolume3\\Windows\\WinSxS\\a\\b\\version.dll"), false},
        {TEXT(L"\\Device\\HarddiskVolume3\\System32\\version.dll"), false},
        {TEXT(L"\\Device\\HarddiskVolume\\Windows\\System32\\version.dll"), false},
        {TEXT(L"\\Device\\HarddiskVolume3x\\Windows\\System32\\version.dll"), false},
        {TEXT(L"\\Device\\Mup\\Windows\\System32\\version.dll"), false},
        {TEXT(L"\\??\\UNC\\Windows\\System32\\version.dll"), false},
        {TEXT(L"\\Windows\\System32\\version.dll"), false},
        {TEXT(L"version.dll"), false},
    };
    fixture_t fixture;

    fixture_start(&fixture);
    for (uint32_t index = 0; index < sizeof paths / sizeof paths[0]; index++) {
        CHECK_EQUAL(reason_of(&fixture, an_image_load(TARGET, paths[index].path)),
            paths[index].is_genuine ? MON_SUSPICIOUS_IMAGE_REASON_NONE : MON_SUSPICIOUS_IMAGE_REASON_SYSTEM_NAME_ELSEWHERE);
    }
    fixture_stop(&fixture);
}

static void user_directories_are_those_of_the_volume(void)
{
    static const struct {
        sim_text_t path;
        bool is_writable;
    } paths[] = {
        {TEXT(L"\\Device\\HarddiskVolume3\\Users\\eve\\plugin.dll"), true},
        {TEXT(L"\\Device\\HarddiskVolume3\\Windows\\Temp\\plugin.dll"), true},
        {TEXT(L"\\??\\C:\\$Recycle.Bin\\plugin.dll"), true},
        {TEXT(L"\\Device\\HarddiskVolume3\\Program Files\\Users\\plugin.dll"), false},
    };
    fixture_t fixture;
    sim_process_create_t service = a_process_create(3000);
    reading_t reading;

    fixture_start(&fixture);
    service.integrity_level = 0x4000;
    CHECK(sim_fire_process_create(&service));
    read_all(&fixture, &reading);
    free_reading(&reading);
    for (uint32_t index = 0; index < sizeof paths / sizeof paths[0]; index++) {
        CHECK_EQUAL(reason_of(&fixture, an_image_load(3000, paths[index].path)),
            paths[index].is_writable ? MON_SUSPICIOUS_IMAGE_REASON_USER_WRITABLE_PATH : MON_SUSPICIOUS_IMAGE_REASON_NONE);
    }
    fixture_stop(&fixture);
}

static void names_who_maps_into_another(void)
{
    fixture_t fixture;
    sim_image_load_t load = an_image_load(TARGET, TEXT(L"\\x\\y.dll"));
    const mon_image_load_record_t *record;
    mon_batch_header_t header;

    fixture_start(&fixture);
    load.mapper_id = EXPLORER;
    load.thread_id = 1004;
    sim_fire_image_load(&load);
    read_batch(&fixture, 0, batch, sizeof batch, &header);
    record = first_record(batch, MON_KIND_IMAGE_LOAD);
    CHECK_EQUAL(record->process_id, TARGET);
    CHECK_EQUAL(record->mapper_process_id, EXPLORER);
    CHECK_EQUAL(record->mapper_thread_id, 1004);
    CHECK(record->mapper_start_us != 0);
    /* The thread that ran is none of the process it was mapped into. */
    CHECK_EQUAL(record->header.present_mask & MON_IMAGE_LOAD_HAS_THREAD_ID, 0);
    sim_fire_image_load(&load);
    CHECK_EQUAL(read_only(&fixture, MON_KIND_IMAGE_LOAD).body.image_load.MapperProcessId, EXPLORER);
    load.mapper_id = 0;
    sim_fire_image_load(&load);
    CHECK_EQUAL(read_only(&fixture, MON_KIND_IMAGE_LOAD).body.image_load.MapperProcessId, 0);
    fixture_stop(&fixture);
}

static void unregisters_cleanly(void)
{
    fixture_t fixture;
    sim_process_create_t create = a_process_create(3000);
    sim_balance_t balance;

    fixture_start(&fixture);
    CHECK(sim_fire_process_create(&create));
    Mon_CbClose(fixture.client);
    sim_unload_driver();
    sim_get_balance(&balance);
    CHECK_EQUAL(balance.callbacks, 0);
    CHECK_EQUAL(balance.pool_blocks, 0);
    /* Nobody listens any more, and nothing happens. */
    CHECK(sim_fire_process_exit(3000, 0));
    sim_reset();
}

static const test_case_t cases[] = {
    {"CB-T05 records a process creation with parent, creator, session, integrity and texts", records_process_create},
    {"CB-T05 puts start times beside process ids and leaves out what is not known", records_start_times_beside_ids},
    {"CB-T05 records a process without names", records_process_without_names},
    {"CB-T05 a creation that another driver denied is marked, and is no process", denied_creation_is_no_process},
    {"CB-T05 says when the kernel had only a part of the path", says_when_a_name_is_partial},
    {"CB-T05 cuts a command line at its limit and says so", cuts_long_command_line},
    {"CB-T06 records a process exit and exports its profile", records_process_exit},
    {"CB-T06 records the exit of a process it never saw start", records_exit_of_unknown_process},
    {"CB-T07 records an image load", records_image_load},
    {"CB-T07 masks a driver's base unless policy says otherwise", masks_driver_base},
    {"CB-T07 names why an image is suspicious", names_suspicious_images},
    {"CB-T07 takes a system directory for one only from its volume's root", knows_system_directories_exactly},
    {"CB-T07 takes a user's directory for one only from its volume's root", user_directories_are_those_of_the_volume},
    {"CB-T07 names who mapped an image into another process", names_who_maps_into_another},
    {"CB-T08 unregisters and leaves nothing behind", unregisters_cleanly},
};
SUITE(callback_suite, cases);
