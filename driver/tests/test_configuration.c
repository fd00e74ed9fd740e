/* CB_SET_CONFIG: every field and every text is checked. */
#include "raw_requests.h"

static int32_t configure(sim_file_t *file, const void *config, uint32_t bytes)
{
    uint32_t returned;

    return sim_device_control(file, IOCTL_MONITOR_CB_SET_CONFIG, config, bytes, NULL, 0, &returned);
}

static void config_fields(void)
{
    sim_file_t *file = raw_start();
    MON_CALLBACK_CONFIG config;

#define REFUSES(member, value)                                         \
    config = a_config();                                               \
    config.member = (value);                                           \
    CHECK_EQUAL(configure(file, &config, sizeof config), PARAMETER)

    REFUSES(callback_mask, 0x20);
    REFUSES(flags, 0x40);
    REFUSES(ring_size_bytes, 4096);
    REFUSES(ring_size_bytes, MON_RING_MIN_BYTES + 8);
    REFUSES(ring_size_bytes, MON_RING_MAX_BYTES * 2);
    REFUSES(scan_delay_ms, MON_SCAN_DELAY_MAX_MS + 1);
    REFUSES(process_rate_limit, MON_RATE_LIMIT_MAX + 1);
    REFUSES(kind_rate_limits[0], MON_RATE_LIMIT_MAX + 1);
    REFUSES(kind_rate_limits[MON_KIND_GAP - MON_KIND_FIRST], 1);
    REFUSES(command_line_limit_bytes, MON_COMMAND_LINE_MAX_BYTES + 1);
    REFUSES(registry_data_limit_bytes, MON_REGISTRY_DATA_MAX_BYTES + 1);
    REFUSES(registry_prefix_count, 33);
    REFUSES(image_name_count, 17);
    REFUSES(sweep_interval_ms, MON_SWEEP_INTERVAL_MIN_MS - 1);
    REFUSES(sweep_interval_ms, MON_SWEEP_INTERVAL_MAX_MS + 1);
    /* Texts that are announced and not there. */
    REFUSES(registry_prefix_count, 1);
    REFUSES(image_name_count, 1);
#undef REFUSES
    config = a_config();
    config.version = MON_ABI_VERSION + 1;
    CHECK_EQUAL(configure(file, &config, sizeof config), REVISION);
    config = a_config();
    config.size_bytes = 95;
    CHECK_EQUAL(configure(file, &config, sizeof config), LENGTH);
    for (uint32_t bytes = 0; bytes < sizeof config; bytes++) {
        CHECK_EQUAL(configure(file, &config, bytes), LENGTH);
    }
    config = a_config();
    CHECK_EQUAL(configure(file, &config, sizeof config), 0);
    raw_stop(file);
}

static int32_t configure_text(sim_file_t *file, uint16_t announced, uint32_t present)
{
    static struct {
        MON_CALLBACK_CONFIG config;
        uint16_t length;
        uint16_t text[400];
    } input;

    input.config = a_config();
    input.config.registry_prefix_count = 1;
    input.config.size_bytes = (uint32_t)sizeof input.config + 2 + present;
    input.length = announced;
    return configure(file, &input, input.config.size_bytes);
}

static void config_texts(void)
{
    sim_file_t *file = raw_start();

    CHECK_EQUAL(configure_text(file, 10, 10), 0);
    CHECK_EQUAL(configure_text(file, 512, 512), 0);
    CHECK_EQUAL(configure_text(file, 0, 0), PARAMETER);
    CHECK_EQUAL(configure_text(file, 9, 9), PARAMETER);
    CHECK_EQUAL(configure_text(file, 514, 514), PARAMETER);
    CHECK_EQUAL(configure_text(file, 10, 8), PARAMETER);
    CHECK_EQUAL(configure_text(file, 8, 10), PARAMETER);
    CHECK_EQUAL(configure_text(file, 65534, 10), PARAMETER);
    raw_stop(file);
}

static const test_case_t cases[] = {
    {"CB_SET_CONFIG checks every field", config_fields},
    {"CB_SET_CONFIG checks every text", config_texts},
};
SUITE(configuration_suite, cases);
