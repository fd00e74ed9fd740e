/* Calls that no client makes: huge, misaligned, and many at once. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include "fixture.h"

#define HUGE_BYTES (16u * 1024 * 1024)

static void huge_buffers(void)
{
    fixture_t fixture;
    MON_GET_EVENTS_INPUT input = {0};
    MON_CALLBACK_STATISTICS *statistics = malloc(HUGE_BYTES);
    uint8_t *huge = calloc(1, HUGE_BYTES);
    MON_CALLBACK_CONFIG config = a_config();
    sim_file_t *file;
    uint32_t bytes;

    fixture_start(&fixture);
    CHECK_EQUAL(Mon_CbGetEvents(fixture.client, &input, huge, HUGE_BYTES, &bytes), MON_CB_OK);
    CHECK_EQUAL(bytes, sizeof(mon_batch_header_t));
    config.size_bytes = HUGE_BYTES;
    memcpy(huge, &config, sizeof config);
    CHECK_EQUAL(Mon_CbSetConfig(fixture.client, huge, HUGE_BYTES), MON_CB_INVALID);
    file = sim_open(SIM_READ);
    CHECK_EQUAL(sim_device_control(file, IOCTL_MONITOR_CB_GET_STATS, NULL, 0, statistics, HUGE_BYTES, &bytes), 0);
    CHECK_EQUAL(bytes, sizeof *statistics);
    sim_close(file);
    free(statistics);
    free(huge);
    fixture_stop(&fixture);
}

static void misaligned_buffers(void)
{
    static uint8_t buffer[8192];
    fixture_t fixture;
    sim_process_create_t create = a_process_create(3000);
    MON_GET_EVENTS_INPUT input = {.flags = MON_GET_EVENTS_REWIND};
    MON_CB_ITERATOR iterator;
    MON_CB_EVENT event;
    uint32_t bytes;

    fixture_start(&fixture);
    CHECK(sim_fire_process_create(&create));
    for (uint32_t offset = 0; offset < 16; offset++) {
        CHECK_EQUAL(Mon_CbGetEvents(fixture.client, &input, buffer + offset, 4096, &bytes), MON_CB_OK);
        CHECK_EQUAL(Mon_CbIterate(buffer + offset, bytes, &iterator), MON_CB_OK);
        CHECK_EQUAL(Mon_CbNext(&iterator, &event), MON_CB_OK);
        CHECK_EQUAL(event.body.process_create.ProcessId, 3000);
    }
    fixture_stop(&fixture);
}

typedef struct caller {
    uint32_t seed;
    uint32_t calls;
} caller_t;

/* Any control code with any length, some of them waiting and then cancelled. */
static void *call_anything(void *argument)
{
    static const uint32_t codes[] = {IOCTL_MONITOR_CB_GET_STATS, IOCTL_MONITOR_CB_GET_EVENTS, IOCTL_MONITOR_CB_SET_CONFIG, 0x22218C};
    caller_t *caller = argument;
    sim_file_t *file = sim_open(SIM_READ | SIM_WRITE);
    uint8_t *output = malloc(65536);

    for (uint32_t call = 0; call < caller->calls; call++) {
        uint32_t random = caller->seed = caller->seed * 1664525u + 1013904223u;
        uint32_t code = codes[random >> 30];
        MON_GET_EVENTS_INPUT events = {.size_bytes = sizeof events, .version = MON_ABI_VERSION, .wait_timeout_ms = random >> 8 & 1 ? 100 : 0};
        MON_CALLBACK_CONFIG config = a_config();
        uint32_t input_bytes = code == IOCTL_MONITOR_CB_SET_CONFIG ? sizeof config : code == IOCTL_MONITOR_CB_GET_EVENTS ? sizeof events : 0;
        const void *input = code == IOCTL_MONITOR_CB_SET_CONFIG ? (const void *)&config : (const void *)&events;
        sim_request_t *request;

        config.ring_size_bytes = random >> 9 & 1 ? MON_RING_MIN_BYTES : MON_RING_MIN_BYTES * 2;
        if ((random >> 10 & 7) == 0 && input_bytes != 0) {
            input_bytes -= random >> 16 & 7;
        }
        request = sim_start_control(file, code, input, input_bytes, output, (random >> 14 & 3) == 0 ? random >> 20 & 127 : 65536);
        if (!sim_is_complete(request)) {
            sim_cancel(request);
        }
        (void)sim_wait(request, NULL);
        if ((random >> 13 & 31) == 0) {
            sim_close(file);
            file = sim_open(SIM_READ | SIM_WRITE);
        }
    }
    sim_close(file);
    free(output);
    return NULL;
}

static void concurrent_calls(void)
{
    enum { CALLERS = 4 };
    fixture_t fixture;
    caller_t callers[CALLERS];
    pthread_t threads[CALLERS];
    sim_image_load_t load = an_image_load(EXPLORER, TEXT(L"\\x\\y.dll"));

    fixture_start(&fixture);
    for (uint32_t index = 0; index < CALLERS; index++) {
        callers[index] = (caller_t){.seed = index + 1, .calls = 2000};
        pthread_create(&threads[index], NULL, call_anything, &callers[index]);
    }
    for (uint32_t index = 0; index < 2000; index++) {
        sim_fire_image_load(&load);
    }
    for (uint32_t index = 0; index < CALLERS; index++) {
        pthread_join(threads[index], NULL);
    }
    CHECK_EQUAL(statistics_of(&fixture).counters.image_loads, 2000);
    /* Unload checks that no request, session or ring was left behind. */
    fixture_stop(&fixture);
}

static const test_case_t cases[] = {
    {"every control code takes huge buffers for what they are", huge_buffers},
    {"batches are written to and read from any address", misaligned_buffers},
    {"control codes, cancels and closes from four threads at once leave nothing behind", concurrent_calls},
};
SUITE(bad_input_suite, cases);
