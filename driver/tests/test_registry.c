#include <string.h>
#include "fixture.h"

static void records_value_set(void)
{
    fixture_t fixture;
    sim_registry_operation_t set = a_value_set(EXPLORER);
    MON_CB_EVENT event;

    fixture_start(&fixture);
    sim_fire_registry(&set);
    event = read_only(&fixture, MON_KIND_REGISTRY_OPERATION);
    CHECK_EQUAL(event.body.registry.Operation, MON_REGISTRY_OPERATION_TYPE_SET_VALUE);
    CHECK_EQUAL(event.body.registry.ProcessId, EXPLORER);
    CHECK_EQUAL(event.body.registry.DataType, 1);
    CHECK_EQUAL(event.body.registry.DataLength, 8);
    CHECK_EQUAL(event.body.registry.DataBytes, 8);
    CHECK(memcmp(event.body.registry.Data, set.data, 8) == 0);
    CHECK(is_text(event.body.registry.KeyPath, set.path));
    CHECK(is_text(event.body.registry.ValueName, set.name));
    fixture_stop(&fixture);
}

static void cuts_data(void)
{
    static const uint8_t data[4096] = {7};
    fixture_t fixture;
    sim_registry_operation_t set = a_value_set(EXPLORER);
    MON_CB_EVENT event;

    fixture_start(&fixture);
    set.data = data;
    set.data_bytes = sizeof data;
    sim_fire_registry(&set);
    event = read_only(&fixture, MON_KIND_REGISTRY_OPERATION);
    CHECK_EQUAL(event.body.registry.DataLength, 4096);
    CHECK_EQUAL(event.body.registry.DataBytes, 64);
    fixture_stop(&fixture);
}

static void reads_user_data_safely(void)
{
    static const uint8_t data[1024] = {9, 9, 9, 9};
    fixture_t fixture;
    sim_registry_operation_t set = a_value_set(EXPLORER);
    MON_CALLBACK_CONFIG config = a_config();
    MON_CB_EVENT event;

    fixture_start(&fixture);
    config.registry_data_limit_bytes = 1024;
    apply(&fixture, &config);
    set.is_user_data = true;
    set.data = data;
    set.data_bytes = sizeof data;
    sim_fire_registry(&set);
    event = read_only(&fixture, MON_KIND_REGISTRY_OPERATION);
    CHECK_EQUAL(event.body.registry.Data[3], 9);
    set.is_unmapped = true;
    sim_fire_registry(&set);
    event = read_only(&fixture, MON_KIND_REGISTRY_OPERATION);
    CHECK_EQUAL(event.body.registry.DataBytes, 0);
    CHECK_EQUAL(event.body.registry.DataLength, 1024);
    CHECK_EQUAL(statistics_of(&fixture).counters.unread_registry_data, 1);
    fixture_stop(&fixture);
}

static void never_reads_user_data_without_the_routine(void)
{
    fixture_t fixture;
    sim_registry_operation_t set = a_value_set(EXPLORER);

    sim_reset();
    sim_hide_routine("MmCopyMemory");
    CHECK_EQUAL(sim_load_driver(), 0);
    CHECK_EQUAL(Mon_CbOpen(3, &fixture.client), MON_CB_OK);
    set.actor_id = 4;
    set.is_user_data = true;
    sim_fire_registry(&set);
    CHECK_EQUAL(read_only(&fixture, MON_KIND_REGISTRY_OPERATION).body.registry.DataBytes, 0);
    fixture_stop(&fixture);
}

static void records_empty_data(void)
{
    fixture_t fixture;
    sim_registry_operation_t set = a_value_set(EXPLORER);

    fixture_start(&fixture);
    set.data = NULL;
    set.data_bytes = 0;
    sim_fire_registry(&set);
    CHECK_EQUAL(read_only(&fixture, MON_KIND_REGISTRY_OPERATION).body.registry.DataLength, 0);
    fixture_stop(&fixture);
}

static void records_keys(void)
{
    fixture_t fixture;
    sim_registry_operation_t operation = a_value_set(EXPLORER);
    MON_CB_EVENT event;

    fixture_start(&fixture);
    operation.operation = SIM_REGISTRY_CREATE;
    sim_fire_registry(&operation);
    CHECK_EQUAL(read_only(&fixture, MON_KIND_REGISTRY_OPERATION).body.registry.Operation, MON_REGISTRY_OPERATION_TYPE_CREATE_KEY);
    operation.operation = SIM_REGISTRY_DELETE;
    sim_fire_registry(&operation);
    event = read_only(&fixture, MON_KIND_REGISTRY_OPERATION);
    CHECK_EQUAL(event.body.registry.Operation, MON_REGISTRY_OPERATION_TYPE_DELETE_KEY);
    CHECK(is_text(event.body.registry.KeyPath, operation.path));
    operation.operation = SIM_REGISTRY_RENAME;
    operation.name = TEXT(L"NewName");
    sim_fire_registry(&operation);
    event = read_only(&fixture, MON_KIND_REGISTRY_OPERATION);
    CHECK_EQUAL(event.body.registry.Operation, MON_REGISTRY_OPERATION_TYPE_RENAME_KEY);
    CHECK(is_text(event.body.registry.ValueName, operation.name));
    operation.operation = SIM_REGISTRY_DELETE_VALUE;
    sim_fire_registry(&operation);
    CHECK_EQUAL(read_only(&fixture, MON_KIND_REGISTRY_OPERATION).body.registry.Operation, MON_REGISTRY_OPERATION_TYPE_DELETE_VALUE);
    fixture_stop(&fixture);
}

static void records_nothing_else(void)
{
    fixture_t fixture;
    sim_registry_operation_t operation = a_value_set(EXPLORER);
    MON_CALLBACK_STATISTICS statistics;

    fixture_start(&fixture);
    operation.operation = SIM_REGISTRY_QUERY;
    sim_fire_registry(&operation);
    operation.operation = SIM_REGISTRY_CREATE;
    operation.is_existing = true;
    sim_fire_registry(&operation);
    operation = a_value_set(EXPLORER);
    operation.path = TEXT(L"\\REGISTRY\\MACHINE\\SOFTWARE\\Vendor");
    for (operation.operation = SIM_REGISTRY_CREATE; operation.operation <= SIM_REGISTRY_DELETE_VALUE; operation.operation++) {
        sim_fire_registry(&operation);
    }
    statistics = statistics_of(&fixture);
    CHECK_EQUAL(statistics.issued_sequence, 0);
    CHECK_EQUAL(statistics.counters.filtered_registry_operations, 5);
    fixture_stop(&fixture);
}

static void records_only_success(void)
{
    fixture_t fixture;
    sim_registry_operation_t operation = a_value_set(EXPLORER);

    fixture_start(&fixture);
    operation.status = STATUS(0xC0000022);
    for (operation.operation = SIM_REGISTRY_CREATE; operation.operation <= SIM_REGISTRY_DELETE_VALUE; operation.operation++) {
        sim_fire_registry(&operation);
    }
    CHECK_EQUAL(statistics_of(&fixture).issued_sequence, 0);
    CHECK_EQUAL(statistics_of(&fixture).counters.failed_registry_operations, 5);
    fixture_stop(&fixture);
}

static void matches_prefixes(void)
{
    static struct {
        MON_CALLBACK_CONFIG config;
        uint16_t length;
        uint16_t text[21];
    } input;
    fixture_t fixture;
    sim_registry_operation_t operation = a_value_set(EXPLORER);

    fixture_start(&fixture);
    operation.path = TEXT(L"\\registry\\user\\S-1-5-21-7\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\RunOnce");
    sim_fire_registry(&operation);
    (void)read_only(&fixture, MON_KIND_REGISTRY_OPERATION);
    input.config = a_config();
    input.config.flags = 0;
    input.config.registry_prefix_count = 1;
    input.length = sizeof input.text;
    memcpy(input.text, L"\\Registry\\*\\SOFTWARE\\", sizeof input.text);
    input.config.size_bytes = sizeof input.config + 2 + sizeof input.text;
    CHECK_EQUAL(Mon_CbSetConfig(fixture.client, &input, input.config.size_bytes), MON_CB_OK);
    sim_fire_registry(&operation);
    CHECK_EQUAL(statistics_of(&fixture).counters.filtered_registry_operations, 1);
    operation.path = TEXT(L"\\REGISTRY\\MACHINE\\software\\Vendor");
    sim_fire_registry(&operation);
    (void)read_only(&fixture, MON_KIND_REGISTRY_OPERATION);
    operation.path = TEXT(L"\\REGISTRY\\\\software\\Vendor");
    sim_fire_registry(&operation);
    CHECK_EQUAL(statistics_of(&fixture).counters.filtered_registry_operations, 2);
    fixture_stop(&fixture);
}

static void counts_when_slots_are_gone(void)
{
    fixture_t fixture;
    sim_registry_operation_t operation = a_value_set(EXPLORER);

    fixture_start(&fixture);
    operation.operation = SIM_REGISTRY_DELETE;
    operation.is_abandoned = true;
    for (uint32_t index = 0; index < 33; index++) {
        sim_fire_registry(&operation);
    }
    CHECK_EQUAL(statistics_of(&fixture).counters.operation_slot_shortages, 1);
    fixture_stop(&fixture);
}

static void works_with_older_kernels(void)
{
    static const char *const hidden[] = {"KeQuerySystemTimePrecise", "PsSetCreateProcessNotifyRoutineEx2", "PsSetLoadImageNotifyRoutineEx",
        "CmRegisterCallbackEx", "CmCallbackGetKeyObjectIDEx", "MmCopyMemory", "MmSystemRangeStart"};
    fixture_t fixture;
    sim_registry_operation_t set = a_value_set(4);
    sim_image_load_t load = an_image_load(0, TEXT(L"\\x.sys"));
    MON_CALLBACK_STATISTICS statistics;

    sim_reset();
    for (uint32_t index = 0; index < sizeof hidden / sizeof hidden[0]; index++) {
        sim_hide_routine(hidden[index]);
    }
    CHECK_EQUAL(sim_load_driver(), 0);
    CHECK_EQUAL(Mon_CbOpen(3, &fixture.client), MON_CB_OK);
    statistics = statistics_of(&fixture);
    for (uint32_t index = 0; index < MON_CALLBACK_COUNT; index++) {
        CHECK_EQUAL(statistics.callbacks[index].is_registered, 1);
        CHECK_EQUAL(statistics.callbacks[index].routine, MON_ROUTINE_PLAIN);
    }
    sim_fire_image_load(&load);
    sim_fire_registry(&set);
    CHECK(is_text(read_only(&fixture, MON_KIND_REGISTRY_OPERATION).body.registry.KeyPath, set.path));
    fixture_stop(&fixture);
}

static void creation_without_an_object(void)
{
    static const uint32_t successes[] = {0x00000104, 0x00000105};
    fixture_t fixture;
    sim_registry_operation_t create = a_value_set(EXPLORER);

    fixture_start(&fixture);
    create.operation = SIM_REGISTRY_CREATE;
    for (uint32_t index = 0; index < sizeof successes / sizeof successes[0]; index++) {
        create.status = STATUS(successes[index]);
        sim_fire_registry(&create);
        create.has_no_object = true;
        sim_fire_registry(&create);
        create.has_no_object = false;
    }
    CHECK_EQUAL(statistics_of(&fixture).issued_sequence, 0);
    CHECK_EQUAL(statistics_of(&fixture).counters.failed_registry_operations, 0);
    fixture_stop(&fixture);
}

static void missing_objects_are_survived(void)
{
    fixture_t fixture;
    sim_registry_operation_t operation = a_value_set(EXPLORER);

    fixture_start(&fixture);
    operation.has_no_object = true;
    for (operation.operation = SIM_REGISTRY_CREATE; operation.operation <= SIM_REGISTRY_DELETE_VALUE; operation.operation++) {
        sim_fire_registry(&operation);
    }
    /* A delete and a rename have told their key before. */
    CHECK_EQUAL(statistics_of(&fixture).issued_sequence, 2);
    fixture_stop(&fixture);
}

static const test_case_t cases[] = {
    {"records a value that is set, with its first bytes", records_value_set},
    {"records the length of data and no more bytes than configured", cuts_data},
    {"reads data in user memory only through the safe routine", reads_user_data_safely},
    {"leaves data in user memory out where the safe routine is missing", never_reads_user_data_without_the_routine},
    {"records an empty value", records_empty_data},
    {"records created, deleted and renamed keys and deleted values", records_keys},
    {"records no query, no open of an existing key and nothing outside the watched keys", records_nothing_else},
    {"counts failed registry operations instead of recording them", records_only_success},
    {"matches prefixes without case, with a wildcard for one component", matches_prefixes},
    {"counts deletes it cannot carry when no slot is left", counts_when_slots_are_gone},
    {"a key created with another success than STATUS_SUCCESS is not asked for its name", creation_without_an_object},
    {"an operation without a key object is survived", missing_objects_are_survived},
    {"falls back to older routines where newer ones are missing", works_with_older_kernels},
};
SUITE(registry_suite, cases);
