#include "scan_steps.h"

sim_ioring_t a_ring(uint32_t process_id)
{
    return (sim_ioring_t){.process_id = process_id, .granted_access = 0x1F0003, .buffer_count = 2, .buffers = SIM_BUFFERS_KERNEL};
}

MON_IORING_SCAN_EVENT scan_of(fixture_t *fixture)
{
    uint64_t before = statistics_of(fixture).scan_completed_count;

    WAIT_UNTIL(statistics_of(fixture).scan_pending_count == 1 || statistics_of(fixture).scan_completed_count > before);
    sim_advance_time_us(600000);
    WAIT_UNTIL(statistics_of(fixture).scan_completed_count > before);
    return read_only(fixture, MON_KIND_IORING_SCAN).body.ioring_scan;
}

MON_IORING_SCAN_EVENT scan_target(fixture_t *fixture)
{
    sim_image_load_t load = an_image_load(TARGET, TEXT(L"\\Device\\HarddiskVolume3\\Windows\\System32\\DStorage.dll"));

    sim_fire_image_load(&load);
    return scan_of(fixture);
}
