/* Hives that are loaded, unloaded, restored and replaced. */
#include "fixture.h"

static MON_REGISTRY_EVENT hive_event(fixture_t *fixture, uint32_t operation)
{
    sim_registry_operation_t fired = a_value_set(EXPLORER);

    fired.operation = operation;
    /* Below no watched key. */
    fired.path = TEXT(L"\\REGISTRY\\MACHINE");
    fired.name = TEXT(L"OFFLINE");
    fired.file = TEXT(L"\\??\\C:\\Temp\\SAM");
    sim_fire_registry(&fired);
    return read_only(fixture, MON_KIND_REGISTRY_OPERATION).body.registry;
}

static void records_hives(void)
{
    fixture_t fixture;
    MON_REGISTRY_EVENT event;

    fixture_start(&fixture);
    event = hive_event(&fixture, SIM_REGISTRY_LOAD);
    CHECK_EQUAL(event.Operation, MON_REGISTRY_OPERATION_TYPE_LOAD_HIVE);
    CHECK(is_text(event.KeyPath, TEXT(L"\\REGISTRY\\MACHINE\\OFFLINE")));
    CHECK(is_text(event.ValueName, TEXT(L"\\??\\C:\\Temp\\SAM")));
    event = hive_event(&fixture, SIM_REGISTRY_UNLOAD);
    CHECK_EQUAL(event.Operation, MON_REGISTRY_OPERATION_TYPE_UNLOAD_HIVE);
    CHECK(is_text(event.KeyPath, TEXT(L"\\REGISTRY\\MACHINE")));
    event = hive_event(&fixture, SIM_REGISTRY_RESTORE);
    CHECK_EQUAL(event.Operation, MON_REGISTRY_OPERATION_TYPE_RESTORE_HIVE);
    CHECK(is_text(event.KeyPath, TEXT(L"\\REGISTRY\\MACHINE")));
    event = hive_event(&fixture, SIM_REGISTRY_REPLACE);
    CHECK_EQUAL(event.Operation, MON_REGISTRY_OPERATION_TYPE_REPLACE_HIVE);
    CHECK(is_text(event.ValueName, TEXT(L"\\??\\C:\\Temp\\SAM")));
    fixture_stop(&fixture);
}

static void failed_hives_are_counted(void)
{
    fixture_t fixture;
    sim_registry_operation_t load = a_value_set(EXPLORER);

    fixture_start(&fixture);
    load.status = STATUS(0xC0000022);
    for (load.operation = SIM_REGISTRY_LOAD; load.operation <= SIM_REGISTRY_REPLACE; load.operation++) {
        sim_fire_registry(&load);
    }
    CHECK_EQUAL(statistics_of(&fixture).issued_sequence, 0);
    CHECK_EQUAL(statistics_of(&fixture).counters.failed_registry_operations, 4);
    fixture_stop(&fixture);
}

/* Whether Windows captures these names is not known: one that lies in user memory is left out. */
static void hive_file_in_user_memory_is_left_out(void)
{
    fixture_t fixture;
    sim_registry_operation_t load = a_value_set(EXPLORER);

    fixture_start(&fixture);
    load.operation = SIM_REGISTRY_LOAD;
    load.is_user_data = true;
    sim_fire_registry(&load);
    CHECK_EQUAL(read_only(&fixture, MON_KIND_REGISTRY_OPERATION).body.registry.ValueName[0], 0);
    CHECK_EQUAL(statistics_of(&fixture).counters.unread_registry_data, 1);
    fixture_stop(&fixture);
}

/* A path of more than a slot holds is cut and says so; the neighbours stay as they are. */
static void long_hive_paths_are_cut(void)
{
    static uint16_t text[600];
    fixture_t fixture;
    sim_registry_operation_t load = a_value_set(EXPLORER);
    MON_CB_EVENT event;

    for (uint32_t index = 0; index < 600; index++) {
        text[index] = 'k';
    }
    fixture_start(&fixture);
    load.operation = SIM_REGISTRY_LOAD;
    load.name = (sim_text_t){text, sizeof text};
    sim_fire_registry(&load);
    event = read_only(&fixture, MON_KIND_REGISTRY_OPERATION);
    CHECK_EQUAL(event.flags, MON_RECORD_FLAG_TRUNCATED);
    fixture_stop(&fixture);
}

static const test_case_t cases[] = {
    {"records hives that are loaded, unloaded, restored and replaced, whatever keys are watched", records_hives},
    {"counts failed hive operations instead of recording them", failed_hives_are_counted},
    {"leaves out the file of a hive when its name lies in user memory", hive_file_in_user_memory_is_left_out},
    {"cuts the path of a hive at what a slot holds and says so", long_hive_paths_are_cut},
};
SUITE(hive_suite, cases);
