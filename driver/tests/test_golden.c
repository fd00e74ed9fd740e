/*
 * Golden files: what the driver writes, byte for byte. The TypeScript reader's tests read the same files. After a wanted
 * change of the layout, run with WRITE_GOLDEN=1 and look at the difference.
 */
#include <stdlib.h>
#include <string.h>
#include "fixture.h"

static uint8_t batch[65536];

/* Whatever differs from run to run is set to fixed values: boot id, sequence stays, times count up. */
static void make_stable(uint8_t *bytes)
{
    mon_batch_header_t *header = (mon_batch_header_t *)bytes;
    uint8_t *at = bytes + header->header_bytes;
    int64_t origin = 0;

    for (uint32_t index = 0; index < 16; index++) {
        header->boot_id[index] = (uint8_t)index;
    }
    for (uint32_t index = 0; index < header->record_count; index++) {
        mon_record_header_t *record = (mon_record_header_t *)at;
        int64_t *times = (int64_t *)(at + sizeof *record);

        origin = index == 0 ? record->time_us : origin;
        /* Start times are the first members of every kind that has any. */
        for (uint32_t member = 0; member < 4 && (uint8_t *)(times + member) < at + record->fixed_bytes; member++) {
            if (times[member] > origin - 10000000 && times[member] < origin + 10000000) {
                times[member] += 1700000000000000 - origin;
            }
        }
        record->time_us += 1700000000000000 - origin;
        record->monotonic_us = 5000000 + index;
        at += record->size_bytes;
    }
}

static void compare(const char *name, const uint8_t *bytes, uint32_t length)
{
    char path[128];
    uint8_t expected[65536];
    FILE *file;
    size_t expected_length;

    snprintf(path, sizeof path, "golden/%s", name);
    if (getenv("WRITE_GOLDEN") != NULL) {
        file = fopen(path, "wb");
        CHECK(file != NULL);
        CHECK_EQUAL(fwrite(bytes, 1, length, file), length);
        fclose(file);
    }
    file = fopen(path, "rb");
    CHECK(file != NULL);
    expected_length = fread(expected, 1, sizeof expected, file);
    fclose(file);
    CHECK_EQUAL(length, expected_length);
    for (uint32_t index = 0; index < length; index++) {
        if (bytes[index] != expected[index]) {
            test_fail(__FILE__, __LINE__, "%s differs at byte %u: 0x%02x, expected 0x%02x", name, index, bytes[index], expected[index]);
        }
    }
}

static void every_kind(void)
{
    fixture_t fixture;
    MON_CALLBACK_CONFIG config = a_config();
    sim_process_create_t create = a_process_create(3000);
    sim_image_load_t load = an_image_load(3000, TEXT(L"\\Device\\HarddiskVolume3\\Game\\dstorage.dll"));
    sim_image_load_t driver = an_image_load(0, TEXT(L"\\SystemRoot\\System32\\drivers\\example.sys"));
    sim_handle_operation_t open = a_handle_create(3000, TARGET);
    sim_handle_operation_t duplicate = a_handle_duplicate(3000, TARGET);
    sim_registry_operation_t set = a_value_set(3000);
    sim_registry_operation_t rename = a_value_set(3000);
    sim_ioring_t ring = {.process_id = 3000, .granted_access = 0x1F0003, .buffer_count = 2, .buffers = SIM_BUFFERS_USER};
    mon_batch_header_t header;

    fixture_start(&fixture);
    show_reference_ring(&fixture);
    config.kind_rate_limits[MON_KIND_IMAGE_LOAD - MON_KIND_FIRST] = 2;
    apply(&fixture, &config);
    create.image = TEXT(L"\\Device\\HarddiskVolume3\\Users\\J\u00f6rg\\\u6e2c\u8a66.exe");
    CHECK(sim_fire_process_create(&create));
    sim_add_ioring(&ring);
    sim_fire_thread_create(EXPLORER, 1004, TARGET, 2008, 0x7FF612340000);
    sim_fire_image_load(&load);
    sim_fire_image_load(&driver);
    sim_fire_image_load(&driver);
    open.granted_access = 0x1000;
    sim_fire_handle(&open);
    duplicate.source_id = EXPLORER;
    duplicate.object_thread_id = 2004;
    sim_fire_handle(&duplicate);
    sim_fire_registry(&set);
    rename.operation = SIM_REGISTRY_RENAME;
    rename.name = TEXT(L"NewName");
    sim_fire_registry(&rename);
    sim_fire_thread_exit(TARGET, 2008);
    sim_advance_time_us(600000);
    WAIT_UNTIL(statistics_of(&fixture).scan_completed_count == 1);
    CHECK(sim_fire_process_exit(3000, STATUS(0xC0000005)));
    read_batch(&fixture, MON_GET_EVENTS_DECLARE_LOSSES, batch, sizeof batch, &header);
    CHECK_EQUAL(header.record_count, 13);
    make_stable(batch);
    compare("every-kind.bin", batch, header.total_bytes);
    fixture_stop(&fixture);
}

static void nothing_known(void)
{
    fixture_t fixture;
    sim_process_create_t create = a_process_create(3000);
    sim_image_load_t load = an_image_load(TARGET, NO_TEXT);
    mon_batch_header_t header;

    fixture_start(&fixture);
    create.image = NO_TEXT;
    create.command_line = (sim_text_t){TEXT(L"x").chars, 0};
    create.parent_id = 99996;
    load.signature_level = 0;
    CHECK(sim_fire_process_create(&create));
    sim_fire_image_load(&load);
    read_batch(&fixture, 0, batch, sizeof batch, &header);
    make_stable(batch);
    compare("nothing-known.bin", batch, header.total_bytes);
    fixture_stop(&fixture);
}

/* A process opens the security authority's process, copies the handle with more rights, and another maps code into it. */
static void handle_theft(void)
{
    fixture_t fixture;
    sim_process_create_t lsass = a_process_create(3000);
    sim_process_create_t thief = a_process_create(3004);
    sim_handle_operation_t open = a_handle_create(3004, 3000);
    sim_handle_operation_t copy = a_handle_duplicate(3004, 3000);
    MON_CALLBACK_CONFIG config = a_config();
    mon_batch_header_t header;

    fixture_start(&fixture);
    /* The second that passes below would make the scans of both processes due, before or after the batch is read. */
    config.flags &= ~MON_CONFIG_SCANS;
    apply(&fixture, &config);
    lsass.integrity_level = 0x4000;
    lsass.image = TEXT(L"\\Device\\HarddiskVolume3\\Windows\\System32\\lsass.exe");
    lsass.command_line = TEXT(L"C:\\Windows\\system32\\lsass.exe");
    thief.image = TEXT(L"\\Device\\HarddiskVolume3\\Users\\eve\\AppData\\Local\\Temp\\tool.exe");
    thief.command_line = TEXT(L"tool.exe");
    CHECK(sim_fire_process_create(&lsass));
    sim_advance_time_us(1000);
    CHECK(sim_fire_process_create(&thief));
    sim_advance_time_us(1000);
    open.original_access = open.desired_access = open.granted_access = 0x1000;
    sim_fire_handle(&open);
    sim_advance_time_us(1000000);
    copy.original_access = copy.desired_access = copy.granted_access = 0x1010;
    sim_fire_handle(&copy);
    read_batch(&fixture, 0, batch, sizeof batch, &header);
    make_stable(batch);
    compare("handle-theft.bin", batch, header.total_bytes);
    fixture_stop(&fixture);
}

static void empty(void)
{
    fixture_t fixture;
    mon_batch_header_t header;

    fixture_start(&fixture);
    read_batch(&fixture, 0, batch, sizeof batch, &header);
    make_stable(batch);
    compare("empty.bin", batch, header.total_bytes);
    fixture_stop(&fixture);
}

static const test_case_t cases[] = {
    {"a batch with every kind has the golden bytes", every_kind},
    {"records with as little as possible have the golden bytes", nothing_known},
    {"CB-I04 a handle that is opened and copied with more rights has the golden bytes", handle_theft},
    {"an empty batch has the golden bytes", empty},
};
SUITE(golden_suite, cases);
