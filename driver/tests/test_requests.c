/* The control codes: what they refuse and what they answer, as seen by a caller below the client library. */
#include <string.h>
#include "raw_requests.h"

static void statistics_lengths(void)
{
    sim_file_t *file = raw_start();
    uint32_t returned = 0;
    uint32_t exact = sizeof(MON_CALLBACK_STATISTICS);

    for (uint32_t bytes = 0; bytes < exact; bytes++) {
        CHECK_EQUAL(sim_device_control(file, IOCTL_MONITOR_CB_GET_STATS, NULL, 0, raw_output, bytes, &returned), TOO_SMALL);
        CHECK_EQUAL(returned, 0);
    }
    CHECK_EQUAL(sim_device_control(file, IOCTL_MONITOR_CB_GET_STATS, NULL, 0, raw_output, exact + 100, &returned), 0);
    CHECK_EQUAL(returned, exact);
    CHECK_EQUAL(sim_device_control(file, IOCTL_MONITOR_CB_GET_STATS, raw_output, 1, raw_output, exact, &returned), LENGTH);
    raw_stop(file);
}

static void access_bits(void)
{
    sim_file_t *file = raw_start();
    sim_file_t *reader = sim_open(SIM_READ);
    sim_file_t *writer = sim_open(SIM_WRITE);
    MON_CALLBACK_CONFIG config = a_config();
    uint32_t returned;

    CHECK_EQUAL(sim_device_control(reader, IOCTL_MONITOR_CB_SET_CONFIG, &config, sizeof config, NULL, 0, &returned), DENIED);
    CHECK_EQUAL(sim_device_control(writer, IOCTL_MONITOR_CB_SET_CONFIG, &config, sizeof config, NULL, 0, &returned), 0);
    CHECK_EQUAL(sim_device_control(writer, IOCTL_MONITOR_CB_GET_STATS, NULL, 0, raw_output, sizeof raw_output, &returned), DENIED);
    sim_close(reader);
    sim_close(writer);
    raw_stop(file);
}

static void unknown_codes(void)
{
    sim_file_t *file = raw_start();
    uint32_t returned;

    CHECK_EQUAL(sim_device_control(file, 0, NULL, 0, NULL, 0, &returned), REQUEST);
    /* Our number with another method, and with another access. */
    CHECK_EQUAL(sim_device_control(file, IOCTL_MONITOR_CB_GET_STATS | 3, NULL, 0, raw_output, 4096, &returned), REQUEST);
    CHECK_EQUAL(sim_device_control(file, IOCTL_MONITOR_CB_GET_STATS & ~0x4000u, NULL, 0, raw_output, 4096, &returned), REQUEST);
    CHECK_EQUAL(sim_device_control(file, 0x22218C, NULL, 0, raw_output, 4096, &returned), REQUEST);
    raw_stop(file);
}

static void events_lengths(void)
{
    sim_file_t *file = raw_start();
    MON_GET_EVENTS_INPUT input = raw_input();
    uint8_t longer[64] = {0};
    uint32_t returned;

    memcpy(longer, &input, sizeof input);
    for (uint32_t bytes = 0; bytes <= sizeof longer; bytes++) {
        int32_t expected = bytes == sizeof input ? 0 : LENGTH;

        CHECK_EQUAL(sim_device_control(file, IOCTL_MONITOR_CB_GET_EVENTS, longer, bytes, raw_output, 4096, &returned), expected);
    }
    for (uint32_t bytes = 0; bytes < sizeof(mon_batch_header_t); bytes++) {
        CHECK_EQUAL(raw_get(file, &input, bytes), TOO_SMALL);
    }
    CHECK_EQUAL(raw_get(file, &input, sizeof(mon_batch_header_t)), 0);
    raw_stop(file);
}

static void events_fields(void)
{
    sim_file_t *file = raw_start();
    MON_GET_EVENTS_INPUT input = raw_input();

    input.version = MON_ABI_VERSION + 1;
    CHECK_EQUAL(raw_get(file, &input, 4096), REVISION);
    input = raw_input();
    input.size_bytes = 40;
    CHECK_EQUAL(raw_get(file, &input, 4096), LENGTH);
    input = raw_input();
    input.flags = 4;
    CHECK_EQUAL(raw_get(file, &input, 4096), PARAMETER);
    input = raw_input();
    input.wait_timeout_ms = MON_MAX_WAIT_MS + 1;
    CHECK_EQUAL(raw_get(file, &input, 4096), PARAMETER);
    input = raw_input();
    input.reserved = 1;
    CHECK_EQUAL(raw_get(file, &input, 4096), PARAMETER);
    raw_stop(file);
}

static void acknowledgements(void)
{
    sim_file_t *file = raw_start();
    MON_GET_EVENTS_INPUT input = raw_input();
    const mon_batch_header_t *header = (const mon_batch_header_t *)raw_output;

    fire_driver_image();
    fire_driver_image();
    /* Not yet delivered. */
    CHECK_EQUAL(raw_get(file, &input, sizeof(mon_batch_header_t)), OVERFLOW);
    memcpy(input.boot_id, header->boot_id, sizeof input.boot_id);
    input.ack_through_sequence = 1;
    CHECK_EQUAL(raw_get(file, &input, 4096), PARAMETER);
    input.ack_through_sequence = 0;
    CHECK_EQUAL(raw_get(file, &input, 4096), 0);
    CHECK_EQUAL(header->record_count, 2);
    input.ack_through_sequence = 3;
    CHECK_EQUAL(raw_get(file, &input, 4096), PARAMETER);
    input.ack_through_sequence = UINT64_MAX;
    CHECK_EQUAL(raw_get(file, &input, 4096), PARAMETER);
    input.ack_through_sequence = 2;
    input.boot_id[0] ^= 1;
    CHECK_EQUAL(raw_get(file, &input, 4096), PARAMETER);
    input.boot_id[0] ^= 1;
    CHECK_EQUAL(raw_get(file, &input, 4096), 0);
    CHECK_EQUAL(header->acknowledged_sequence, 2);
    CHECK_EQUAL(header->ring_used_bytes, 0);
    /* Once more is no harm. */
    CHECK_EQUAL(raw_get(file, &input, 4096), 0);
    raw_stop(file);
}

static void short_output_says_what_it_needs(void)
{
    sim_file_t *file = raw_start();
    MON_GET_EVENTS_INPUT input = raw_input();
    const mon_batch_header_t *header = (const mon_batch_header_t *)raw_output;
    uint32_t needed;

    fire_driver_image();
    CHECK_EQUAL(raw_get(file, &input, sizeof *header + 8), OVERFLOW);
    CHECK_EQUAL(header->record_count, 0);
    needed = header->required_bytes;
    CHECK_EQUAL(raw_get(file, &input, needed - 1), OVERFLOW);
    CHECK_EQUAL(raw_get(file, &input, needed), 0);
    CHECK_EQUAL(header->record_count, 1);
    CHECK_EQUAL(header->total_bytes, needed);
    raw_stop(file);
}

static void delivers_again_after_close(void)
{
    sim_file_t *file = raw_start();
    MON_GET_EVENTS_INPUT input = raw_input();
    const mon_batch_header_t *header = (const mon_batch_header_t *)raw_output;

    fire_driver_image();
    fire_driver_image();
    CHECK_EQUAL(raw_get(file, &input, 4096), 0);
    CHECK_EQUAL(header->record_count, 2);
    CHECK_EQUAL(raw_get(file, &input, 4096), 0);
    CHECK_EQUAL(header->record_count, 0);
    sim_close(file);
    file = sim_open(SIM_READ);
    memcpy(input.boot_id, header->boot_id, sizeof input.boot_id);
    input.ack_through_sequence = 1;
    CHECK_EQUAL(raw_get(file, &input, 4096), 0);
    CHECK_EQUAL(header->record_count, 1);
    CHECK_EQUAL(header->first_sequence, 2);
    input.ack_through_sequence = 0;
    input.flags = MON_GET_EVENTS_REWIND;
    CHECK_EQUAL(raw_get(file, &input, 4096), 0);
    CHECK_EQUAL(header->first_sequence, 2);
    raw_stop(file);
}

static void one_reader(void)
{
    sim_file_t *file = raw_start();
    sim_file_t *other = sim_open(SIM_READ);
    MON_GET_EVENTS_INPUT input = raw_input();

    CHECK_EQUAL(raw_get(file, &input, 4096), 0);
    CHECK_EQUAL(raw_get(other, &input, 4096), BUSY);
    sim_close(file);
    CHECK_EQUAL(raw_get(other, &input, 4096), 0);
    raw_stop(other);
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
};
SUITE(request_suite, cases);
