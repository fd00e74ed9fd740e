/* Registration, and each callback's record: what it says and what it leaves out. */
#include <string.h>
#include "fixture.h"

static uint8_t batch[256 * 1024];

static void check_registered(uint32_t callback)
{
    fixture_t fixture;
    MON_CALLBACK_STATISTICS statistics;

    fixture_start(&fixture);
    statistics = statistics_of(&fixture);
    CHECK_EQUAL(statistics.callbacks[callback].status, 0);
    CHECK_EQUAL(statistics.callbacks[callback].is_registered, 1);
    fixture_stop(&fixture);
}

static void registers_process(void)
{
    check_registered(MON_CALLBACK_PROCESS);
}

static void registers_thread(void)
{
    check_registered(MON_CALLBACK_THREAD);
}

static void registers_image(void)
{
    check_registered(MON_CALLBACK_IMAGE);
}

static void registers_object(void)
{
    check_registered(MON_CALLBACK_OBJECT);
    check_registered(MON_CALLBACK_REGISTRY);
}

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

static void records_remote_thread(void)
{
    fixture_t fixture;
    MON_CB_EVENT event;

    fixture_start(&fixture);
    sim_fire_thread_create(EXPLORER, 1004, TARGET, 2008, 0x7FF612340000);
    event = read_only(&fixture, MON_KIND_THREAD_CREATE);
    CHECK_EQUAL(event.body.thread.ProcessId, TARGET);
    CHECK_EQUAL(event.body.thread.ThreadId, 2008);
    CHECK_EQUAL(event.body.thread.CreatorProcessId, EXPLORER);
    CHECK_EQUAL(event.body.thread.CreatorThreadId, 1004);
    CHECK_EQUAL(event.body.thread.StartAddress, 0x7FF612340000);
    fixture_stop(&fixture);
}

static void local_thread_has_no_address(void)
{
    fixture_t fixture;
    MON_CB_EVENT event;
    MON_CALLBACK_CONFIG config = a_config();

    fixture_start(&fixture);
    sim_fire_thread_create(TARGET, 2004, TARGET, 2008, 0x7FF612340000);
    event = read_only(&fixture, MON_KIND_THREAD_CREATE);
    CHECK_EQUAL(event.body.thread.StartAddress, 0);
    config.flags |= MON_CONFIG_ALL_START_ADDRESSES;
    apply(&fixture, &config);
    sim_fire_thread_create(TARGET, 2004, TARGET, 2008, 0x7FF612340000);
    event = read_only(&fixture, MON_KIND_THREAD_CREATE);
    CHECK_EQUAL(event.body.thread.StartAddress, 0x7FF612340000);
    fixture_stop(&fixture);
}

static void records_thread_exit(void)
{
    fixture_t fixture;
    MON_CB_EVENT event;

    fixture_start(&fixture);
    sim_fire_thread_exit(TARGET, 2008);
    event = read_only(&fixture, MON_KIND_THREAD_TERMINATE);
    CHECK_EQUAL(event.body.thread.ProcessId, TARGET);
    CHECK_EQUAL(event.body.thread.ThreadId, 2008);
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

static void records_handle_create(void)
{
    fixture_t fixture;
    sim_handle_operation_t operation = a_handle_create(EXPLORER, TARGET);
    MON_CB_EVENT event;

    fixture_start(&fixture);
    operation.original_access = 0x1FFFFF;
    operation.desired_access = 0x1FFFFF;
    operation.granted_access = 0x1FFFDF;
    sim_fire_handle(&operation);
    event = read_only(&fixture, MON_KIND_HANDLE_CREATE);
    CHECK_EQUAL(event.body.handle.operation.SourceProcessId, EXPLORER);
    CHECK_EQUAL(event.body.handle.operation.TargetProcessId, TARGET);
    CHECK_EQUAL(event.body.handle.operation.DesiredAccess, 0x1FFFDF);
    CHECK_EQUAL(event.body.handle.operation.OriginalDesiredAccess, 0x1FFFFF);
    CHECK_EQUAL(event.body.handle.operation.WasModified, 1);
    CHECK_EQUAL(event.body.handle.operation.ObjectType, MON_HANDLE_OBJECT_TYPE_PROCESS);
    CHECK_EQUAL(event.body.handle.roles.GrantedAccess, 0x1FFFDF);
    CHECK_EQUAL(statistics_of(&fixture).counters.access_modifications, 1);
    fixture_stop(&fixture);
}

static void records_thread_handle(void)
{
    fixture_t fixture;
    sim_handle_operation_t operation = a_handle_create(EXPLORER, TARGET);
    MON_CB_EVENT event;

    fixture_start(&fixture);
    operation.object_thread_id = 2004;
    sim_fire_handle(&operation);
    event = read_only(&fixture, MON_KIND_HANDLE_CREATE);
    CHECK_EQUAL(event.body.handle.operation.ObjectType, MON_HANDLE_OBJECT_TYPE_THREAD);
    CHECK_EQUAL(event.body.handle.roles.ObjectThreadId, 2004);
    CHECK_EQUAL(event.body.handle.roles.ObjectProcessId, TARGET);
    CHECK_EQUAL(statistics_of(&fixture).counters.thread_handle_creates, 1);
    fixture_stop(&fixture);
}

static void counts_what_it_does_not_record(void)
{
    fixture_t fixture;
    sim_handle_operation_t kernel = a_handle_create(EXPLORER, TARGET);
    sim_handle_operation_t failed = a_handle_create(EXPLORER, TARGET);
    sim_handle_operation_t own = a_handle_create(EXPLORER, EXPLORER);
    MON_CALLBACK_STATISTICS statistics;

    fixture_start(&fixture);
    kernel.is_kernel_handle = true;
    failed.status = STATUS(0xC0000022);
    sim_fire_handle(&kernel);
    sim_fire_handle(&failed);
    sim_fire_handle(&own);
    statistics = statistics_of(&fixture);
    CHECK_EQUAL(statistics.counters.handle_operations, 3);
    CHECK_EQUAL(statistics.counters.kernel_handle_operations, 1);
    CHECK_EQUAL(statistics.counters.failed_handle_operations, 1);
    CHECK_EQUAL(statistics.counters.self_access_operations, 1);
    CHECK_EQUAL(statistics.issued_sequence, 0);
    fixture_stop(&fixture);
}

static void self_access_by_policy(void)
{
    fixture_t fixture;
    sim_handle_operation_t own = a_handle_create(EXPLORER, EXPLORER);
    sim_handle_operation_t given_away = a_handle_duplicate(EXPLORER, EXPLORER);
    MON_CALLBACK_CONFIG config = a_config();

    fixture_start(&fixture);
    given_away.recipient_id = TARGET;
    sim_fire_handle(&given_away);
    CHECK_EQUAL(read_only(&fixture, MON_KIND_HANDLE_DUPLICATE).body.handle.roles.RecipientProcessId, TARGET);
    config.flags |= MON_CONFIG_SELF_ACCESS;
    apply(&fixture, &config);
    sim_fire_handle(&own);
    CHECK_EQUAL(read_only(&fixture, MON_KIND_HANDLE_CREATE).body.handle.roles.ObjectProcessId, EXPLORER);
    fixture_stop(&fixture);
}

static void filters_by_rights(void)
{
    fixture_t fixture;
    sim_handle_operation_t harmless = a_handle_create(EXPLORER, TARGET);
    sim_handle_operation_t writing = a_handle_create(EXPLORER, TARGET);
    MON_CALLBACK_CONFIG config = a_config();

    fixture_start(&fixture);
    config.handle_access_mask = 0x20;
    apply(&fixture, &config);
    writing.granted_access = 0x20;
    sim_fire_handle(&harmless);
    sim_fire_handle(&writing);
    CHECK_EQUAL(read_only(&fixture, MON_KIND_HANDLE_CREATE).body.handle.roles.GrantedAccess, 0x20);
    CHECK_EQUAL(statistics_of(&fixture).counters.filtered_handle_operations, 1);
    fixture_stop(&fixture);
}

static void records_before_when_slots_are_gone(void)
{
    fixture_t fixture;
    sim_handle_operation_t lost = a_handle_duplicate(EXPLORER, TARGET);
    sim_handle_operation_t late = a_handle_duplicate(EXPLORER, TARGET);
    const mon_handle_duplicate_record_t *record;
    mon_batch_header_t header;

    fixture_start(&fixture);
    lost.is_abandoned = true;
    for (uint32_t index = 0; index < 256; index++) {
        sim_fire_handle(&lost);
    }
    CHECK_EQUAL(statistics_of(&fixture).issued_sequence, 0);
    sim_fire_handle(&late);
    read_batch(&fixture, 0, batch, sizeof batch, &header);
    record = first_record(batch, MON_KIND_HANDLE_DUPLICATE);
    CHECK_EQUAL(record->header.present_mask & MON_HANDLE_DUPLICATE_HAS_GRANTED_ACCESS, 0);
    CHECK_EQUAL(record->source_process_id, EXPLORER);
    CHECK_EQUAL(statistics_of(&fixture).counters.operation_slot_shortages, 1);
    /* After a minute the abandoned slots are used again. */
    sim_advance_time_us(61000000);
    sim_fire_handle(&late);
    CHECK_EQUAL(statistics_of(&fixture).counters.operation_slot_shortages, 1);
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
    {"CB-T01 registers the process callback", registers_process},
    {"CB-T02 registers the thread callback", registers_thread},
    {"CB-T03 registers the image callback", registers_image},
    {"CB-T04 registers the object and registry callbacks", registers_object},
    {"CB-T05 records a process creation with parent, creator, session, integrity and texts", records_process_create},
    {"CB-T05 puts start times beside process ids and leaves out what is not known", records_start_times_beside_ids},
    {"CB-T05 records a process without names", records_process_without_names},
    {"CB-T05 cuts a command line at its limit and says so", cuts_long_command_line},
    {"CB-T06 records a process exit and exports its profile", records_process_exit},
    {"CB-T06 records the exit of a process it never saw start", records_exit_of_unknown_process},
    {"records the creator of a remote thread and where it starts", records_remote_thread},
    {"looks up the start of a process's own thread only when told to", local_thread_has_no_address},
    {"records a thread exit", records_thread_exit},
    {"CB-T07 records an image load", records_image_load},
    {"CB-T07 masks a driver's base unless policy says otherwise", masks_driver_base},
    {"CB-T07 names why an image is suspicious", names_suspicious_images},
    {"CB-T08 unregisters and leaves nothing behind", unregisters_cleanly},
    {"records a process handle with the rights it was granted", records_handle_create},
    {"records a thread handle with its process", records_thread_handle},
    {"counts kernel handles, failures and self access instead of recording them", counts_what_it_does_not_record},
    {"records self access by policy, and a handle to itself that a process gives away", self_access_by_policy},
    {"records only handles with the wanted rights", filters_by_rights},
    {"records a handle before the operation when no slot is left, without granted rights", records_before_when_slots_are_gone},
    {"counts but does not record what the callback mask leaves out", respects_callback_mask},
};
SUITE(callback_suite, cases);
