/* The records of the object and thread callbacks: what they say and what they leave out. */
#include "fixture.h"

static uint8_t batch[64 * 1024];

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

static void attached_thread_acts_for_its_own_process(void)
{
    fixture_t fixture;
    sim_handle_operation_t open = a_handle_create(EXPLORER, TARGET);
    sim_handle_operation_t own = a_handle_create(EXPLORER, EXPLORER);
    MON_CB_EVENT event;

    fixture_start(&fixture);
    open.attached_id = TARGET;
    sim_fire_handle(&open);
    event = read_only(&fixture, MON_KIND_HANDLE_CREATE);
    CHECK_EQUAL(event.body.handle.roles.ActorProcessId, EXPLORER);
    CHECK_EQUAL(event.body.handle.roles.ObjectProcessId, TARGET);
    /* Attached elsewhere, opening itself is still opening itself. */
    own.attached_id = TARGET;
    sim_fire_handle(&own);
    CHECK_EQUAL(statistics_of(&fixture).counters.self_access_operations, 1);
    fixture_stop(&fixture);
}

/* The slot of a post-operation that comes after a minute may be another's by then. */
static void late_answer_is_not_taken_for_another(void)
{
    fixture_t fixture;
    sim_handle_operation_t slow = a_handle_create(EXPLORER, TARGET);
    sim_handle_operation_t quick = a_handle_create(TARGET, EXPLORER);
    void *contexts[256];
    void *later[256];
    reading_t reading;

    fixture_start(&fixture);
    for (uint32_t index = 0; index < 256; index++) {
        contexts[index] = sim_fire_handle_before(&slow);
    }
    sim_advance_time_us(61000000);
    for (uint32_t index = 0; index < 256; index++) {
        later[index] = sim_fire_handle_before(&quick);
        CHECK(later[index] != NULL);
    }
    for (uint32_t index = 0; index < 256; index++) {
        sim_fire_handle_after(&slow, contexts[index]);
    }
    CHECK_EQUAL(statistics_of(&fixture).kinds[MON_KIND_HANDLE_CREATE - MON_KIND_FIRST].observed_count, 0);
    for (uint32_t index = 0; index < 256; index++) {
        sim_fire_handle_after(&quick, later[index]);
    }
    read_all(&fixture, &reading);
    CHECK_EQUAL(reading.counts[MON_KIND_HANDLE_CREATE - MON_KIND_FIRST], 256);
    free_reading(&reading);
    fixture_stop(&fixture);
}

static const test_case_t cases[] = {
    {"records the creator of a remote thread and where it starts", records_remote_thread},
    {"looks up the start of a process's own thread only when told to", local_thread_has_no_address},
    {"records a thread exit", records_thread_exit},
    {"records a process handle with the rights it was granted", records_handle_create},
    {"records a thread handle with its process", records_thread_handle},
    {"counts kernel handles, failures and self access instead of recording them", counts_what_it_does_not_record},
    {"records self access by policy, and a handle to itself that a process gives away", self_access_by_policy},
    {"records only handles with the wanted rights", filters_by_rights},
    {"the actor is the thread's own process while it is attached to another", attached_thread_acts_for_its_own_process},
    {"an answer that comes after its slot was taken over is not taken for the other's", late_answer_is_not_taken_for_another},
    {"records a handle before the operation when no slot is left, without granted rights", records_before_when_slots_are_gone},
};
SUITE(handle_suite, cases);
