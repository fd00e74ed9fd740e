/* The control codes: what they refuse and what they answer, as seen by a caller below the client library. */
#include <stdlib.h>
#include <string.h>
#include "fixture.h"

#define TOO_SMALL STATUS(0xC0000023)
#define LENGTH STATUS(0xC0000004)
#define REVISION STATUS(0xC0000059)
#define PARAMETER STATUS(0xC000000D)
#define BUSY STATUS(0x80000011)
#define OVERFLOW STATUS(0x80000005)
#define CANCELLED STATUS(0xC0000120)
#define DENIED STATUS(0xC0000022)
#define REQUEST STATUS(0xC0000010)

static uint8_t output[256 * 1024];

static sim_file_t *start(void)
{
    sim_file_t *file;

    sim_reset();
    sim_use_manual_time();
    CHECK_EQUAL(sim_load_driver(), 0);
    file = sim_open(SIM_READ | SIM_WRITE);
    CHECK(file != NULL);
    return file;
}

static void stop(sim_file_t *file)
{
    sim_close(file);
    sim_unload_driver();
    sim_reset();
}

static MON_GET_EVENTS_INPUT an_input(void)
{
    return (MON_GET_EVENTS_INPUT){.size_bytes = sizeof(MON_GET_EVENTS_INPUT), .version = MON_ABI_VERSION};
}

static int32_t get(sim_file_t *file, const MON_GET_EVENTS_INPUT *input, uint32_t output_bytes)
{
    uint32_t returned;

    return sim_device_control(file, IOCTL_MONITOR_CB_GET_EVENTS, input, sizeof *input, output, output_bytes, &returned);
}

static void fire_image(void)
{
    sim_image_load_t load = an_image_load(0, TEXT(L"\\SystemRoot\\example.sys"));

    sim_fire_image_load(&load);
}

static void statistics_lengths(void)
{
    sim_file_t *file = start();
    uint32_t returned = 0;
    uint32_t exact = sizeof(MON_CALLBACK_STATISTICS);

    for (uint32_t bytes = 0; bytes < exact; bytes++) {
        CHECK_EQUAL(sim_device_control(file, IOCTL_MONITOR_CB_GET_STATS, NULL, 0, output, bytes, &returned), TOO_SMALL);
        CHECK_EQUAL(returned, 0);
    }
    CHECK_EQUAL(sim_device_control(file, IOCTL_MONITOR_CB_GET_STATS, NULL, 0, output, exact + 100, &returned), 0);
    CHECK_EQUAL(returned, exact);
    CHECK_EQUAL(sim_device_control(file, IOCTL_MONITOR_CB_GET_STATS, output, 1, output, exact, &returned), LENGTH);
    stop(file);
}

static void access_bits(void)
{
    sim_file_t *file = start();
    sim_file_t *reader = sim_open(SIM_READ);
    sim_file_t *writer = sim_open(SIM_WRITE);
    MON_CALLBACK_CONFIG config = a_config();
    uint32_t returned;

    CHECK_EQUAL(sim_device_control(reader, IOCTL_MONITOR_CB_SET_CONFIG, &config, sizeof config, NULL, 0, &returned), DENIED);
    CHECK_EQUAL(sim_device_control(writer, IOCTL_MONITOR_CB_SET_CONFIG, &config, sizeof config, NULL, 0, &returned), 0);
    CHECK_EQUAL(sim_device_control(writer, IOCTL_MONITOR_CB_GET_STATS, NULL, 0, output, sizeof output, &returned), DENIED);
    sim_close(reader);
    sim_close(writer);
    stop(file);
}

static void unknown_codes(void)
{
    sim_file_t *file = start();
    uint32_t returned;

    CHECK_EQUAL(sim_device_control(file, 0, NULL, 0, NULL, 0, &returned), REQUEST);
    /* Our number with another method, and with another access. */
    CHECK_EQUAL(sim_device_control(file, IOCTL_MONITOR_CB_GET_STATS | 3, NULL, 0, output, 4096, &returned), REQUEST);
    CHECK_EQUAL(sim_device_control(file, IOCTL_MONITOR_CB_GET_STATS & ~0x4000u, NULL, 0, output, 4096, &returned), REQUEST);
    CHECK_EQUAL(sim_device_control(file, 0x22218C, NULL, 0, output, 4096, &returned), REQUEST);
    stop(file);
}

static void events_lengths(void)
{
    sim_file_t *file = start();
    MON_GET_EVENTS_INPUT input = an_input();
    uint8_t longer[64] = {0};
    uint32_t returned;

    memcpy(longer, &input, sizeof input);
    for (uint32_t bytes = 0; bytes <= sizeof longer; bytes++) {
        int32_t expected = bytes == sizeof input ? 0 : LENGTH;

        CHECK_EQUAL(sim_device_control(file, IOCTL_MONITOR_CB_GET_EVENTS, longer, bytes, output, 4096, &returned), expected);
    }
    for (uint32_t bytes = 0; bytes < sizeof(mon_batch_header_t); bytes++) {
        CHECK_EQUAL(get(file, &input, bytes), TOO_SMALL);
    }
    CHECK_EQUAL(get(file, &input, sizeof(mon_batch_header_t)), 0);
    stop(file);
}

static void events_fields(void)
{
    sim_file_t *file = start();
    MON_GET_EVENTS_INPUT input = an_input();

    input.version = 2;
    CHECK_EQUAL(get(file, &input, 4096), REVISION);
    input = an_input();
    input.size_bytes = 40;
    CHECK_EQUAL(get(file, &input, 4096), LENGTH);
    input = an_input();
    input.flags = 4;
    CHECK_EQUAL(get(file, &input, 4096), PARAMETER);
    input = an_input();
    input.wait_timeout_ms = MON_MAX_WAIT_MS + 1;
    CHECK_EQUAL(get(file, &input, 4096), PARAMETER);
    input = an_input();
    input.reserved = 1;
    CHECK_EQUAL(get(file, &input, 4096), PARAMETER);
    stop(file);
}

static void acknowledgements(void)
{
    sim_file_t *file = start();
    MON_GET_EVENTS_INPUT input = an_input();
    const mon_batch_header_t *header = (const mon_batch_header_t *)output;

    fire_image();
    fire_image();
    /* Not yet delivered. */
    CHECK_EQUAL(get(file, &input, sizeof(mon_batch_header_t)), OVERFLOW);
    memcpy(input.boot_id, header->boot_id, sizeof input.boot_id);
    input.ack_through_sequence = 1;
    CHECK_EQUAL(get(file, &input, 4096), PARAMETER);
    input.ack_through_sequence = 0;
    CHECK_EQUAL(get(file, &input, 4096), 0);
    CHECK_EQUAL(header->record_count, 2);
    input.ack_through_sequence = 3;
    CHECK_EQUAL(get(file, &input, 4096), PARAMETER);
    input.ack_through_sequence = UINT64_MAX;
    CHECK_EQUAL(get(file, &input, 4096), PARAMETER);
    input.ack_through_sequence = 2;
    input.boot_id[0] ^= 1;
    CHECK_EQUAL(get(file, &input, 4096), PARAMETER);
    input.boot_id[0] ^= 1;
    CHECK_EQUAL(get(file, &input, 4096), 0);
    CHECK_EQUAL(header->acknowledged_sequence, 2);
    CHECK_EQUAL(header->ring_used_bytes, 0);
    /* Once more is no harm. */
    CHECK_EQUAL(get(file, &input, 4096), 0);
    stop(file);
}

static void short_output_says_what_it_needs(void)
{
    sim_file_t *file = start();
    MON_GET_EVENTS_INPUT input = an_input();
    const mon_batch_header_t *header = (const mon_batch_header_t *)output;
    uint32_t needed;

    fire_image();
    CHECK_EQUAL(get(file, &input, sizeof *header + 8), OVERFLOW);
    CHECK_EQUAL(header->record_count, 0);
    needed = header->required_bytes;
    CHECK_EQUAL(get(file, &input, needed - 1), OVERFLOW);
    CHECK_EQUAL(get(file, &input, needed), 0);
    CHECK_EQUAL(header->record_count, 1);
    CHECK_EQUAL(header->total_bytes, needed);
    stop(file);
}

static void delivers_again_after_close(void)
{
    sim_file_t *file = start();
    MON_GET_EVENTS_INPUT input = an_input();
    const mon_batch_header_t *header = (const mon_batch_header_t *)output;

    fire_image();
    fire_image();
    CHECK_EQUAL(get(file, &input, 4096), 0);
    CHECK_EQUAL(header->record_count, 2);
    CHECK_EQUAL(get(file, &input, 4096), 0);
    CHECK_EQUAL(header->record_count, 0);
    sim_close(file);
    file = sim_open(SIM_READ);
    memcpy(input.boot_id, header->boot_id, sizeof input.boot_id);
    input.ack_through_sequence = 1;
    CHECK_EQUAL(get(file, &input, 4096), 0);
    CHECK_EQUAL(header->record_count, 1);
    CHECK_EQUAL(header->first_sequence, 2);
    input.ack_through_sequence = 0;
    input.flags = MON_GET_EVENTS_REWIND;
    CHECK_EQUAL(get(file, &input, 4096), 0);
    CHECK_EQUAL(header->first_sequence, 2);
    stop(file);
}

static void one_reader(void)
{
    sim_file_t *file = start();
    sim_file_t *other = sim_open(SIM_READ);
    MON_GET_EVENTS_INPUT input = an_input();

    CHECK_EQUAL(get(file, &input, 4096), 0);
    CHECK_EQUAL(get(other, &input, 4096), BUSY);
    sim_close(file);
    CHECK_EQUAL(get(other, &input, 4096), 0);
    stop(other);
}

static void waits_for_a_record(void)
{
    sim_file_t *file = start();
    MON_GET_EVENTS_INPUT input = an_input();
    const mon_batch_header_t *header = (const mon_batch_header_t *)output;
    sim_request_t *request;
    uint32_t returned;

    input.wait_timeout_ms = 10000;
    request = sim_start_control(file, IOCTL_MONITOR_CB_GET_EVENTS, &input, sizeof input, output, 4096);
    sim_settle();
    CHECK(!sim_is_complete(request));
    /* A second call on the same handle has to wait its turn. */
    CHECK_EQUAL(sim_device_control(file, IOCTL_MONITOR_CB_GET_EVENTS, &input, sizeof input, output + 8192, 4096, &returned), BUSY);
    fire_image();
    CHECK_EQUAL(sim_wait(request, &returned), 0);
    CHECK_EQUAL(header->record_count, 1);
    CHECK_EQUAL(returned, header->total_bytes);
    /* A record that is there already is returned at once. */
    fire_image();
    CHECK_EQUAL(get(file, &input, 4096), 0);
    CHECK_EQUAL(header->record_count, 1);
    stop(file);
}

static void waits_for_enough(void)
{
    sim_file_t *file = start();
    MON_GET_EVENTS_INPUT input = an_input();
    const mon_batch_header_t *header = (const mon_batch_header_t *)output;
    sim_request_t *request;

    input.wait_timeout_ms = 10000;
    input.wake_bytes = 500;
    fire_image();
    request = sim_start_control(file, IOCTL_MONITOR_CB_GET_EVENTS, &input, sizeof input, output, 4096);
    fire_image();
    sim_settle();
    CHECK(!sim_is_complete(request));
    fire_image();
    fire_image();
    CHECK_EQUAL(sim_wait(request, NULL), 0);
    CHECK_EQUAL(header->record_count, 4);
    stop(file);
}

static void wait_ends_in_time(void)
{
    sim_file_t *file = start();
    MON_GET_EVENTS_INPUT input = an_input();
    const mon_batch_header_t *header = (const mon_batch_header_t *)output;
    sim_request_t *request;

    input.wait_timeout_ms = 100;
    request = sim_start_control(file, IOCTL_MONITOR_CB_GET_EVENTS, &input, sizeof input, output, 4096);
    sim_advance_time_us(50000);
    sim_settle();
    CHECK(!sim_is_complete(request));
    sim_advance_time_us(60000);
    CHECK_EQUAL(sim_wait(request, NULL), 0);
    CHECK_EQUAL(header->record_count, 0);
    CHECK_EQUAL(header->magic, MON_BATCH_MAGIC);
    stop(file);
}

static void wait_can_be_cancelled(void)
{
    sim_file_t *file = start();
    MON_GET_EVENTS_INPUT input = an_input();
    sim_request_t *request;

    input.wait_timeout_ms = 60000;
    request = sim_start_control(file, IOCTL_MONITOR_CB_GET_EVENTS, &input, sizeof input, output, 4096);
    sim_cancel(request);
    CHECK_EQUAL(sim_wait(request, NULL), CANCELLED);
    /* The session goes on. */
    fire_image();
    CHECK_EQUAL(get(file, &input, 4096), 0);
    stop(file);
}

static void close_ends_the_wait(void)
{
    sim_file_t *file = start();
    MON_GET_EVENTS_INPUT input = an_input();
    sim_request_t *request;

    input.wait_timeout_ms = 60000;
    request = sim_start_control(file, IOCTL_MONITOR_CB_GET_EVENTS, &input, sizeof input, output, 4096);
    sim_close(file);
    CHECK_EQUAL(sim_wait(request, NULL), CANCELLED);
    file = sim_open(SIM_READ);
    input.wait_timeout_ms = 0;
    CHECK_EQUAL(get(file, &input, 4096), 0);
    stop(file);
}

static void unload_ends_the_wait(void)
{
    sim_file_t *file = start();
    MON_GET_EVENTS_INPUT input = an_input();
    sim_request_t *request;

    input.wait_timeout_ms = 60000;
    request = sim_start_control(file, IOCTL_MONITOR_CB_GET_EVENTS, &input, sizeof input, output, 4096);
    sim_unload_driver();
    CHECK_EQUAL(sim_wait(request, NULL), CANCELLED);
    sim_close(file);
    sim_reset();
}

static void losses_are_declared_while_waiting(void)
{
    fixture_t fixture;
    MON_CALLBACK_CONFIG config = a_config();
    MON_GET_EVENTS_INPUT input = an_input();
    const mon_batch_header_t *header = (const mon_batch_header_t *)output;
    sim_file_t *file = start();
    sim_request_t *request;

    CHECK_EQUAL(Mon_CbOpen(MON_CB_OPEN_WRITE, &fixture.client), MON_CB_OK);
    config.kind_rate_limits[MON_KIND_IMAGE_LOAD - MON_KIND_FIRST] = 1;
    apply(&fixture, &config);
    fire_image();
    fire_image();
    fire_image();
    input.wait_timeout_ms = 60000;
    CHECK_EQUAL(get(file, &input, 4096), 0);
    CHECK_EQUAL(header->record_count, 2);
    fire_image();
    request = sim_start_control(file, IOCTL_MONITOR_CB_GET_EVENTS, &input, sizeof input, output, 4096);
    sim_settle();
    CHECK(!sim_is_complete(request));
    sim_advance_time_us(1100000);
    CHECK_EQUAL(sim_wait(request, NULL), 0);
    CHECK_EQUAL(((const mon_record_header_t *)(header + 1))->kind, MON_KIND_GAP);
    Mon_CbClose(fixture.client);
    stop(file);
}

static int32_t configure(sim_file_t *file, const void *config, uint32_t bytes)
{
    uint32_t returned;

    return sim_device_control(file, IOCTL_MONITOR_CB_SET_CONFIG, config, bytes, NULL, 0, &returned);
}

static void config_fields(void)
{
    sim_file_t *file = start();
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
    REFUSES(reserved, 1);
    /* Texts that are announced and not there. */
    REFUSES(registry_prefix_count, 1);
    REFUSES(image_name_count, 1);
#undef REFUSES
    config = a_config();
    config.version = 2;
    CHECK_EQUAL(configure(file, &config, sizeof config), REVISION);
    config = a_config();
    config.size_bytes = 95;
    CHECK_EQUAL(configure(file, &config, sizeof config), LENGTH);
    for (uint32_t bytes = 0; bytes < sizeof config; bytes++) {
        CHECK_EQUAL(configure(file, &config, bytes), LENGTH);
    }
    config = a_config();
    CHECK_EQUAL(configure(file, &config, sizeof config), 0);
    stop(file);
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
    sim_file_t *file = start();

    CHECK_EQUAL(configure_text(file, 10, 10), 0);
    CHECK_EQUAL(configure_text(file, 512, 512), 0);
    CHECK_EQUAL(configure_text(file, 0, 0), PARAMETER);
    CHECK_EQUAL(configure_text(file, 9, 9), PARAMETER);
    CHECK_EQUAL(configure_text(file, 514, 514), PARAMETER);
    CHECK_EQUAL(configure_text(file, 10, 8), PARAMETER);
    CHECK_EQUAL(configure_text(file, 8, 10), PARAMETER);
    CHECK_EQUAL(configure_text(file, 65534, 10), PARAMETER);
    stop(file);
}

static const test_case_t cases[] = {
    {"CB_GET_STATS refuses every short output and any input", statistics_lengths},
    {"control codes need the access they name", access_bits},
    {"a code with another method or access is not taken for ours", unknown_codes},
    {"CB_GET_EVENTS refuses every other input length and every output without room for a header", events_lengths},
    {"CB_GET_EVENTS refuses wrong versions, unknown flags, long waits and reserved bits", events_fields},
    {"CB_GET_EVENTS frees what was delivered and refuses to acknowledge anything else", acknowledgements},
    {"CB_GET_EVENTS says how large the output must be when a record does not fit", short_output_says_what_it_needs},
    {"CB_GET_EVENTS delivers again what a closed session did not acknowledge", delivers_again_after_close},
    {"CB_GET_EVENTS serves one handle at a time", one_reader},
    {"a waiting CB_GET_EVENTS returns with the first record", waits_for_a_record},
    {"a waiting CB_GET_EVENTS returns when enough bytes are ready", waits_for_enough},
    {"a waiting CB_GET_EVENTS returns empty when its time is over", wait_ends_in_time},
    {"a waiting CB_GET_EVENTS can be cancelled", wait_can_be_cancelled},
    {"closing the handle ends a waiting CB_GET_EVENTS", close_ends_the_wait},
    {"unloading the driver ends a waiting CB_GET_EVENTS", unload_ends_the_wait},
    {"a loss is declared within a second to a waiting reader", losses_are_declared_while_waiting},
    {"CB_SET_CONFIG checks every field", config_fields},
    {"CB_SET_CONFIG checks every text", config_texts},
};
SUITE(request_suite, cases);
