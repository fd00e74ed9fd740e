/* What was registered, in content, and the self check that finds a registration somebody took away. */
#include <string.h>
#include "kernel_callbacks.h"
#include "fixture.h"

static sim_registration_t registration_of(uint32_t callback)
{
    fixture_t fixture;
    sim_registration_t registration;
    MON_CALLBACK_STATISTICS statistics;

    fixture_start(&fixture);
    statistics = statistics_of(&fixture);
    CHECK_EQUAL(statistics.callbacks[callback].status, 0);
    CHECK_EQUAL(statistics.callbacks[callback].is_registered, 1);
    sim_get_registration(callback, &registration);
    fixture_stop(&fixture);
    return registration;
}

static void registers_process(void)
{
    sim_registration_t registration = registration_of(MON_CALLBACK_PROCESS);

    CHECK(registration.routine == (const void *)MonCbProcessNotify);
    CHECK(registration.is_extended);
    CHECK_EQUAL(registration.flags, 0);
}

static void registers_thread(void)
{
    sim_registration_t registration = registration_of(MON_CALLBACK_THREAD);

    CHECK(registration.routine == (const void *)MonCbThreadNotify);
    /* The extended routine calls back in the new thread, which cannot tell who made it. */
    CHECK(!registration.is_extended);
}

static void registers_image(void)
{
    sim_registration_t registration = registration_of(MON_CALLBACK_IMAGE);

    CHECK(registration.routine == (const void *)MonCbImageLoadNotify);
    CHECK(registration.is_extended);
    CHECK_EQUAL(registration.flags, 1);
}

static void registers_object(void)
{
    sim_registration_t object = registration_of(MON_CALLBACK_OBJECT);
    sim_registration_t registry = registration_of(MON_CALLBACK_REGISTRY);

    CHECK_EQUAL(object.version, 0x100);
    CHECK_EQUAL(object.operation_count, 2);
    for (uint32_t index = 0; index < 2; index++) {
        CHECK(strcmp(object.operations[index].type, index == 0 ? "Process" : "Thread") == 0);
        CHECK_EQUAL(object.operations[index].operations, 3);
        CHECK(object.operations[index].before == (const void *)MonCbObjectPreCallback);
        CHECK(object.operations[index].after == (const void *)MonCbObjectPostCallback);
    }
    CHECK(registry.routine == (const void *)MonCbRegistryCallback);
    CHECK(registry.is_extended);
    CHECK(object.altitude[0] != 0);
    CHECK(strcmp(object.altitude, registry.altitude) == 0);
}

static MON_SELF_CHECK self_check(fixture_t *fixture)
{
    MON_SELF_CHECK check;

    CHECK_EQUAL(Mon_CbSelfCheck(fixture->client, &check), MON_CB_OK);
    CHECK_EQUAL(check.size_bytes, sizeof check);
    CHECK_EQUAL(check.version, MON_ABI_VERSION);
    return check;
}

static void all_is_in_place(void)
{
    fixture_t fixture;
    MON_SELF_CHECK check;

    fixture_start(&fixture);
    check = self_check(&fixture);
    CHECK_EQUAL(check.callbacks[MON_CALLBACK_PROCESS].state, MON_REGISTRATION_PRESENT);
    CHECK_EQUAL(check.callbacks[MON_CALLBACK_THREAD].state, MON_REGISTRATION_NOT_TOLD);
    CHECK_EQUAL(check.callbacks[MON_CALLBACK_IMAGE].state, MON_REGISTRATION_NOT_TOLD);
    CHECK_EQUAL(check.callbacks[MON_CALLBACK_OBJECT].state, MON_REGISTRATION_PRESENT);
    CHECK_EQUAL(check.callbacks[MON_CALLBACK_REGISTRY].state, MON_REGISTRATION_PRESENT);
    CHECK_EQUAL(check.callbacks[MON_CALLBACK_OBJECT].status, STATUS(0xC01C0011));
    CHECK_EQUAL(statistics_of(&fixture).restored_registration_count, 0);
    fixture_stop(&fixture);
}

/* Takes a callback away and sees that its events come again after the check. */
static void restores(uint32_t callback)
{
    fixture_t fixture;
    sim_process_create_t create = a_process_create(3000);
    sim_handle_operation_t open = a_handle_create(EXPLORER, TARGET);
    sim_registry_operation_t set = a_value_set(EXPLORER);
    MON_SELF_CHECK check;

    fixture_start(&fixture);
    sim_take_callback_away(callback);
    check = self_check(&fixture);
    CHECK_EQUAL(check.callbacks[callback].state, MON_REGISTRATION_RESTORED);
    CHECK_EQUAL(statistics_of(&fixture).restored_registration_count, 1);
    CHECK(sim_fire_process_create(&create));
    sim_fire_handle(&open);
    sim_fire_registry(&set);
    check = self_check(&fixture);
    CHECK_EQUAL(check.callbacks[callback].state, MON_REGISTRATION_PRESENT);
    CHECK_EQUAL(check.callbacks[callback].event_count, 1);
    fixture_stop(&fixture);
}

static void missing_is_made_again(void)
{
    restores(MON_CALLBACK_PROCESS);
    restores(MON_CALLBACK_OBJECT);
    restores(MON_CALLBACK_REGISTRY);
}

static void what_never_was_stays_missing(void)
{
    for (uint32_t nth = 1;; nth++) {
        fixture_t fixture;
        MON_SELF_CHECK check;
        bool has_failed;

        sim_reset();
        sim_fail_nth(nth);
        if (sim_load_driver() != 0) {
            continue;
        }
        has_failed = sim_failed_call() != NULL;
        sim_fail_nth(0);
        if (has_failed) {
            CHECK_EQUAL(Mon_CbOpen(MON_CB_OPEN_WRITE, &fixture.client), MON_CB_OK);
            check = self_check(&fixture);
            CHECK(check.callbacks[MON_CALLBACK_OBJECT].state == MON_REGISTRATION_MISSING ||
                check.callbacks[MON_CALLBACK_REGISTRY].state == MON_REGISTRATION_MISSING);
            Mon_CbClose(fixture.client);
        }
        sim_unload_driver();
        if (!has_failed) {
            break;
        }
    }
    sim_reset();
}

/* On a Windows without CmRegisterCallbackEx a double would not be refused, so it must not be tried. */
static void older_registry_routine_is_not_probed(void)
{
    fixture_t fixture;

    sim_reset();
    sim_hide_routine("CmRegisterCallbackEx");
    CHECK_EQUAL(sim_load_driver(), 0);
    CHECK_EQUAL(Mon_CbOpen(MON_CB_OPEN_WRITE, &fixture.client), MON_CB_OK);
    CHECK_EQUAL(self_check(&fixture).callbacks[MON_CALLBACK_REGISTRY].state, MON_REGISTRATION_NOT_TOLD);
    fixture_stop(&fixture);
}

static void fire_one_of_each(void)
{
    sim_process_create_t create = a_process_create(3000);
    sim_image_load_t load = an_image_load(EXPLORER, TEXT(L"\\x\\y.dll"));
    sim_handle_operation_t open = a_handle_create(EXPLORER, TARGET);
    sim_registry_operation_t set = a_value_set(EXPLORER);

    CHECK(sim_fire_process_create(&create));
    sim_fire_thread_create(EXPLORER, 1004, EXPLORER, 1008, 0);
    sim_fire_image_load(&load);
    sim_fire_handle(&open);
    sim_fire_registry(&set);
}

static void silence_is_found(void)
{
    fixture_t fixture;
    MON_SELF_CHECK before;
    MON_SELF_CHECK after;

    fixture_start(&fixture);
    before = self_check(&fixture);
    CHECK_EQUAL(Mon_CbFindSilent(&before, &before), 0x1F);
    sim_take_callback_away(MON_CALLBACK_THREAD);
    sim_take_callback_away(MON_CALLBACK_IMAGE);
    fire_one_of_each();
    after = self_check(&fixture);
    CHECK_EQUAL(Mon_CbFindSilent(&before, &after), 1u << MON_CALLBACK_THREAD | 1u << MON_CALLBACK_IMAGE);
    CHECK_EQUAL(Mon_CbFindSilent(NULL, &after), 0);
    fixture_stop(&fixture);
}

static void last_times(void)
{
    fixture_t fixture;
    MON_CALLBACK_STATISTICS statistics;
    int64_t first_us;

    fixture_start(&fixture);
    statistics = statistics_of(&fixture);
    for (uint32_t callback = 0; callback < MON_CALLBACK_COUNT; callback++) {
        CHECK_EQUAL(statistics.callback_last_time_us[callback], 0);
    }
    fire_one_of_each();
    first_us = (sim_time() - 116444736000000000) / 10;
    sim_advance_time_us(5000);
    CHECK(sim_fire_process_exit(3000, 0));
    statistics = statistics_of(&fixture);
    CHECK_EQUAL(statistics.callback_last_time_us[MON_CALLBACK_PROCESS], first_us + 5000);
    CHECK_EQUAL(statistics.callback_last_time_us[MON_CALLBACK_THREAD], first_us);
    CHECK_EQUAL(statistics.callback_last_time_us[MON_CALLBACK_IMAGE], first_us);
    CHECK_EQUAL(statistics.callback_last_time_us[MON_CALLBACK_OBJECT], first_us);
    CHECK_EQUAL(statistics.callback_last_time_us[MON_CALLBACK_REGISTRY], first_us);
    CHECK_EQUAL(self_check(&fixture).callbacks[MON_CALLBACK_PROCESS].last_time_us, first_us + 5000);
    fixture_stop(&fixture);
}

static void buffers_are_checked(void)
{
    static uint8_t output[256];
    fixture_t fixture;
    sim_file_t *file;
    uint32_t returned;

    fixture_start(&fixture);
    file = sim_open(SIM_READ | SIM_WRITE);
    CHECK_EQUAL(sim_device_control(file, IOCTL_MONITOR_CB_SELF_CHECK, output, 1, output, sizeof output, &returned), STATUS(0xC0000004));
    CHECK_EQUAL(
        sim_device_control(file, IOCTL_MONITOR_CB_SELF_CHECK, NULL, 0, output, sizeof(MON_SELF_CHECK) - 1, &returned), STATUS(0xC0000023));
    CHECK_EQUAL(sim_device_control(file, IOCTL_MONITOR_CB_SELF_CHECK, NULL, 0, output, sizeof output, &returned), 0);
    CHECK_EQUAL(returned, sizeof(MON_SELF_CHECK));
    sim_close(file);
    file = sim_open(SIM_READ);
    CHECK_EQUAL(sim_device_control(file, IOCTL_MONITOR_CB_SELF_CHECK, NULL, 0, output, sizeof output, &returned), STATUS(0xC0000022));
    sim_close(file);
    fixture_stop(&fixture);
}

static const test_case_t cases[] = {
    {"CB-T01 registers the process callback: routine, and every subsystem's processes", registers_process},
    {"CB-T02 registers the thread callback: routine, in the creator's context", registers_thread},
    {"CB-T03 registers the image callback: routine, and images of other architectures", registers_image},
    {"CB-T04 registers the object and registry callbacks: types, operations, routines, version, one altitude", registers_object},
    {"a self check finds all registrations in place, and says which nothing documented tells", all_is_in_place},
    {"a self check makes a registration again that was taken away, and events come again", missing_is_made_again},
    {"a registration that was never made stays missing in a self check", what_never_was_stays_missing},
    {"the older registry routine is not registered a second time to find out", older_registry_routine_is_not_probed},
    {"a callback that does not move with the canary is found silent", silence_is_found},
    {"statistics tell the time of each callback's last event", last_times},
    {"CB_SELF_CHECK checks its buffers and needs write access", buffers_are_checked},
};
SUITE(self_check_suite, cases);
