#include "raw_requests.h"

uint8_t raw_output[RAW_OUTPUT_BYTES];

sim_file_t *raw_start(void)
{
    sim_file_t *file;

    sim_reset();
    sim_use_manual_time();
    CHECK_EQUAL(sim_load_driver(), 0);
    file = sim_open(SIM_READ | SIM_WRITE);
    CHECK(file != NULL);
    return file;
}

void raw_stop(sim_file_t *file)
{
    sim_close(file);
    sim_unload_driver();
    sim_reset();
}

MON_GET_EVENTS_INPUT raw_input(void)
{
    return (MON_GET_EVENTS_INPUT){.size_bytes = sizeof(MON_GET_EVENTS_INPUT), .version = MON_ABI_VERSION};
}

int32_t raw_get(sim_file_t *file, const MON_GET_EVENTS_INPUT *input, uint32_t output_bytes)
{
    uint32_t returned;

    return sim_device_control(file, IOCTL_MONITOR_CB_GET_EVENTS, input, sizeof *input, raw_output, output_bytes, &returned);
}

void fire_driver_image(void)
{
    sim_image_load_t load = an_image_load(0, TEXT(L"\\SystemRoot\\example.sys"));

    sim_fire_image_load(&load);
}
