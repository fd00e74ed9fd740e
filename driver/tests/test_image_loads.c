/* The records of the image callback: what makes an image suspicious, and who mapped it. */
#include "fixture.h"

static uint8_t batch[65536];

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

static const test_case_t cases[] = {
    {"CB-T07 records an image load", records_image_load},
    {"CB-T07 masks a driver's base unless policy says otherwise", masks_driver_base},
    {"CB-T07 names why an image is suspicious", names_suspicious_images},
    {"CB-T07 takes a system directory for one only from its volume's root", knows_system_directories_exactly},
    {"CB-T07 takes a user's directory for one only from its volume's root", user_directories_are_those_of_the_volume},
    {"CB-T07 names who mapped an image into another process", names_who_maps_into_another},
};
SUITE(image_load_suite, cases);
