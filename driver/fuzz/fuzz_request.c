/*
 * Fuzzes one control code (FUZZ_CODE) of the loaded driver. The input is a sequence of steps: a request with given
 * lengths and bytes, events that fill the ring, a close and reopen, the passing of time.
 */
#include <stdlib.h>
#include <string.h>
#include "../tests/fixture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint8_t output[70000];

typedef struct steps {
    const uint8_t *at;
    size_t left;
} steps_t;

static uint32_t take(steps_t *steps, uint32_t bytes)
{
    uint32_t value = 0;

    for (uint32_t index = 0; index < bytes && steps->left > 0; index++) {
        value = value << 8 | *steps->at++;
        steps->left--;
    }
    return value;
}

/* Rings of the collector and of the target come, change and go. */
static void change_rings(uint32_t what)
{
    static uint32_t made;

    if (what % 4 == 0 || made++ % 1000 == 999) {
        sim_remove_iorings(COLLECTOR);
        sim_remove_iorings(TARGET);
        return;
    }
    if (made < 4000) {
        sim_add_ioring(&(sim_ioring_t){.process_id = what % 2 == 0 ? COLLECTOR : TARGET,
            .buffer_count = what % 20,
            .buffers = what % 5,
            .layout_shift = what % 3 == 0 ? 4 : 0,
            .is_changing = what % 7 == 0});
    }
}

static void fire(uint32_t what)
{
    sim_image_load_t load = an_image_load(what % 2 == 0 ? 0 : EXPLORER, what % 3 == 0 ? NO_TEXT : TEXT(L"\\x\\dstorage.dll"));
    sim_handle_operation_t open = a_handle_create(EXPLORER, TARGET);
    sim_registry_operation_t set = a_value_set(EXPLORER);

    switch (what % 5) {
    case 0:
        sim_fire_image_load(&load);
        break;
    case 1:
        sim_fire_handle(&open);
        break;
    case 2:
        sim_fire_registry(&set);
        break;
    case 3:
        change_rings(what);
        break;
    default:
        sim_fire_image_load(&load);
        break;
    }
}

/* A request over bytes of the input; some start from a valid one, so that the checks behind the first are reached. */
static void request(sim_file_t *file, steps_t *steps)
{
    uint32_t shape = take(steps, 1);
    uint32_t input_bytes = shape % 2 == 0 ? take(steps, 1) : take(steps, 2) % 600;
    uint32_t output_bytes = take(steps, 2);
    uint8_t *input = malloc(input_bytes + 1);
    MON_GET_EVENTS_INPUT events = {.size_bytes = sizeof events, .version = MON_ABI_VERSION};
    MON_CALLBACK_CONFIG config = a_config();
    MON_SCAN_REQUEST scan = {.size_bytes = sizeof scan, .version = MON_ABI_VERSION, .process_id = TARGET};
    sim_request_t *pending;

    if (shape & 2) {
        input_bytes = FUZZ_CODE == IOCTL_MONITOR_CB_SET_CONFIG ? input_bytes
            : FUZZ_CODE == IOCTL_MONITOR_CB_REQUEST_SCAN      ? (uint32_t)sizeof scan
                                                              : (uint32_t)sizeof events;
        free(input);
        input = malloc(input_bytes + 1);
    }
    memset(input, 0, input_bytes);
    if ((shape & 2) && FUZZ_CODE == IOCTL_MONITOR_CB_GET_EVENTS) {
        memcpy(input, &events, sizeof events);
    } else if ((shape & 2) && FUZZ_CODE == IOCTL_MONITOR_CB_REQUEST_SCAN) {
        memcpy(input, &scan, sizeof scan);
    } else if ((shape & 2) && input_bytes >= sizeof config) {
        config.size_bytes = input_bytes;
        memcpy(input, &config, sizeof config);
    }
    for (uint32_t change = 0; change < (shape >> 2) && input_bytes != 0; change++) {
        uint32_t at = take(steps, 2) % input_bytes;

        input[at] = (uint8_t)take(steps, 1);
    }
    pending = sim_start_control(file, FUZZ_CODE, input, input_bytes, output, output_bytes);
    if (!sim_is_complete(pending)) {
        sim_cancel(pending);
    }
    (void)sim_wait(pending, NULL);
    free(input);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool is_loaded;
    steps_t steps = {data, size};
    sim_file_t *file;

    if (!is_loaded) {
        fixture_t fixture;

        fixture_start(&fixture);
        Mon_CbClose(fixture.client);
        is_loaded = true;
    }
    file = sim_open(SIM_READ | SIM_WRITE);
    for (uint32_t step = 0; step < 64 && steps.left > 0; step++) {
        uint32_t what = take(&steps, 1);

        if (what < 160) {
            request(file, &steps);
        } else if (what < 230) {
            fire(what);
        } else if (what < 245) {
            sim_advance_time_us(take(&steps, 3));
        } else {
            sim_close(file);
            file = sim_open(SIM_READ | SIM_WRITE);
        }
    }
    sim_close(file);
    return 0;
}
