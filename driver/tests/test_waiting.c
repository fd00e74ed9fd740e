/* A CB_GET_EVENTS that waits: for a record, for enough bytes, until its time is over, until somebody ends it. */
#include "raw_requests.h"

static void waits_for_a_record(void)
{
    sim_file_t *file = raw_start();
    MON_GET_EVENTS_INPUT input = raw_input();
    const mon_batch_header_t *header = (const mon_batch_header_t *)raw_output;
    sim_request_t *request;
    uint32_t returned;

    input.wait_timeout_ms = 10000;
    request = sim_start_control(file, IOCTL_MONITOR_CB_GET_EVENTS, &input, sizeof input, raw_output, 4096);
    sim_settle();
    CHECK(!sim_is_complete(request));
    /* A second call on the same handle has to wait its turn. */
    CHECK_EQUAL(sim_device_control(file, IOCTL_MONITOR_CB_GET_EVENTS, &input, sizeof input, raw_output + 8192, 4096, &returned), BUSY);
    fire_driver_image();
    CHECK_EQUAL(sim_wait(request, &returned), 0);
    CHECK_EQUAL(header->record_count, 1);
    CHECK_EQUAL(returned, header->total_bytes);
    /* A record that is there already is returned at once. */
    fire_driver_image();
    CHECK_EQUAL(raw_get(file, &input, 4096), 0);
    CHECK_EQUAL(header->record_count, 1);
    raw_stop(file);
}

static void waits_for_enough(void)
{
    sim_file_t *file = raw_start();
    MON_GET_EVENTS_INPUT input = raw_input();
    const mon_batch_header_t *header = (const mon_batch_header_t *)raw_output;
    sim_request_t *request;

    input.wait_timeout_ms = 10000;
    input.wake_bytes = 500;
    fire_driver_image();
    request = sim_start_control(file, IOCTL_MONITOR_CB_GET_EVENTS, &input, sizeof input, raw_output, 4096);
    fire_driver_image();
    sim_settle();
    CHECK(!sim_is_complete(request));
    fire_driver_image();
    fire_driver_image();
    CHECK_EQUAL(sim_wait(request, NULL), 0);
    CHECK_EQUAL(header->record_count, 4);
    raw_stop(file);
}

static void wait_ends_in_time(void)
{
    sim_file_t *file = raw_start();
    MON_GET_EVENTS_INPUT input = raw_input();
    const mon_batch_header_t *header = (const mon_batch_header_t *)raw_output;
    sim_request_t *request;

    input.wait_timeout_ms = 100;
    request = sim_start_control(file, IOCTL_MONITOR_CB_GET_EVENTS, &input, sizeof input, raw_output, 4096);
    sim_advance_time_us(50000);
    sim_settle();
    CHECK(!sim_is_complete(request));
    sim_advance_time_us(60000);
    CHECK_EQUAL(sim_wait(request, NULL), 0);
    CHECK_EQUAL(header->record_count, 0);
    CHECK_EQUAL(header->magic, MON_BATCH_MAGIC);
    raw_stop(file);
}

static void wait_can_be_cancelled(void)
{
    sim_file_t *file = raw_start();
    MON_GET_EVENTS_INPUT input = raw_input();
    sim_request_t *request;

    input.wait_timeout_ms = 60000;
    request = sim_start_control(file, IOCTL_MONITOR_CB_GET_EVENTS, &input, sizeof input, raw_output, 4096);
    sim_cancel(request);
    CHECK_EQUAL(sim_wait(request, NULL), CANCELLED);
    /* The session goes on. */
    fire_driver_image();
    CHECK_EQUAL(raw_get(file, &input, 4096), 0);
    raw_stop(file);
}

/* The manager had marked it cancelled before the driver got it, and will not say so again. */
static void cancelled_before_it_waits(void)
{
    sim_file_t *file = raw_start();
    MON_GET_EVENTS_INPUT input = raw_input();
    sim_request_t *request;

    input.wait_timeout_ms = 60000;
    sim_cancel_next();
    request = sim_start_control(file, IOCTL_MONITOR_CB_GET_EVENTS, &input, sizeof input, raw_output, 4096);
    sim_settle();
    CHECK(sim_is_complete(request));
    CHECK_EQUAL(sim_wait(request, NULL), CANCELLED);
    fire_driver_image();
    CHECK_EQUAL(raw_get(file, &input, 4096), 0);
    raw_stop(file);
}

static void close_ends_the_wait(void)
{
    sim_file_t *file = raw_start();
    MON_GET_EVENTS_INPUT input = raw_input();
    sim_request_t *request;

    input.wait_timeout_ms = 60000;
    request = sim_start_control(file, IOCTL_MONITOR_CB_GET_EVENTS, &input, sizeof input, raw_output, 4096);
    sim_close(file);
    CHECK_EQUAL(sim_wait(request, NULL), CANCELLED);
    file = sim_open(SIM_READ);
    input.wait_timeout_ms = 0;
    CHECK_EQUAL(raw_get(file, &input, 4096), 0);
    raw_stop(file);
}

static void unload_ends_the_wait(void)
{
    sim_file_t *file = raw_start();
    MON_GET_EVENTS_INPUT input = raw_input();
    sim_request_t *request;

    input.wait_timeout_ms = 60000;
    request = sim_start_control(file, IOCTL_MONITOR_CB_GET_EVENTS, &input, sizeof input, raw_output, 4096);
    sim_unload_driver();
    CHECK_EQUAL(sim_wait(request, NULL), CANCELLED);
    sim_close(file);
    sim_reset();
}

static void losses_are_declared_while_waiting(void)
{
    fixture_t fixture;
    MON_CALLBACK_CONFIG config = a_config();
    MON_GET_EVENTS_INPUT input = raw_input();
    const mon_batch_header_t *header = (const mon_batch_header_t *)raw_output;
    sim_file_t *file = raw_start();
    sim_request_t *request;

    CHECK_EQUAL(Mon_CbOpen(MON_CB_OPEN_WRITE, &fixture.client), MON_CB_OK);
    config.kind_rate_limits[MON_KIND_IMAGE_LOAD - MON_KIND_FIRST] = 1;
    apply(&fixture, &config);
    fire_driver_image();
    fire_driver_image();
    fire_driver_image();
    input.wait_timeout_ms = 60000;
    CHECK_EQUAL(raw_get(file, &input, 4096), 0);
    CHECK_EQUAL(header->record_count, 2);
    fire_driver_image();
    request = sim_start_control(file, IOCTL_MONITOR_CB_GET_EVENTS, &input, sizeof input, raw_output, 4096);
    sim_settle();
    CHECK(!sim_is_complete(request));
    sim_advance_time_us(1100000);
    CHECK_EQUAL(sim_wait(request, NULL), 0);
    CHECK_EQUAL(((const mon_record_header_t *)(header + 1))->kind, MON_KIND_GAP);
    Mon_CbClose(fixture.client);
    raw_stop(file);
}

static const test_case_t cases[] = {
    {"a waiting CB_GET_EVENTS returns with the first record", waits_for_a_record},
    {"a waiting CB_GET_EVENTS returns when enough bytes are ready", waits_for_enough},
    {"a waiting CB_GET_EVENTS returns empty when its time is over", wait_ends_in_time},
    {"a waiting CB_GET_EVENTS can be cancelled", wait_can_be_cancelled},
    {"a CB_GET_EVENTS that was cancelled before it could wait does not wait", cancelled_before_it_waits},
    {"closing the handle ends a waiting CB_GET_EVENTS", close_ends_the_wait},
    {"unloading the driver ends a waiting CB_GET_EVENTS", unload_ends_the_wait},
    {"a loss is declared within a second to a waiting reader", losses_are_declared_while_waiting},
};
SUITE(waiting_suite, cases);
