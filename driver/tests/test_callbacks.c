/* The records of the process callbacks: what they say and what they leave out; and how all callbacks are unregistered. */
#include "fixture.h"

static uint8_t batch[256 * 1024];

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
    {"CB-T08 unregisters and leaves nothing behind", unregisters_cleanly},
};
SUITE(callback_suite, cases);
